import { Notification } from '@vaadin/notification/vaadin-notification.js';
import { html, nothing } from 'lit';
import './hs-icon.ts';
import type { ToastOptions } from './show-toast.ts';

const contentStyle = 'display:flex;align-items:center;gap:12px;font-size:var(--hs-text-m)';
const actionStyle =
  'all:unset;cursor:pointer;font-weight:600;text-decoration:underline;text-underline-offset:3px;padding:4px 8px;color:inherit';

/** Opens the toast at once; callers use showToast, which loads this first. */
export function openToast(text: string, options: ToastOptions): void {
  const { action, tone = 'neutral' } = options;
  const toast: Notification = Notification.show(
    html`<div style=${contentStyle}>
      ${tone === 'error' ? html`<hs-icon name="warning"></hs-icon>` : nothing}<span>${text}</span>
      ${
        action
          ? html`<button
              type="button"
              style=${actionStyle}
              @click=${() => {
                toast.close();
                action.run();
              }}
            >
              ${action.text}
            </button>`
          : nothing
      }
    </div>`,
    {
      position: 'bottom-center',
      duration: options.duration ?? (action ? 8000 : 5000),
      assertive: tone === 'error',
    },
  );
}
