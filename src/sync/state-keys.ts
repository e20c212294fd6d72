import type { AttemptKey } from '../shared/protocol/values.ts';

/** Keys of the store's state that synchronisation owns, and what lies under each. */
export const stateKeys = {
  /** number: rises with each run; a run that finds another number has been replaced and must not commit. */
  epoch: 'sync.epoch',
  /** string: the last cookie whose chunk was committed. */
  cookie: 'sync.cookie',
  /** AttemptKey[]: settled here and not yet reported. */
  settled: 'sync.settled',
  /** Record<entry id, number>: faults in a row inside one entry. */
  faults: 'sync.faults',
  /** string: the generation whose begin cleared the stubs. */
  stubs: 'sync.stubs',
  /** LastSync */
  last: 'sync.last',
} as const;

/** The last pull that ended. */
export interface LastSync {
  readonly at: number;
  readonly metadataVersion: string;
}

/** Reads {@link stateKeys.settled}. */
export function readSettled(value: unknown): readonly AttemptKey[] {
  return Array.isArray(value) ? (value as AttemptKey[]) : [];
}

/** Reads {@link stateKeys.faults}. */
export function readFaults(value: unknown): Readonly<Record<string, number>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, number>) : {};
}

/** Reads {@link stateKeys.last}; undefined before the first pull ended. */
export function readLast(value: unknown): LastSync | undefined {
  return typeof value === 'object' && value !== null ? (value as LastSync) : undefined;
}
