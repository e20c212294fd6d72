import '@vaadin/button/vaadin-button.js';
import { consume } from '@lit/context';
import { localized, msg } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/base/hs-empty-state.ts';
import { linksContext, type Links } from '../state/links.ts';
import { buttonStyles, elementStyles } from '../styles/element-styles.ts';

export type PageProblem =
  'not-found' | 'no-app' | 'no-table' | 'no-view' | 'unavailable' | 'failed' | 'empty-app';

/** What is shown instead of a page that cannot be: why, and where to go from here. Fires `hs-retry`. */
@localized()
@customElement('hs-problem-page')
export class HsProblemPage extends LitElement {
  @property() problem: PageProblem = 'not-found';
  /** Words of the failure itself, for `failed`. */
  @property() detail = '';
  @consume({ context: linksContext }) @state() private _links?: Links;

  get heading(): string {
    return this.#words()[0];
  }

  override render() {
    const [heading, text] = this.#words();
    const canRetry = this.problem === 'unavailable' || this.problem === 'failed';
    return html`<hs-empty-state
      .icon=${this.problem === 'unavailable' ? 'not-connected' : 'info'}
      .heading=${heading}
      .text=${text}
    >
      ${
        canRetry
          ? html`<vaadin-button
              theme="primary"
              @click=${() => this.dispatchEvent(new CustomEvent('hs-retry'))}
              >${msg('Try again')}</vaadin-button
            >`
          : nothing
      }
      <vaadin-button @click=${() => this._links?.go(this._links.apps())}>${msg('My apps')}</vaadin-button>
    </hs-empty-state>`;
  }

  #words(): readonly [string, string] {
    switch (this.problem) {
      case 'not-found':
        return [msg('There is no such page'), msg('The address may be mistyped, or the page was moved.')];
      case 'no-app':
        return [
          msg('This app is not shared with you'),
          msg("Contact your administrator for access to your organization's mobile apps"),
        ];
      case 'no-table':
        return [
          msg('This list is not part of the app'),
          msg('Your roles may not include it. Ask your administrator if you need it.'),
        ];
      case 'no-view':
        return [msg('This table has no views'), msg('An administrator can add one to the app.')];
      case 'empty-app':
        return [
          msg('This app has no pages for you'),
          msg('Your roles do not include any of its lists. Ask your administrator.'),
        ];
      case 'unavailable':
        return [
          msg('Not on this device yet'),
          msg('Connect once to bring this app onto the device. After that it works offline.'),
        ];
      case 'failed':
        return [msg('This page could not be shown'), this.detail];
    }
  }

  static override styles = [
    elementStyles,
    buttonStyles,
    css`
      :host {
        display: grid;
        height: 100%;
        place-items: center;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-problem-page': HsProblemPage;
  }
}
