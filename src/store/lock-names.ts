/** Held by the tab that synchronises for a person. */
export function leaderLock(personId: string): string {
  return `haversack-leader-${personId}`;
}

/** Held during one run of synchronisation, by the leading tab or by the service worker. */
export function runLock(personId: string): string {
  return `haversack-run-${personId}`;
}
