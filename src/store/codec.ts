import type { PackedRows } from './segments.ts';

/**
 * What packed rows pass through on their way to and from the disk, so that encryption needs no new format. It answers at
 * once: a transaction of IndexedDB does not wait for promises of others, so a cipher here must be a synchronous one.
 */
export interface SegmentCodec {
  /** A structured-clonable value. */
  encode(rows: PackedRows): unknown;
  decode(data: unknown): PackedRows;
}

/** Stores packed rows as they are. */
export const plainCodec: SegmentCodec = {
  encode: (rows) => rows,
  decode: (data) => data as PackedRows,
};
