import type { Guid } from '../shared/base/guid.ts';
import type { SegmentCodec } from './codec.ts';
import type { LogRecord, SegmentRecord } from './schema.ts';
import { readPacked, unpackRows } from './segments.ts';
import type { StoredRow } from './store.ts';
import { putWins } from './version.ts';

/**
 * One table in memory as of a log number:
 *
 *   segments ──► rows ◄── log records in order, but for those a segment has folded already
 */
export class TableMemory {
  readonly rows = new Map<Guid, StoredRow>();
  /** Segment in which an id physically lies, removed rows too until compaction; rows without one lie in the log. */
  readonly segmentOf = new Map<Guid, number>();
  readonly #folded = new Map<number, number>();
  layout: number;
  /** Log number up to which this is true. */
  seen: number;
  /** About what the rows take: the length of their text. */
  bytes = 0;

  constructor(layout: number, seen: number) {
    this.layout = layout;
    this.seen = seen;
  }

  addSegment(number: number, record: SegmentRecord, codec: SegmentCodec): void {
    const text = codec.decode(record.data);
    this.bytes += text.length;
    this.#folded.set(number, record.folded);
    for (const row of unpackRows(readPacked(text))) {
      this.rows.set(row.id, row);
      this.segmentOf.set(row.id, number);
    }
  }

  /** Appended segments must have been added before their record is applied. */
  apply(number: number, record: LogRecord, codec: SegmentCodec): void {
    if (record.rows !== undefined) {
      const text = codec.decode(record.rows);
      this.bytes += text.length;
      for (const row of unpackRows(readPacked(text))) {
        if (this.#isFolded(row.id, number)) continue;
        if (putWins(this.rows.get(row.id)?.version, row.version, record.mode ?? 'newer'))
          this.rows.set(row.id, row);
      }
    }
    for (const id of record.removed ?? []) if (!this.#isFolded(id, number)) this.rows.delete(id);
  }

  /** A segment this handle has just written. */
  noteSegment(number: number, folded: number, ids: Iterable<Guid>): void {
    this.#folded.set(number, folded);
    for (const id of ids) this.segmentOf.set(id, number);
  }

  #isFolded(id: Guid, logNumber: number): boolean {
    const segment = this.segmentOf.get(id);
    return segment !== undefined && (this.#folded.get(segment) ?? 0) >= logNumber;
  }
}
