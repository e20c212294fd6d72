import { createContext } from '@lit/context';
import type { SyncStatus } from '../sync/status.ts';

/** The state of synchronisation of the open app's data; undefined while no app is open. */
export const syncStatusContext = createContext<SyncStatus | undefined>(Symbol('sync-status'));
