import { msg } from '@lit/localize';
import type { OutboxEntry } from '../../store/entry.ts';
import type { SyncStatus } from '../../sync/status.ts';
import type { IconName } from '../base/icons.ts';
import { isProblem } from '../sync/waiting-changes.ts';

export type SubAreaStatus = 'on-device' | 'syncing' | 'incomplete' | 'pending' | 'error' | 'online-only';

/** Where the table of a subarea stands; the most urgent that holds. */
export function subAreaStatus(
  table: string,
  isCarried: boolean,
  status: SyncStatus | undefined,
  entries: readonly OutboxEntry[],
): SubAreaStatus {
  const own = entries.filter((entry) => entry.operation.table === table);
  if (own.some(isProblem)) return 'error';
  if (own.length > 0) return 'pending';
  if (!isCarried) return 'online-only';
  const progress = status?.tables.find((candidate) => candidate.table === table);
  // A first sync that was cut, or has not begun: what the last run told is all that is known.
  const isWhole = progress === undefined ? status?.firstSyncDone !== false : progress.state === 'done';
  if (isWhole) return 'on-device';
  return status?.syncing === true ? 'syncing' : 'incomplete';
}

/** Shape, colour and words of a status. */
export function subAreaLook(status: SubAreaStatus): { icon: IconName; color: string; text: string } {
  switch (status) {
    case 'on-device':
      return { icon: 'check', color: 'var(--hs-text-muted)', text: msg('on this device') };
    case 'syncing':
      return { icon: 'refresh', color: 'var(--hs-accent)', text: msg('syncing') };
    case 'incomplete':
      return {
        icon: 'clock',
        color: 'var(--hs-text-muted)',
        text: msg('not all on this device yet'),
      };
    case 'pending':
      return { icon: 'changes-waiting', color: 'var(--hs-info)', text: msg('changes waiting') };
    case 'error':
      return { icon: 'error', color: 'var(--hs-error)', text: msg('changes not sent') };
    case 'online-only':
      return { icon: 'online', color: 'var(--hs-text-muted)', text: msg('online only') };
  }
}
