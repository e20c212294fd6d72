import '@vaadin/button/vaadin-button.js';
import '@vaadin/progress-bar/vaadin-progress-bar.js';
import { consume } from '@lit/context';
import { localized, msg, str } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Formats } from '../../i18n/formats.ts';
import type { AppCatalog } from '../../state/app-catalog.ts';
import { appCatalogContext } from '../../state/app-catalog.ts';
import { formatsContext } from '../../state/formats-context.ts';
import { linksContext, type Links } from '../../state/links.ts';
import { syncStatusContext } from '../../state/sync-status-context.ts';
import type { OutboxEntry } from '../../store/entry.ts';
import { buttonStyles, elementStyles } from '../../styles/element-styles.ts';
import type { SyncStatus, TableProgress } from '../../sync/status.ts';
import '../base/hs-badge.ts';
import '../base/hs-icon.ts';
import { problemWords } from '../base/problem-words.ts';
import { TickController } from '../base/tick-controller.ts';
import './hs-sync-indicator.ts';
import { indicatorLook, isConnected } from './indicator-look.ts';
import { entryAction, isProblem } from './waiting-changes.ts';

export interface DeviceUsage {
  readonly rows: Readonly<Record<string, number>>;
  readonly bytes: number;
}

const shownEntries = 5;

/** The flyout of the offline indicator. Fires `hs-sync-now`, `hs-sign-in`, and `hs-close` when it led elsewhere. */
@localized()
@customElement('hs-sync-flyout')
export class HsSyncFlyout extends LitElement {
  @property({ attribute: false }) entries: readonly OutboxEntry[] = [];
  @property({ attribute: false }) usage?: DeviceUsage;
  @consume({ context: syncStatusContext, subscribe: true }) @state() private _status?: SyncStatus;
  @consume({ context: formatsContext, subscribe: true }) @state() private _formats?: Formats;
  @consume({ context: appCatalogContext, subscribe: true }) @state() private _catalog?: AppCatalog;
  @consume({ context: linksContext }) @state() private _links?: Links;
  readonly tick = new TickController(this);

  override render() {
    const status = this._status;
    if (!status) return nothing;
    const look = indicatorLook(status.indicator);
    return html`
      <header>
        <hs-sync-indicator .indicator=${status.indicator}></hs-sync-indicator>
        <div class="grow">
          <h2>${look.word}</h2>
          <p class="muted">${this.#lastSync(status)}</p>
        </div>
        <vaadin-button
          theme="primary"
          ?disabled=${status.syncing && status.quiet !== true}
          @click=${() => this.#fire('hs-sync-now')}
          >${msg('Sync now')}</vaadin-button
        >
      </header>
      ${status.problem && isConnected(status) ? this.#problem(status.problem) : nothing} ${this.#changes()}
      ${this.#tables(status)}
    `;
  }

  #lastSync(status: SyncStatus) {
    if (status.quiet === true) return msg('The server has not answered for some seconds.');
    if (!isConnected(status) && status.lastSync === undefined)
      return msg('The first sync starts as soon as there is a connection.');
    if (status.lastSync === undefined || !this._formats) return msg('Not synced yet');
    const ago = msg(str`Last sync ${this._formats.ago(status.lastSync)}`);
    return html`<span title=${this._formats.instant(status.lastSync)}
      >${isConnected(status) ? ago : `${ago} · ${msg('your work is kept on this device')}`}</span
    >`;
  }

  #problem(problem: NonNullable<SyncStatus['problem']>) {
    return html`<div class="problem" role="alert">
      <hs-icon name="warning"></hs-icon>
      <span class="grow">${problemWords(problem)}</span>
      ${
        problem.code === 'not-signed-in'
          ? html`<vaadin-button @click=${() => this.#fire('hs-sign-in')}>${msg('Sign in')}</vaadin-button>`
          : nothing
      }
    </div>`;
  }

  #changes() {
    const problems = this.entries.filter(isProblem);
    const waiting = this.entries.length - problems.length;
    const first = [...problems, ...this.entries.filter((entry) => !isProblem(entry))].slice(0, shownEntries);
    return html`<section aria-labelledby="changes">
      <h3 id="changes">
        ${msg('Waiting changes')}
        <span class="tabular muted">${waiting}</span>
        ${
          problems.length > 0
            ? html`<hs-badge tone="error" icon="error">${msg(str`${problems.length} not sent`)}</hs-badge>`
            : nothing
        }
      </h3>
      ${
        this.entries.length === 0
          ? html`<p class="muted">${msg('Everything you did has been sent.')}</p>`
          : html`<ul>
                ${first.map(
                  (entry) =>
                    html`<li>
                      <hs-icon
                        class=${isProblem(entry) ? 'bad' : 'muted'}
                        .name=${isProblem(entry) ? 'error' : 'changes-waiting'}
                      ></hs-icon>
                      <span class="ellipsis grow" title=${entry.title}
                        >${entry.title || msg('(no name)')}</span
                      >
                      <span class="muted">${entryAction(entry)}</span>
                    </li>`,
                )}
              </ul>
              <a href=${this._links?.outbox() ?? '#'} @click=${() => this.#fire('hs-close')}
                >${
                  this.entries.length > shownEntries
                    ? msg(str`Show all ${this.entries.length} changes`)
                    : msg('Show details')
                }</a
              >`
      }
    </section>`;
  }

  #tables(status: SyncStatus) {
    const formats = this._formats;
    const usage = this.usage;
    // Tables behind many-to-many relationships and those of other apps travel too, but have no name to show.
    const tables = this.#progress(status).filter(({ table }) => {
      const known = this._catalog?.table(table);
      return known !== undefined && known.isIntersect !== true;
    });
    const total = Object.values(usage?.rows ?? {}).reduce((sum, count) => sum + count, 0);
    return html`<section aria-labelledby="tables">
      <h3 id="tables">${msg('On this device')}</h3>
      ${
        usage && formats
          ? html`<p class="muted">
              ${msg(str`${formats.integer(total)} records, ${formats.bytes(usage.bytes)}`)}
            </p>`
          : nothing
      }
      ${
        tables.length > 0
          ? html`<table>
              <caption class="sr-only">
                ${msg('Progress by table')}
              </caption>
              <tbody>
                ${tables.map((table) => this.#table(table))}
              </tbody>
            </table>`
          : nothing
      }
    </section>`;
  }

  /** What the last run moved, then what is here besides: a run that moves nothing tells of no table. */
  #progress({ tables }: SyncStatus): readonly TableProgress[] {
    const told = new Set(tables.map(({ table }) => table));
    const besides = Object.entries(this.usage?.rows ?? {})
      .filter(([table]) => !told.has(table))
      .map(([table, rows]) => ({ table, done: rows, total: rows, state: 'done' as const }));
    return [...tables, ...besides];
  }

  #table(progress: TableProgress) {
    const label = this._catalog?.table(progress.table)?.pluralLabel ?? progress.table;
    const rows = this.usage?.rows[progress.table];
    const format = (count: number) => this._formats?.integer(count) ?? String(count);
    return html`<tr>
      <th scope="row" class="ellipsis" title=${label}>${label}</th>
      <td class="tabular">
        ${
          progress.state === 'running'
            ? html`${msg(str`${format(progress.done)} of ${format(progress.total)}`)}
                <vaadin-progress-bar
                  aria-label=${label}
                  .value=${progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0}
                ></vaadin-progress-bar>`
            : progress.state === 'waiting'
              ? html`<span class="muted">${msg('waits')}</span>`
              : this.usage
                ? format(rows ?? progress.done)
                : nothing
        }
      </td>
    </tr>`;
  }

  #fire(name: 'hs-sync-now' | 'hs-sign-in' | 'hs-close'): void {
    this.dispatchEvent(new CustomEvent(name));
  }

  static override styles = [
    elementStyles,
    buttonStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        width: min(400px, calc(100vw - 24px));
        max-height: min(640px, calc(100dvh - 112px));
        overflow: auto;
        font-size: var(--hs-text-m);
      }

      header,
      section,
      .problem {
        padding: var(--hs-space-3) var(--hs-space-4);
      }

      header {
        display: flex;
        align-items: center;
        gap: var(--hs-space-3);
        --hs-icon: 24px;
      }

      section {
        border-top: 1px solid var(--hs-line);
      }

      h2 {
        font-size: var(--hs-text-l);
        font-weight: var(--hs-weight-strong);
      }

      h3 {
        display: flex;
        align-items: center;
        gap: var(--hs-space-2);
        margin: 0 0 var(--hs-space-2);
        font-size: var(--hs-text-m);
        font-weight: var(--hs-weight-strong);
      }

      h3 .muted {
        font-weight: var(--hs-weight-normal);
      }

      .grow {
        flex: 1;
        min-width: 0;
      }

      .muted {
        color: var(--hs-text-muted);
      }

      .bad {
        color: var(--hs-error);
      }

      .problem {
        display: flex;
        align-items: center;
        gap: var(--hs-space-3);
        background: var(--hs-warning-soft);
        color: var(--hs-warning);
      }

      ul {
        margin: 0 0 var(--hs-space-2);
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        align-items: center;
        gap: var(--hs-space-2);
        min-height: 28px;
      }

      table {
        width: 100%;
        table-layout: fixed;
        border-collapse: collapse;
        margin-top: var(--hs-space-2);
      }

      th {
        padding: 4px 0;
        font-weight: var(--hs-weight-normal);
        text-align: start;
      }

      td {
        width: 46%;
        padding: 4px 0;
        text-align: end;
      }

      vaadin-progress-bar {
        margin: 2px 0 0;
        --vaadin-progress-bar-height: 3px;
        --vaadin-progress-bar-border-width: 0;
        --vaadin-progress-bar-value-background: var(--hs-accent);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-sync-flyout': HsSyncFlyout;
  }
}
