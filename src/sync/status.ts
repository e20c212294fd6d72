/** What the person sees of synchronisation; plain values that cross postMessage. */
export interface SyncStatus {
  /** The six states of the offline indicator, the worst that holds. */
  readonly indicator: 'connected' | 'not-connected' | 'syncing' | 'changes-waiting' | 'warning' | 'error';
  readonly online: boolean;
  readonly syncing: boolean;
  /** While syncing: the server has said nothing for some seconds, and `Sync now` begins anew instead of waiting. */
  readonly quiet?: true;
  /** Epoch ms of the last pull that ended; absent before the first. */
  readonly lastSync?: number;
  readonly firstSyncDone: boolean;
  /** Rows received and expected per table in the pull under way, or of the last one. */
  readonly tables: readonly TableProgress[];
  readonly waiting: number;
  /** Refused, in conflict or parked. */
  readonly errors: number;
  /** Last failure of the whole run, by catalogue code; `not-signed-in` asks for a sign-in. */
  readonly problem?: { readonly code: string; readonly message: string };
}

export interface TableProgress {
  readonly table: string;
  readonly done: number;
  readonly total: number;
  readonly state: 'waiting' | 'running' | 'done';
}
