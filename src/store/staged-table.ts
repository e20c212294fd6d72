import type { Guid } from '../shared/base/guid.ts';
import type { SegmentCodec } from './codec.ts';
import type { LogRecord, SegmentRecord, TableRecord } from './schema.ts';
import { chunksOf, packBatch, packRows, segmentSize, packedRows } from './segments.ts';
import type { RowBatch, StoredRow } from './store.ts';
import type { TableMemory } from './table-memory.ts';
import { putWins, type PutMode } from './version.ts';

/** From this many new rows in one put on they become segments at once; fewer go to the log. */
export const bulkRows = 64;

export type TableStep =
  | { readonly kind: 'put'; readonly rows: readonly StoredRow[]; readonly mode: PutMode }
  | { readonly kind: 'put-batch'; readonly batch: RowBatch; readonly mode: PutMode }
  | { readonly kind: 'remove'; readonly ids: readonly Guid[] };

/** Rows that a step puts. */
export function rowsIn(step: TableStep): number {
  if (step.kind === 'remove') return 0;
  return step.kind === 'put' ? step.rows.length : step.batch.rows.length;
}

/** What a transaction writes for one table, and what it means for the table in memory once committed. */
export interface TablePlan {
  readonly record: TableRecord;
  readonly head: number;
  readonly segments: readonly {
    readonly number: number;
    readonly record: SegmentRecord;
    readonly ids: Guid[];
  }[];
  readonly log: readonly { readonly number: number; readonly record: LogRecord }[];
  /** Rows as they are after it; null: removed. Empty when the table is not in memory. */
  readonly changes: ReadonlyMap<Guid, StoredRow | null>;
  readonly bytes: number;
}

/**
 * Turns the steps of a transaction into records. With the table in memory new rows in bulk become segments and every put
 * is decided here; without it the log keeps the put with its rule, and reading decides.
 */
export function planTable(
  steps: readonly TableStep[],
  from: { record: TableRecord; head: number; memory: TableMemory | undefined; codec: SegmentCodec },
): TablePlan {
  const planner = new TablePlanner(from);
  for (const step of steps) {
    if (step.kind === 'remove') planner.remove(step.ids);
    else if (step.kind === 'put') planner.put(step.rows, step.mode);
    else planner.putBatch(step.batch, step.mode);
  }
  return planner.plan();
}

class TablePlanner {
  readonly #memory: TableMemory | undefined;
  readonly #codec: SegmentCodec;
  readonly #record: TableRecord;
  readonly #segments: TablePlan['segments'][number][] = [];
  readonly #log: TablePlan['log'][number][] = [];
  readonly #changes = new Map<Guid, StoredRow | null>();
  readonly #appended = new Set<Guid>();
  #nextSegment: number;
  #head: number;
  #loggedRows = 0;
  #bytes = 0;

  constructor(from: {
    record: TableRecord;
    head: number;
    memory: TableMemory | undefined;
    codec: SegmentCodec;
  }) {
    this.#memory = from.memory;
    this.#codec = from.codec;
    this.#record = from.record;
    this.#nextSegment = from.record.nextSegment;
    this.#head = from.head;
  }

  /** A batch of which every row is kept, and in a segment or record of its own, rests as the text it came in. */
  putBatch(batch: RowBatch, mode: PutMode): void {
    const fits = batch.rows.length <= segmentSize;
    if (!this.#memory && fits) this.#logText(packBatch(batch), batch.rows.length, mode);
    else this.put(packedRows(batch), mode, fits ? batch : undefined);
  }

  /** `batch`: the same rows as they came. */
  put(rows: readonly StoredRow[], mode: PutMode, batch?: RowBatch): void {
    const memory = this.#memory;
    if (!memory) {
      this.#logRows(rows, mode);
      return;
    }
    const accepted = new Map<Guid, StoredRow>();
    for (const row of rows) {
      const there = accepted.get(row.id) ?? this.#current(memory, row.id);
      if (putWins(there?.version, row.version, mode)) accepted.set(row.id, row);
    }
    const fresh: StoredRow[] = [];
    const known: StoredRow[] = [];
    for (const row of accepted.values()) {
      const lies = memory.segmentOf.has(row.id) || this.#appended.has(row.id);
      (lies ? known : fresh).push(row);
      this.#changes.set(row.id, row);
    }
    if (fresh.length < bulkRows) {
      this.#logRows([...known, ...fresh], 'always');
      return;
    }
    this.#logRows(known, 'always');
    if (batch !== undefined && fresh.length === rows.length) this.#append([{ rows, text: packBatch(batch) }]);
    else this.#append(chunksOf(fresh, segmentSize).map((chunk) => ({ rows: chunk, text: packRows(chunk) })));
  }

  remove(ids: readonly Guid[]): void {
    if (ids.length === 0) return;
    this.#head += 1;
    this.#log.push({ number: this.#head, record: { removed: [...ids] } });
    this.#loggedRows += ids.length;
    if (this.#memory) for (const id of ids) this.#changes.set(id, null);
  }

  plan(): TablePlan {
    let rows = this.#memory ? this.#memory.rows.size : null;
    if (this.#memory && rows !== null) {
      for (const [id, row] of this.#changes) rows += Number(row !== null) - Number(this.#memory.rows.has(id));
    }
    const before = this.#record;
    return {
      record: {
        ...before,
        nextSegment: this.#nextSegment,
        logRecords: before.logRecords + this.#log.length,
        loggedRows: before.loggedRows + this.#loggedRows,
        rows,
        bytes: before.bytes + this.#bytes,
      },
      head: this.#head,
      segments: this.#segments,
      log: this.#log,
      changes: this.#changes,
      bytes: this.#bytes,
    };
  }

  #current(memory: TableMemory, id: Guid): StoredRow | undefined {
    const changed = this.#changes.get(id);
    return changed === null ? undefined : (changed ?? memory.rows.get(id));
  }

  #logRows(rows: readonly StoredRow[], mode: PutMode): void {
    for (const chunk of chunksOf(rows, segmentSize)) this.#logText(packRows(chunk), chunk.length, mode);
  }

  #logText(text: string, count: number, mode: PutMode): void {
    this.#head += 1;
    this.#loggedRows += count;
    this.#log.push({ number: this.#head, record: { rows: this.#encode(text), mode } });
  }

  #append(chunks: readonly { readonly rows: readonly StoredRow[]; readonly text: string }[]): void {
    this.#head += 1;
    const numbers: number[] = [];
    for (const { rows, text } of chunks) {
      const number = this.#nextSegment;
      this.#nextSegment += 1;
      numbers.push(number);
      const ids = rows.map((row) => row.id);
      for (const id of ids) this.#appended.add(id);
      this.#segments.push({ number, ids, record: { folded: this.#head, data: this.#encode(text) } });
    }
    this.#log.push({ number: this.#head, record: { segments: numbers } });
  }

  #encode(text: string): unknown {
    this.#bytes += text.length;
    return this.#codec.encode(text);
  }
}
