import '@vaadin/button/vaadin-button.js';
import { consume } from '@lit/context';
import { localized, msg } from '@lit/localize';
import { Task } from '@lit/task';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { administrationStyles } from '../components/administration/administration-styles.ts';
import '../components/administration/hs-solution-import.ts';
import type { SolutionImportEvent } from '../components/administration/hs-solution-import.ts';
import '../components/base/hs-empty-state.ts';
import '../components/base/hs-page-frame.ts';
import '../components/base/hs-skeleton.ts';
import { errorWords } from '../components/base/problem-words.ts';
import { showToast } from '../components/base/show-toast.ts';
import type { Administration } from '../data/administration.ts';
import type { InstalledSolution } from '../shared/metadata/solution-report.ts';
import { linksContext, type Links } from '../state/links.ts';
import { administrationProblem } from './administration-problem.ts';

/** The installed solutions, and the import of another one. For administrators. */
@localized()
@customElement('hs-solutions-page')
export class HsSolutionsPage extends LitElement {
  @property({ attribute: false }) administration?: Administration;
  @consume({ context: linksContext }) @state() private _links?: Links;
  @state() private _isImporting = false;
  @state() private _isBusy = false;
  @state() private _problem = '';
  @state() private _roles: readonly string[] = [];

  readonly #solutions = new Task(this, {
    args: () => [this.administration] as const,
    task: async ([administration]) => administration?.solutions(),
  });

  get heading(): string {
    return msg('Solutions');
  }

  override render() {
    return html`<hs-page-frame .heading=${this.heading} narrow>
      ${
        this._isImporting
          ? nothing
          : html`<vaadin-button slot="commands" theme="primary" @click=${() => void this.#open()}
              >${msg('Import')}</vaadin-button
            >`
      }
      ${
        this._isImporting
          ? html`<hs-solution-import
              .roles=${this._roles}
              .problem=${this._problem}
              ?busy=${this._isBusy}
              @hs-import=${(event: SolutionImportEvent) => void this.#import(event)}
              @hs-cancel=${() => {
                this._isImporting = false;
              }}
            ></hs-solution-import>`
          : nothing
      }
      ${this.#solutions.render({
        initial: () => nothing,
        pending: () => html`<hs-skeleton rows="4" .label=${msg('Loading')}></hs-skeleton>`,
        complete: (solutions) => (solutions ? this.#list(solutions) : nothing),
        error: (error) => administrationProblem(error, () => void this.#solutions.run()),
      })}
    </hs-page-frame>`;
  }

  #list(solutions: readonly InstalledSolution[]) {
    if (solutions.length === 0)
      return html`<hs-empty-state
        icon="file"
        .heading=${msg('No solution is installed')}
        .text=${msg('Import one to bring its tables, forms, views and apps.')}
      ></hs-empty-state>`;
    return html`<ul>
      ${solutions.map(
        (one) =>
          html`<li>
            <a href=${this._links?.solution(one.name) ?? nothing}>
              <span class="name ellipsis" title=${one.name}>${one.title ?? one.name}</span>
              <span class="muted tabular">${one.version}</span>
              <span class="muted ellipsis"
                >${one.publisher}${one.managed ? html` · ${msg('managed')}` : nothing}</span
              >
            </a>
          </li>`,
      )}
    </ul>`;
  }

  async #open(): Promise<void> {
    this._problem = '';
    this._isImporting = true;
    // Without the names of roles the import works all the same; sharing waits for the solution's page.
    this._roles = (await this.administration?.roles().catch(() => undefined)) ?? [];
  }

  async #import({ detail: { file, share } }: SolutionImportEvent): Promise<void> {
    const { administration } = this;
    if (!administration) return;
    this._problem = '';
    this._isBusy = true;
    try {
      const report = await administration.importSolution(file, file.name, share);
      void showToast(
        report.outcome === 'unchanged'
          ? msg('This version was installed already; nothing had to change.')
          : msg('The solution is installed.'),
      );
      if (this._links) this._links.go(this._links.solution(report.solution));
    } catch (error) {
      this._problem = errorWords(error, msg('The file could not be read.'));
    } finally {
      this._isBusy = false;
    }
  }

  static override styles = [
    ...administrationStyles,
    css`
      :host {
        height: 100%;
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

      li + li {
        border-top: 1px solid var(--hs-line);
      }

      a {
        display: grid;
        grid-template-columns: minmax(0, 2fr) minmax(0, 1fr) minmax(0, 2fr);
        gap: var(--hs-space-3);
        align-items: center;
        min-height: 48px;
        padding: var(--hs-space-2) var(--hs-space-4);
        color: inherit;
        text-decoration: none;
      }

      a:hover {
        background: var(--hs-hover);
      }

      a:focus-visible {
        outline: var(--hs-focus);
        outline-offset: -2px;
      }

      @media (max-width: 639px) {
        a {
          grid-template-columns: auto minmax(0, 1fr);
          gap: 0 var(--hs-space-3);
        }

        .name {
          grid-column: 1 / -1;
        }
      }

      .name {
        color: var(--hs-accent);
        font-weight: var(--hs-weight-medium);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-solutions-page': HsSolutionsPage;
  }
}
