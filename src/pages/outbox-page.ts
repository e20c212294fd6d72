import '@vaadin/button/vaadin-button.js';
import { consume } from '@lit/context';
import { localized, msg, str } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../components/base/hs-page-frame.ts';
import { showConfirm } from '../components/base/show-confirm.ts';
import { showToast } from '../components/base/show-toast.ts';
import '../components/sync/hs-outbox-list.ts';
import type { OutboxEntryEvent } from '../components/sync/hs-outbox-list.ts';
import type { DataClient } from '../data/client.ts';
import { dataClientContext } from '../state/data-client-context.ts';
import { syncStatusContext } from '../state/sync-status-context.ts';
import type { OutboxEntry } from '../store/entry.ts';
import { buttonStyles, elementStyles } from '../styles/element-styles.ts';
import type { SyncStatus } from '../sync/status.ts';
import { exportEntries, offerFile } from './export-entries.ts';

/** Waiting changes and those that were not sent: retry, discard, save as a file. */
@localized()
@customElement('hs-outbox-page')
export class HsOutboxPage extends LitElement {
  @consume({ context: dataClientContext, subscribe: true }) @state() private _data?: DataClient;
  @consume({ context: syncStatusContext, subscribe: true }) @state() private _status?: SyncStatus;
  @state() private _entries?: readonly OutboxEntry[];
  #watched?: DataClient;
  #subscription?: { close(): void };

  get heading(): string {
    return msg('Waiting changes');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#subscription?.close();
    this.#watched = undefined;
  }

  override willUpdate(): void {
    if (this._data === this.#watched || !this.isConnected) return;
    this.#subscription?.close();
    this.#watched = this._data;
    this.#subscription = this._data?.watchOutbox((entries) => {
      this._entries = entries;
    });
  }

  override render() {
    const entries = this._entries;
    return html`<hs-page-frame .heading=${this.heading} narrow>
      <div slot="commands" class="commands">
        ${
          entries && entries.length > 0
            ? html`<vaadin-button @click=${this.#export}>${msg('Save as file')}</vaadin-button>`
            : nothing
        }
        <vaadin-button
          theme="primary"
          ?disabled=${this._status?.syncing === true && this._status.quiet !== true}
          @click=${() => void this._data?.syncNow()}
          >${msg('Sync now')}</vaadin-button
        >
      </div>
      ${
        entries
          ? html`<hs-outbox-list
              .entries=${entries}
              @hs-retry=${(event: OutboxEntryEvent) => void this._data?.retry(event.detail.entry.id)}
              @hs-discard=${(event: OutboxEntryEvent) => void this.#discard(event.detail.entry)}
            ></hs-outbox-list>`
          : nothing
      }
    </hs-page-frame>`;
  }

  readonly #export = (): void => {
    const { name, text } = exportEntries(this._entries ?? [], new Date());
    offerFile(name, text);
  };

  async #discard(entry: OutboxEntry): Promise<void> {
    const agreed = await showConfirm({
      heading: msg('Discard this change?'),
      text: msg(
        str`What you did to “${entry.title || msg('(no name)')}” has not been sent and cannot be brought back.`,
      ),
      confirm: msg('Discard'),
      cancel: msg('Keep'),
      danger: true,
    });
    if (!agreed) return;
    const outcome = await this._data?.discard(entry.id);
    if (outcome === 'sealed')
      void showToast(msg('This change is being sent right now. Its outcome will be shown here.'), {
        tone: 'error',
      });
  }

  static override styles = [
    elementStyles,
    buttonStyles,
    css`
      :host {
        display: block;
        height: 100%;
      }

      .commands {
        display: flex;
        gap: var(--hs-space-2);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-outbox-page': HsOutboxPage;
  }
}
