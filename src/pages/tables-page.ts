import { consume } from '@lit/context';
import { localized, msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { administrationStyles } from '../components/administration/administration-styles.ts';
import { usesOf, useWords } from '../components/administration/use-words.ts';
import '../components/base/hs-empty-state.ts';
import '../components/base/hs-page-frame.ts';
import '../components/base/hs-skeleton.ts';
import { errorWords } from '../components/base/problem-words.ts';
import { showToast } from '../components/base/show-toast.ts';
import '../components/grid/hs-search-field.ts';
import type { Administration } from '../data/administration.ts';
import type { TableSettings } from '../shared/metadata/table-settings.ts';
import { linksContext, type Links } from '../state/links.ts';
import { administrationProblem } from './administration-problem.ts';

/** What each table is on phones and tablets (R12). For administrators. */
@localized()
@customElement('hs-tables-page')
export class HsTablesPage extends LitElement {
  @property({ attribute: false }) administration?: Administration;
  @consume({ context: linksContext }) @state() private _links?: Links;
  @state() private _tables: readonly TableSettings[] = [];
  @state() private _find = '';
  /** Tables of which a choice is on its way. */
  @state() private _busy: ReadonlySet<string> = new Set();
  @state() private _problems: ReadonlyMap<string, string> = new Map();

  readonly #reading = new Task(this, {
    args: () => [this.administration] as const,
    task: async ([administration]) => {
      this._tables = (await administration?.tables()) ?? [];
    },
  });

  get heading(): string {
    return msg('Tables');
  }

  override render() {
    return html`<hs-page-frame .heading=${this.heading} narrow>
      <p class="muted intro">
        ${msg('What tables are on phones and tablets. On desktops and in kiosks people work with all of them, as their roles allow.')}
      </p>
      ${this.#reading.render({
        initial: () => nothing,
        pending: () => html`<hs-skeleton rows="8" .label=${msg('Loading')}></hs-skeleton>`,
        complete: () => this.#list(),
        error: (error) => administrationProblem(error, () => void this.#reading.run()),
      })}
    </hs-page-frame>`;
  }

  #list() {
    if (this._tables.length === 0)
      return html`<hs-empty-state
        icon="file"
        .heading=${msg('No app carries a table')}
        .text=${msg('Import a solution with an app first.')}
        >${this._links ? html`<a href=${this._links.solutions()}>${msg('Solutions')}</a>` : nothing}</hs-empty-state
      >`;
    const wanted = this._find.trim().toLowerCase();
    const found = this._tables.filter((one) =>
      [one.name, one.label, ...one.apps].some((text) => text.toLowerCase().includes(wanted)),
    );
    return html`<hs-search-field
        .label=${msg('Find a table')}
        .value=${this._find}
        @hs-search-text=${(event: CustomEvent<{ readonly text: string }>) => {
          this._find = event.detail.text;
        }}
      ></hs-search-field>
      ${
        found.length === 0
          ? html`<p class="muted" role="status">${msg('No table of that text.')}</p>`
          : html`<ul>
              ${found.map((one) => this.#table(one))}
            </ul>`
      }`;
  }

  #table(one: TableSettings) {
    const uses = usesOf(one);
    const problem = this._problems.get(one.name);
    return html`<li>
      <span class="what">
        <span class="name ellipsis" title=${one.name}>${one.label}</span>
        <span class="muted ellipsis">${one.apps.join(' · ')}</span>
      </span>
      <span class="use">
        ${
          uses.length === 1
            ? html`<span class="fixed">${useWords(one.use)}</span>
                <span class="muted">${msg('fixed by its solution')}</span>`
            : html`<select
                  aria-label=${msg(str`${one.label} on phones and tablets`)}
                  ?disabled=${this._busy.has(one.name)}
                  .value=${one.use}
                  @change=${(event: Event) => void this.#choose(one, event.target as HTMLSelectElement)}
                >
                  ${uses.map(
                    (use) =>
                      html`<option value=${use} ?selected=${use === one.use}>${useWords(use)}</option>`,
                  )}
                </select>
                ${one.use === one.stated ? nothing : html`<span class="muted">${msg('changed here')}</span>`}`
        }
      </span>
      ${problem === undefined ? nothing : html`<p class="notice error" role="alert">${problem}</p>`}
    </li>`;
  }

  async #choose(one: TableSettings, select: HTMLSelectElement): Promise<void> {
    const use = usesOf(one).find((each) => each === select.value);
    const { administration } = this;
    if (use === undefined || administration === undefined) return;
    this._busy = new Set([...this._busy, one.name]);
    this._problems = new Map([...this._problems].filter(([name]) => name !== one.name));
    try {
      const changed = await administration.setMobileUse(one.name, use);
      this._tables = this._tables.map((each) => (each.name === changed.name ? changed : each));
      void showToast(msg(str`${one.label} on phones and tablets: ${useWords(changed.use)}`));
    } catch (error) {
      const words = errorWords(error, msg('The choice could not be saved.'));
      this._problems = new Map([...this._problems, [one.name, words]]);
      // The element keeps what was picked; what holds is the old one.
      select.value = one.use;
    } finally {
      this._busy = new Set([...this._busy].filter((name) => name !== one.name));
    }
  }

  static override styles = [
    ...administrationStyles,
    css`
      :host {
        height: 100%;
      }

      .intro {
        margin: 0 0 var(--hs-space-3);
      }

      hs-search-field {
        display: block;
        max-width: 360px;
        margin-bottom: var(--hs-space-3);
      }

      ul {
        margin: 0;
        padding: 0;
        border: 1px solid var(--hs-line);
        border-radius: var(--hs-radius);
        background: var(--hs-surface);
        list-style: none;
        overflow: hidden;
      }

      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 320px);
        gap: var(--hs-space-1) var(--hs-space-3);
        align-items: center;
        min-height: 48px;
        padding: var(--hs-space-2) var(--hs-space-4);
      }

      li + li {
        border-top: 1px solid var(--hs-line);
      }

      .what {
        display: flex;
        flex-direction: column;
        min-width: 0;
      }

      .name {
        font-weight: var(--hs-weight-medium);
      }

      .use {
        display: flex;
        flex-wrap: wrap;
        gap: var(--hs-space-1) var(--hs-space-2);
        align-items: center;
      }

      .use select {
        width: 160px;
      }

      .fixed {
        width: 160px;
        padding: 0 var(--hs-space-2);
      }

      .notice {
        grid-column: 1 / -1;
        margin: 0;
      }

      @media (max-width: 639px) {
        li {
          grid-template-columns: minmax(0, 1fr);
        }

        .fixed {
          width: auto;
          padding: 0;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-tables-page': HsTablesPage;
  }
}
