import { unwrap } from 'idb';
import type { Guid } from '../shared/base/guid.ts';
import type { SegmentCodec } from './codec.ts';
import type { IdbTx } from './connection.ts';
import { emptyTable, type Counters, type TableRecord } from './schema.ts';
import { idsOf, packRows, readPacked, segmentSize } from './segments.ts';
import type { StoredRow } from './store.ts';
import { numberRange, type TableCache } from './table-cache.ts';
import type { TableMemory } from './table-memory.ts';

/** When reading the log along with the segments begins to cost: many records, or much in them. */
export function needsCompaction(record: TableRecord): boolean {
  return record.logRecords >= 64 || record.loggedRows > Math.max(1000, (record.rows ?? 0) / 4);
}

export interface CompactionHost {
  readonly tables: TableCache;
  readonly codec: SegmentCodec;
  /**
   * One relaxed transaction, in turn with all others. What `step` returns runs once it is committed; it answers with
   * undefined when there is nothing more to do.
   */
  exclusive<T>(
    step: (tx: IdbTx<'readwrite'>, counters: Counters) => Promise<{ onCommit: () => T } | undefined>,
  ): Promise<T | undefined>;
}

/**
 * Folds the log of one table into its segments, one segment a transaction, so that saves get their turn in between.
 *
 *   log up to H: ids ──► rewrite each segment they lie in (from memory, folded = head then)
 *                   └──► those in no segment: fill up small segments, then new ones
 *   then the log up to H goes, and the table remembers H
 *
 * Stopping anywhere leaves a table that reads the same: a rewritten segment says up to where the log is in it.
 */
export async function compactTable(host: CompactionHost, name: string): Promise<void> {
  const start = await host.exclusive(async (tx, counters) => {
    const memory = await host.tables.fresh(tx, name, counters.head);
    const changed = await changedIds(host.codec, tx, name, counters.head);
    return { onCommit: () => ({ memory, upTo: counters.head, changed }) };
  });
  if (!start) return;
  const { memory, upTo, changed } = start;
  for (const number of segmentsOf(memory, changed)) {
    const isOurs = await host.exclusive((tx, counters) =>
      rewrite(host, { tx, counters, name, memory, number }),
    );
    if (!isOurs) return;
  }
  for (;;) {
    const more = await host.exclusive((tx, counters) => packLoose(host, { tx, counters, name, memory }));
    if (more === undefined) return;
    if (!more) break;
  }
  await host.exclusive(async (tx, counters) => {
    if ((await host.tables.fresh(tx, name, counters.head)) !== memory) return undefined;
    const [record, left] = await Promise.all([
      tx.objectStore('tables').get(name),
      tx.objectStore('log').count(numberRange(name, upTo)),
    ]);
    const raw = unwrap(tx);
    raw.objectStore('log').delete(numberRange(name, 0, upTo));
    const next: TableRecord = {
      ...(record ?? emptyTable),
      folded: upTo,
      logRecords: left,
      loggedRows: 0,
      rows: memory.rows.size,
      bytes: memory.bytes,
    };
    raw.objectStore('tables').put(next, name);
    return { onCommit: () => undefined };
  });
}

interface Step {
  readonly tx: IdbTx<'readwrite'>;
  readonly counters: Counters;
  readonly name: string;
  readonly memory: TableMemory;
}

/** Undefined when another handle rewrote segments meanwhile: it compacts, and the plan is void. */
async function rewrite(
  host: CompactionHost,
  step: Step & { readonly number: number },
): Promise<{ onCommit: () => true } | undefined> {
  const { tx, counters, name, memory, number } = step;
  if ((await host.tables.fresh(tx, name, counters.head)) !== memory) return undefined;
  const ids = idsIn(memory, number);
  return writeSegment(host, step, { number, ids, also: [] });
}

/** True when rows without a segment are left. */
async function packLoose(host: CompactionHost, step: Step): Promise<{ onCommit: () => boolean } | undefined> {
  const { tx, counters, name, memory } = step;
  if ((await host.tables.fresh(tx, name, counters.head)) !== memory) return undefined;
  const loose: Guid[] = [];
  for (const id of memory.rows.keys()) if (!memory.segmentOf.has(id)) loose.push(id);
  if (loose.length === 0) return { onCommit: () => false };
  const target = roomiestSegment(memory, Math.min(loose.length, segmentSize / 2));
  const ids = target === undefined ? [] : idsIn(memory, target);
  const also = loose.slice(0, segmentSize - ids.length);
  const written = await writeSegment(host, step, { number: target, ids, also });
  return {
    onCommit: () => {
      written.onCommit();
      return loose.length > also.length;
    },
  };
}

async function writeSegment(
  host: CompactionHost,
  { tx, counters, name, memory }: Step,
  segment: {
    readonly number: number | undefined;
    readonly ids: readonly Guid[];
    readonly also: readonly Guid[];
  },
): Promise<{ onCommit: () => true }> {
  const record = (await tx.objectStore('tables').get(name)) ?? emptyTable;
  const number = segment.number ?? record.nextSegment;
  const rows: StoredRow[] = [];
  for (const id of [...segment.ids, ...segment.also]) {
    const row = memory.rows.get(id);
    if (row) rows.push(row);
  }
  const raw = unwrap(tx);
  if (rows.length === 0) raw.objectStore('segments').delete([name, number]);
  else {
    const data = host.codec.encode(packRows(rows));
    raw.objectStore('segments').put({ folded: counters.head, data }, [name, number]);
  }
  const layout = record.layout + 1;
  const next: TableRecord = { ...record, layout, nextSegment: Math.max(record.nextSegment, number + 1) };
  raw.objectStore('tables').put(next, name);
  return {
    onCommit: () => {
      memory.layout = layout;
      for (const id of segment.ids) if (!memory.rows.has(id)) memory.segmentOf.delete(id);
      memory.noteSegment(
        number,
        counters.head,
        rows.map((row) => row.id),
      );
      return true;
    },
  };
}

async function changedIds(
  codec: SegmentCodec,
  tx: IdbTx<'readwrite'>,
  name: string,
  head: number,
): Promise<Set<Guid>> {
  const ids = new Set<Guid>();
  for (const change of await tx.objectStore('log').getAll(numberRange(name, 0, head))) {
    if (change.rows !== undefined) for (const id of idsOf(readPacked(codec.decode(change.rows)))) ids.add(id);
    for (const id of change.removed ?? []) ids.add(id);
  }
  return ids;
}

function segmentsOf(memory: TableMemory, ids: ReadonlySet<Guid>): Set<number> {
  const numbers = new Set<number>();
  for (const id of ids) {
    const number = memory.segmentOf.get(id);
    if (number !== undefined) numbers.add(number);
  }
  return numbers;
}

function idsIn(memory: TableMemory, segment: number): Guid[] {
  const ids: Guid[] = [];
  for (const [id, number] of memory.segmentOf) if (number === segment) ids.push(id);
  return ids;
}

/** A segment with room for that many rows, the emptiest one; undefined when all are well filled. */
function roomiestSegment(memory: TableMemory, wanted: number): number | undefined {
  const sizes = new Map<number, number>();
  for (const number of memory.segmentOf.values()) sizes.set(number, (sizes.get(number) ?? 0) + 1);
  let best: number | undefined;
  let bestSize = segmentSize - wanted + 1;
  for (const [number, size] of sizes) {
    if (size < bestSize) {
      best = number;
      bestSize = size;
    }
  }
  return best;
}
