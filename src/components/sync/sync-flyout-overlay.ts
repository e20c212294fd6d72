import '@vaadin/popover/vaadin-popover.js';
import type { Popover } from '@vaadin/popover/vaadin-popover.js';
import { html, render } from 'lit';
import './hs-sync-flyout.ts';
import type { DeviceUsage } from './hs-sync-flyout.ts';
import type { OutboxEntry } from '../../store/entry.ts';

export interface FlyoutOptions {
  /** Where it opens; also the node that its contexts come through. */
  readonly target: HTMLElement;
  readonly host: HTMLElement | ShadowRoot;
  readonly label: string;
  readonly position: 'bottom-end' | 'top-start' | 'top';
  readonly watchEntries: (onChange: (entries: readonly OutboxEntry[]) => void) => { close(): void };
  readonly usage: () => Promise<DeviceUsage>;
  readonly onSyncNow: () => void;
  readonly onSignIn: () => void;
}

/** Opens the flyout at once; callers use showSyncFlyout, which loads this first. Closing it forgets it. */
export function openSyncFlyout(options: FlyoutOptions): void {
  const popover = document.createElement('vaadin-popover') as Popover;
  popover.setAttribute('aria-label', options.label);
  popover.position = options.position;
  popover.trigger = [];
  popover.modal = true;
  popover.style.setProperty('--vaadin-popover-padding', '0px');
  popover.target = options.target;
  let entries: readonly OutboxEntry[] = [];
  let usage: DeviceUsage | undefined;
  const paint = (): void => {
    render(
      html`<hs-sync-flyout
        .entries=${entries}
        .usage=${usage}
        @hs-sync-now=${options.onSyncNow}
        @hs-sign-in=${options.onSignIn}
        @hs-close=${() => {
          popover.opened = false;
        }}
      ></hs-sync-flyout>`,
      popover,
    );
  };
  const subscription = options.watchEntries((next) => {
    entries = next;
    paint();
    void options.usage().then(
      (known) => {
        usage = known;
        paint();
      },
      // Storage that cannot be measured is left out of the picture; the rest of the flyout stands.
      () => undefined,
    );
  });
  popover.addEventListener('closed', () => {
    subscription.close();
    popover.remove();
  });
  paint();
  options.host.append(popover);
  popover.opened = true;
}
