import '@vaadin/button/vaadin-button.js';
import '@vaadin/dialog/vaadin-dialog.js';
import { dialogFooterRenderer, dialogRenderer } from '@vaadin/dialog/lit.js';
import { msg, str } from '@lit/localize';
import { html, render } from 'lit';
import type { SignOutChoice, SignOutQuestion } from './show-sign-out.ts';

/** Opens the question at once; callers use showSignOut, which loads this first. Escape means staying signed in. */
export function openSignOut(question: SignOutQuestion): Promise<SignOutChoice> {
  const container = document.createElement('div');
  document.body.append(container);
  return new Promise((resolve) => {
    let choice: SignOutChoice = 'stay';
    const choose = (next: SignOutChoice): void => {
      choice = next;
      paint(false);
    };
    const paint = (opened: boolean): void => {
      render(
        html`<vaadin-dialog
          header-title=${msg('Unsent changes')}
          .opened=${opened}
          width="min(560px, calc(100vw - 32px))"
          @closed=${() => {
            container.remove();
            resolve(choice);
          }}
          ${dialogRenderer(
            () =>
              html`<p style="margin:0 0 8px">
                  ${
                    question.count === 1
                      ? msg(
                          'One change on this device has not been sent. Signing out removes everything from this device.',
                        )
                      : msg(
                          str`${question.count} changes on this device have not been sent. Signing out removes everything from this device.`,
                        )
                  }
                </p>
                <p style="margin:0;color:var(--hs-text-muted)">
                  ${
                    question.online
                      ? msg('Send first, or keep what you did as a file.')
                      : msg('There is no connection now. Stay signed in, or keep what you did as a file.')
                  }
                </p>`,
            [question],
          )}
          ${dialogFooterRenderer(
            () =>
              html`<vaadin-button
                  theme="tertiary"
                  style="--vaadin-button-text-color:var(--hs-error);margin-inline-end:auto"
                  @click=${() => choose('discard')}
                  >${msg('Discard and sign out')}</vaadin-button
                >
                <vaadin-button @click=${() => choose('export')}>${msg('Save as file')}</vaadin-button>
                <vaadin-button
                  theme="primary"
                  style="--vaadin-button-background:var(--hs-accent);--vaadin-button-text-color:var(--hs-accent-text)"
                  @click=${() => choose(question.online ? 'send' : 'stay')}
                  >${question.online ? msg('Send and sign out') : msg('Stay signed in')}</vaadin-button
                >`,
            [question],
          )}
        ></vaadin-dialog>`,
        container,
      );
    };
    paint(true);
  });
}
