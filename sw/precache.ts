import type { PrecacheEntry } from 'workbox-precaching';
import { precacheAndRoute } from 'workbox-precaching';

declare const self: { readonly __WB_MANIFEST: (PrecacheEntry | string)[] };

/** Stores the shell (page, scripts, styles, fonts, icons) at install and answers for it from then on. */
export function precacheShell(): void {
  precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false });
}
