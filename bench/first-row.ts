import type { Page } from 'playwright-core';

declare global {
  var firstRowAt: number | undefined;
}

/**
 * Runs in the page before its own scripts and notes when the first row of the grid has been painted, in milliseconds
 * since the navigation began. Serialised: uses nothing from outside.
 */
function noteFirstRow(): void {
  const roots = new Set<ShadowRoot>();
  let isFound = false;
  const look = (): void => {
    if (isFound) return;
    for (const root of roots) {
      if ((root.querySelector('.primary')?.textContent ?? '').trim() === '') continue;
      isFound = true;
      observer.disconnect();
      // A task after the next frame: that frame has been painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => (globalThis.firstRowAt = performance.now());
        port2.postMessage(undefined);
      });
      return;
    }
  };
  const observer = new MutationObserver(look);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (this: Element, init: ShadowRootInit): ShadowRoot {
    const root = attach.call(this, init);
    if (this.localName === 'hs-view-grid') {
      roots.add(root);
      observer.observe(root, { childList: true, subtree: true, characterData: true });
    }
    return root;
  };
}

/** Opens the address and waits for the first painted row; milliseconds since the navigation began. */
export async function openAndTime(page: Page, address: string): Promise<number> {
  await page.addInitScript(noteFirstRow);
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForFunction(() => globalThis.firstRowAt !== undefined, undefined, { timeout: 120_000 });
  return page.evaluate(() => globalThis.firstRowAt ?? Number.NaN);
}
