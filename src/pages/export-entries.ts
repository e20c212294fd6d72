import type { OutboxEntry } from '../store/entry.ts';

/** The unsent changes as one file, each with its id, so that reading it in twice applies nothing twice (I4). */
export function exportEntries(entries: readonly OutboxEntry[], madeAt: Date): { name: string; text: string } {
  return {
    name: `haversack-changes-${madeAt.toISOString().slice(0, 10)}.json`,
    text: JSON.stringify(
      { format: 1, kind: 'haversack-outbox', exportedAt: madeAt.toISOString(), entries },
      null,
      2,
    ),
  };
}

/** Hands the text to the person as a file. */
export function offerFile(name: string, text: string): void {
  offerBlob(name, new Blob([text], { type: 'application/json' }));
}

/** Hands what was fetched to the person as a file. */
export function offerBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The download reads the blob after this task; a second is plenty for a local one.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
