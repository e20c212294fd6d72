import type { Guid } from '../shared/base/guid.ts';
import type { SegmentCodec } from './codec.ts';
import type { LogRecord, SegmentRecord, TableRecord } from './schema.ts';
import { chunksOf, estimateBytes, packRows, segmentSize } from './segments.ts';
import type { StoredRow } from './store.ts';
import type { TableMemory } from './table-memory.ts';
import { putWins, type PutMode } from './version.ts';

/** From this many new rows in one put on they become segments at once; fewer go to the log. */
export const bulkRows = 64;

export type TableStep =
  | { readonly kind: 'put'; readonly rows: readonly StoredRow[]; readonly mode: PutMode }
  | { readonly kind: 'remove'; readonly ids: readonly Guid[] };

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
    else planner.put(step.rows, step.mode);
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

  put(rows: readonly StoredRow[], mode: PutMode): void {
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
    this.#append(fresh);
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
    for (const chunk of chunksOf(rows, segmentSize)) {
      this.#head += 1;
      this.#loggedRows += chunk.length;
      this.#log.push({ number: this.#head, record: { rows: this.#pack(chunk), mode } });
    }
  }

  #append(rows: readonly StoredRow[]): void {
    this.#head += 1;
    const numbers: number[] = [];
    for (const chunk of chunksOf(rows, segmentSize)) {
      const number = this.#nextSegment;
      this.#nextSegment += 1;
      numbers.push(number);
      const ids = chunk.map((row) => row.id);
      for (const id of ids) this.#appended.add(id);
      this.#segments.push({ number, ids, record: { folded: this.#head, data: this.#pack(chunk) } });
    }
    this.#log.push({ number: this.#head, record: { segments: numbers } });
  }

  #pack(rows: readonly StoredRow[]): unknown {
    const packed = packRows(rows);
    this.#bytes += estimateBytes(packed);
    return this.#codec.encode(packed);
  }
}
