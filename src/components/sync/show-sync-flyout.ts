/** Opens the flyout beside the element; its code loads with the first opening. */
export async function showSyncFlyout(
  options: import('./sync-flyout-overlay.ts').FlyoutOptions,
): Promise<void> {
  const { openSyncFlyout } = await import('./sync-flyout-overlay.ts');
  openSyncFlyout(options);
}
