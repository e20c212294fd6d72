import type { OutboxEntry } from '../store/entry.ts';
import type { SyncFailure } from './failure.ts';
import type { SyncStatus, TableProgress } from './status.ts';

/** What the status is made of. */
export interface StatusParts {
  readonly online: boolean;
  readonly syncing: boolean;
  readonly quiet: boolean;
  readonly lastSync: number | undefined;
  readonly tables: readonly TableProgress[];
  readonly entries: readonly OutboxEntry[];
  readonly failure: SyncFailure | undefined;
}

const isOpen = (entry: OutboxEntry): boolean => entry.state === 'waiting' || entry.state === 'sealed';

function indicatorOf(parts: StatusParts, waiting: number, errors: number): SyncStatus['indicator'] {
  if (errors > 0) return 'error';
  if (parts.failure?.kind === 'person') return 'warning';
  if (!parts.online) return 'not-connected';
  if (parts.syncing) return 'syncing';
  if (parts.failure !== undefined) return parts.failure.code === 'network' ? 'not-connected' : 'warning';
  return waiting > 0 ? 'changes-waiting' : 'connected';
}

/** The worst that holds, in the order: errors, the person is needed, no connection, syncing, waiting. */
export function statusOf(parts: StatusParts): SyncStatus {
  const waiting = parts.entries.filter(isOpen).length;
  const errors = parts.entries.length - waiting;
  return {
    indicator: indicatorOf(parts, waiting, errors),
    online: parts.online,
    syncing: parts.syncing,
    ...(parts.syncing && parts.quiet ? { quiet: true } : {}),
    ...(parts.lastSync === undefined ? {} : { lastSync: parts.lastSync }),
    firstSyncDone: parts.lastSync !== undefined,
    tables: parts.tables,
    waiting,
    errors,
    ...(parts.failure === undefined
      ? {}
      : { problem: { code: parts.failure.code, message: parts.failure.message } }),
  };
}
