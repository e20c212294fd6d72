import type { FlyoutOptions } from './sync-flyout-overlay.ts';

/** Opens the flyout beside the element; its code loads with the first opening. */
export async function showSyncFlyout(options: FlyoutOptions): Promise<void> {
  const { openSyncFlyout } = await import('./sync-flyout-overlay.ts');
  openSyncFlyout(options);
}
