import { describe, expect, it } from 'vitest';
import { subAreaStatus } from '../../../src/components/navigation/sub-area-status.ts';
import type { SyncStatus, TableProgress } from '../../../src/sync/status.ts';

function statusOf(change: Partial<SyncStatus>, state?: TableProgress['state']): SyncStatus {
  return {
    indicator: 'connected',
    online: true,
    syncing: false,
    firstSyncDone: false,
    tables: state === undefined ? [] : [{ table: 'account', done: 1, total: 2, state }],
    waiting: 0,
    errors: 0,
    ...change,
  };
}

describe('status of a list', () => {
  const of = (change: Partial<SyncStatus>, state?: TableProgress['state']): string =>
    subAreaStatus('account', true, statusOf(change, state), []);

  it('is "on this device" once all of it came', () => {
    expect(of({}, 'done')).toBe('on-device');
    expect(of({ syncing: true }, 'done')).toBe('on-device');
    expect(of({ firstSyncDone: true })).toBe('on-device');
  });

  it('is "syncing" while rows are on their way', () => {
    expect(of({ syncing: true }, 'running')).toBe('syncing');
    expect(of({ syncing: true }, 'waiting')).toBe('syncing');
    expect(of({ syncing: true })).toBe('syncing');
  });

  it('is not "on this device" where the first sync was cut or has not begun', () => {
    expect(of({}, 'running')).toBe('incomplete');
    expect(of({}, 'waiting')).toBe('incomplete');
    expect(of({})).toBe('incomplete');
  });
});
