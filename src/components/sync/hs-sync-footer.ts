import { consume } from '@lit/context';
import { localized, msg, str } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Formats } from '../../i18n/formats.ts';
import { formatsContext } from '../../state/formats-context.ts';
import { syncStatusContext } from '../../state/sync-status-context.ts';
import { elementStyles } from '../../styles/element-styles.ts';
import type { SyncStatus } from '../../sync/status.ts';
import { TickController } from '../base/tick-controller.ts';
import './hs-sync-indicator.ts';

/** The status line: state, last sync, waiting changes and errors. Fires `hs-open-sync` when chosen. */
@localized()
@customElement('hs-sync-footer')
export class HsSyncFooter extends LitElement {
  /** Leaves the words out, for narrow screens. */
  @property({ type: Boolean, reflect: true }) compact = false;
  @consume({ context: syncStatusContext, subscribe: true }) @state() private _status?: SyncStatus;
  @consume({ context: formatsContext, subscribe: true }) @state() private _formats?: Formats;
  readonly tick = new TickController(this);

  override render() {
    const status = this._status;
    // Keeps the line's place, so that nothing moves when the state arrives.
    if (!status) return html`<button type="button" disabled aria-hidden="true"></button>`;
    return html`<button type="button" aria-haspopup="dialog" @click=${this.#open}>
      <hs-sync-indicator .indicator=${status.indicator} ?wordy=${!this.compact}></hs-sync-indicator>
      <span class="muted ellipsis">${this.#lastSync(status)}</span>
      <span class="counts">
        ${
          status.waiting > 0
            ? html`<span class="tabular"
                >${this.compact ? html`${status.waiting} ↑` : msg(str`${status.waiting} waiting`)}</span
              >`
            : nothing
        }
        ${
          status.errors > 0
            ? html`<span class="errors tabular"
                ><hs-icon name="error"></hs-icon>${msg(str`${status.errors} not sent`)}</span
              >`
            : nothing
        }
      </span>
    </button>`;
  }

  #lastSync(status: SyncStatus) {
    const formats = this._formats;
    if (status.lastSync === undefined || !formats) return msg('Not synced yet');
    return html`<span title=${formats.instant(status.lastSync)}
      >${msg(str`Last sync ${formats.ago(status.lastSync)}`)}</span
    >`;
  }

  readonly #open = (): void => {
    this.dispatchEvent(new CustomEvent('hs-open-sync'));
  };

  static override styles = [
    elementStyles,
    css`
      :host {
        display: block;
        background: var(--hs-surface);
        padding-bottom: env(safe-area-inset-bottom, 0px);
        --hs-icon: 14px;
      }

      button {
        display: flex;
        align-items: center;
        gap: var(--hs-space-3);
        width: 100%;
        min-height: 28px;
        padding: 0 var(--hs-space-4);
        border: 0;
        border-top: 1px solid var(--hs-line);
        background: transparent;
        color: var(--hs-text);
        font: inherit;
        font-size: var(--hs-text-s);
        text-align: start;
        cursor: pointer;
      }

      button:hover {
        background: var(--hs-hover);
      }

      button:focus-visible {
        outline-offset: -2px;
      }

      .muted {
        color: var(--hs-text-muted);
      }

      .counts {
        display: flex;
        gap: var(--hs-space-3);
        margin-inline-start: auto;
        white-space: nowrap;
        font-weight: var(--hs-weight-medium);
      }

      .errors {
        display: inline-flex;
        align-items: center;
        gap: var(--hs-space-1);
        color: var(--hs-error);
      }

      @media (pointer: coarse), (max-width: 639px) {
        button {
          min-height: 36px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-sync-footer': HsSyncFooter;
  }
}
