import { consume } from '@lit/context';
import { localized, msg } from '@lit/localize';
import { Task } from '@lit/task';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../components/base/hs-empty-state.ts';
import '../components/base/hs-page-frame.ts';
import '../components/base/hs-skeleton.ts';
import type { AppList, SessionClient } from '../data/session.ts';
import type { AppSummary } from '../shared/metadata/app.ts';
import { linksContext, type Links } from '../state/links.ts';
import { sessionClientContext } from '../state/session-context.ts';
import { elementStyles } from '../styles/element-styles.ts';

/** My apps: the apps shared with the person's roles. */
@localized()
@customElement('hs-my-apps-page')
export class HsMyAppsPage extends LitElement {
  @consume({ context: sessionClientContext }) @state() private _session?: SessionClient;
  @consume({ context: linksContext }) @state() private _links?: Links;

  readonly #apps = new Task(this, {
    args: () => [this._session] as const,
    task: async ([session]) => (session ? await session.apps() : undefined),
  });

  get heading(): string {
    return msg('My apps');
  }

  override render() {
    return html`<hs-page-frame .heading=${this.heading}>
      ${this.#apps.render({
        initial: () => nothing,
        pending: () => html`<hs-skeleton rows="4" .label=${msg('Loading')}></hs-skeleton>`,
        complete: (list) => (list ? this.#list(list) : nothing),
        error: (error) =>
          html`<hs-empty-state
            icon="error"
            tone="error"
            .heading=${msg('Your apps could not be read')}
            .text=${error instanceof Error ? error.message : ''}
            ><button type="button" @click=${() => void this.#apps.run()}>
              ${msg('Try again')}
            </button></hs-empty-state
          >`,
      })}
    </hs-page-frame>`;
  }

  #list(list: AppList) {
    if (list.apps.length === 0)
      return html`<hs-empty-state
        icon="apps"
        .heading=${msg('No apps yet')}
        .text=${
          list.message ?? msg("Contact your administrator for access to your organization's mobile apps")
        }
      ></hs-empty-state>`;
    return html`${
        list.fromDevice
          ? html`<p class="note">
              ${msg('The server cannot be reached. These are the apps on this device.')}
            </p>`
          : nothing
      }
      <ul>
        ${list.apps.map((app) => this.#card(app))}
      </ul>`;
  }

  #card(app: AppSummary) {
    return html`<li>
      <a href=${this._links?.app(app.uniqueName) ?? nothing}>
        <span
          class="tile"
          aria-hidden="true"
          style=${app.color ? `background: ${app.color}; color: #fff` : nothing}
          >${(Array.from(app.name)[0] ?? '').toUpperCase()}</span
        >
        <span class="words">
          <span class="name ellipsis" title=${app.name}>${app.name}</span>
          <span class="text">${app.description}</span>
        </span>
      </a>
    </li>`;
  }

  static override styles = [
    elementStyles,
    css`
      :host {
        display: block;
        height: 100%;
      }

      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(300px, 100%), 1fr));
        gap: var(--hs-space-3);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      a {
        display: flex;
        align-items: center;
        gap: var(--hs-space-4);
        height: 100%;
        min-height: 88px;
        padding: var(--hs-space-4);
        border: 1px solid var(--hs-line);
        border-radius: var(--hs-radius);
        background: var(--hs-surface);
        color: var(--hs-text);
      }

      a:hover {
        border-color: var(--hs-line-strong);
        text-decoration: none;
      }

      .tile {
        display: grid;
        flex: none;
        place-items: center;
        width: 44px;
        height: 44px;
        border-radius: var(--hs-radius);
        background: var(--hs-accent);
        color: var(--hs-accent-text);
        font-size: var(--hs-text-xl);
        font-weight: var(--hs-weight-strong);
      }

      .words {
        display: flex;
        flex-direction: column;
        min-width: 0;
      }

      .name {
        font-weight: var(--hs-weight-strong);
      }

      .text {
        display: -webkit-box;
        overflow: hidden;
        color: var(--hs-text-muted);
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
      }

      .note {
        margin-bottom: var(--hs-space-3);
        color: var(--hs-text-muted);
      }

      button {
        height: var(--hs-control);
        padding: 0 var(--hs-space-3);
        border: 1px solid var(--hs-line-strong);
        border-radius: var(--hs-radius);
        background: transparent;
        color: inherit;
        font: inherit;
        cursor: pointer;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-my-apps-page': HsMyAppsPage;
  }
}
