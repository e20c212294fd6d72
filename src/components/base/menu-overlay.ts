import '@vaadin/context-menu/vaadin-context-menu.js';
import type { ContextMenu } from '@vaadin/context-menu/vaadin-context-menu.js';
import { html, render } from 'lit';
import type { MenuItem } from './menu-item.ts';

const openEvent = 'hs-menu-open';

interface Callbacks {
  readonly onSelect: (id: string) => void;
  readonly onOpened: (opened: boolean) => void;
}

type Entry = {
  text?: string;
  component?: HTMLElement | string;
  disabled?: boolean;
  checked?: boolean;
  id?: string;
};

function entryOf(item: MenuItem, isChoice: boolean): Entry {
  if (item.divider) return { component: 'hr' };
  const content = document.createElement('vaadin-context-menu-item');
  content.classList.toggle('plain', !isChoice);
  render(
    html`<span class="item" ?data-danger=${item.danger}>
      ${item.icon ? html`<hs-icon .name=${item.icon}></hs-icon>` : ''}<span
        class="ellipsis"
        title=${item.text}
        >${item.text}</span
      >
    </span>`,
    content,
  );
  return {
    component: content,
    id: item.id,
    ...(item.checked === undefined ? {} : { checked: item.checked }),
    ...(item.disabled === undefined ? {} : { disabled: item.disabled }),
  };
}

/** The menu of one button; made at its first opening. */
export class MenuOverlay {
  readonly #menu: ContextMenu;
  readonly #target: HTMLElement;

  constructor(root: ShadowRoot, target: HTMLElement, callbacks: Callbacks) {
    this.#target = target;
    const menu = document.createElement('vaadin-context-menu') as ContextMenu;
    menu.openOn = openEvent;
    menu.listenOn = target;
    menu.addEventListener('item-selected', (event) => {
      const { id } = event.detail.value as Entry;
      if (id !== undefined) callbacks.onSelect(id);
    });
    menu.addEventListener('opened-changed', (event) => callbacks.onOpened(event.detail.value));
    root.append(menu);
    this.#menu = menu;
  }

  toggle(items: readonly MenuItem[], position: string): void {
    if (this.#menu.opened) {
      this.#menu.close();
      return;
    }
    const isChoice = items.some((item) => item.checked !== undefined);
    this.#menu.setAttribute('position', position);
    this.#menu.items = items.map((item) => entryOf(item, isChoice));
    this.#target.dispatchEvent(new CustomEvent(openEvent, { detail: {} }));
  }

  close(): void {
    this.#menu.close();
  }
}
