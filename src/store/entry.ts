import type { Guid } from '../shared/base/guid.ts';
import type { Row, RowRef } from '../shared/metadata/row.ts';

/** One thing a person did, as the server will do it. Values hold changed columns only. */
export type Operation =
  | { readonly kind: 'create'; readonly table: string; readonly id: Guid; readonly values: Row }
  | {
      readonly kind: 'update';
      readonly table: string;
      readonly id: Guid;
      readonly values: Row;
      /** What the person was shown in these columns when the edit began: the base of conflict detection. */
      readonly replaced: Row;
    }
  | { readonly kind: 'delete'; readonly table: string; readonly id: Guid; readonly version: string | null }
  | {
      readonly kind: 'associate' | 'disassociate';
      readonly relationship: string;
      readonly table: string;
      readonly id: Guid;
      readonly otherTable: string;
      readonly otherId: Guid;
    };

/**
 * waiting → sealed (an attempt's first byte may have left) → gone by acknowledgement, or refused / conflict / parked.
 * Only a waiting entry may be merged or undone.
 */
export type EntryState = 'waiting' | 'sealed' | 'refused' | 'conflict' | 'parked';

/** An outbox entry (I3): leaves only by the server's acknowledgement or the person's decision. */
export interface OutboxEntry {
  /** Version of this shape; every released one stays readable (I11). */
  readonly format: 1;
  /** Random, made with the entry; with `attempt` the key of at-most-once (I4). Exports keep it. */
  readonly id: Guid;
  /** Orders entries of a store; given by the store when the entry is added. */
  readonly sequence: number;
  readonly attempt: number;
  readonly state: EntryState;
  readonly operation: Operation;
  /** Rows it writes and rows it refers to: what decides which later entries wait for it (I5). */
  readonly writes: readonly RowRef[];
  readonly needs: readonly RowRef[];
  readonly metadataVersion: string;
  /** The device's clock, ISO, informative. */
  readonly madeAt: string;
  /** Primary name of the record as the person knew it, for lists of waiting changes. */
  readonly title: string;
  /**
   * Why it was refused, conflicted or parked: a catalogue code and the server's sentence; where a value is at fault its
   * column, the FaultCode, and the length or bound that was passed.
   */
  readonly problem?: {
    readonly code: string;
    readonly message: string;
    readonly column?: string;
    readonly fault?: { readonly code: string; readonly limit?: number };
  };
  /**
   * Only on an entry that this version cannot read: the value as it lies in the outbox. Such an entry is parked, its
   * operation is empty and means nothing; it is never sent, merged or replaced, only shown, exported or discarded.
   */
  readonly raw?: unknown;
}
