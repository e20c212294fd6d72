/** Addresses by the page that the route table shows for them; what is not listed waits for the route table. */
const pages: readonly (readonly [pattern: RegExp, load: () => Promise<unknown>])[] = [
  [/^\/app\/[^/]+\/(?!outbox$)[^/]+\/?$/, () => import('./pages/view-page.ts')],
  [/^\/app\/[^/]+\/[^/]+\/[^/]+\/?$/, () => import('./pages/record-page.ts')],
  [/^\/$/, () => import('./pages/my-apps-page.ts')],
];

/** Begins to load the code of the page at that address. A failure shows when the route table asks for it again. */
export function loadFirstPage(path: string): void {
  const found = pages.find(([pattern]) => pattern.test(path));
  found?.[1]().catch(() => undefined);
}
