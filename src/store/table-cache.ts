import type { SegmentCodec } from './codec.ts';
import type { IdbTx } from './connection.ts';
import { emptyTable } from './schema.ts';
import { TableMemory } from './table-memory.ts';

/** Segments read at a time: enough to keep the disk busy, few enough not to hold a large table twice. */
const readAhead = 40;

/** Log or segment keys of one table, from a number on (exclusive) up to another (inclusive). */
export function numberRange(table: string, after: number, upTo = Number.POSITIVE_INFINITY): IDBKeyRange {
  return IDBKeyRange.bound([table, after], [table, upTo], true, false);
}

/** The tables in memory, brought up to date inside transactions, the longest unused dropped first. */
export class TableCache {
  readonly #codec: SegmentCodec;
  readonly #budget: number;
  /** In order of use, latest last. */
  readonly #tables = new Map<string, TableMemory>();

  constructor(codec: SegmentCodec, budget: number) {
    this.#codec = codec;
    this.#budget = budget;
  }

  /** What is in memory of the table, maybe behind. */
  peek(name: string): TableMemory | undefined {
    return this.#tables.get(name);
  }

  /** The table as of `head`, the head this transaction sees: as it is, or with the log since, or read anew. */
  async fresh(tx: IdbTx, name: string, head: number): Promise<TableMemory> {
    const known = this.#tables.get(name);
    if (known) {
      this.#tables.delete(name);
      if (known.seen === head || (await this.#catchUp(tx, name, known, head))) {
        this.#tables.set(name, known);
        return known;
      }
    }
    const memory = await this.#read(tx, name, head);
    this.#tables.set(name, memory);
    this.#keepBudget(name);
    return memory;
  }

  set(name: string, memory: TableMemory): void {
    this.#tables.delete(name);
    this.#tables.set(name, memory);
    this.#keepBudget(name);
  }

  drop(name: string): void {
    this.#tables.delete(name);
  }

  clear(): void {
    this.#tables.clear();
  }

  /** After an own commit: tables that had seen everything before it have seen it all still. */
  advance(from: number, to: number): void {
    for (const memory of this.#tables.values()) if (memory.seen === from) memory.seen = to;
  }

  /** False when the segments were rewritten since: the table must be read anew. */
  async #catchUp(tx: IdbTx, name: string, memory: TableMemory, head: number): Promise<boolean> {
    const range = numberRange(name, memory.seen, head);
    const [record, numbers, changes] = await Promise.all([
      tx.objectStore('tables').get(name),
      tx.objectStore('log').getAllKeys(range),
      tx.objectStore('log').getAll(range),
    ]);
    if ((record ?? emptyTable).layout !== memory.layout) return false;
    for (const [index, change] of changes.entries()) {
      const number = numbers[index]![1];
      for (const appended of change.segments ?? []) {
        const segment = await tx.objectStore('segments').get([name, appended]);
        if (segment) memory.addSegment(appended, segment, this.#codec);
      }
      memory.apply(number, change, this.#codec);
    }
    memory.seen = head;
    return true;
  }

  async #read(tx: IdbTx, name: string, head: number): Promise<TableMemory> {
    const record = (await tx.objectStore('tables').get(name)) ?? emptyTable;
    const memory = new TableMemory(record.layout, head);
    const segments = tx.objectStore('segments');
    const readBatch = (from: number) => {
      const range = IDBKeyRange.bound([name, from], [name, from + readAhead], false, true);
      return from < record.nextSegment
        ? Promise.all([segments.getAllKeys(range), segments.getAll(range)])
        : undefined;
    };
    let batch = readBatch(1);
    for (let from = 1; batch; from += readAhead) {
      const [keys, values] = await batch;
      // Asked for before this batch is unpacked: the disk works meanwhile.
      batch = readBatch(from + readAhead);
      for (const [index, value] of values.entries()) memory.addSegment(keys[index]![1], value, this.#codec);
    }
    const everything = numberRange(name, 0);
    const [numbers, changes] = await Promise.all([
      tx.objectStore('log').getAllKeys(everything),
      tx.objectStore('log').getAll(everything),
    ]);
    for (const [index, change] of changes.entries()) memory.apply(numbers[index]![1], change, this.#codec);
    return memory;
  }

  #keepBudget(inUse: string): void {
    let bytes = 0;
    for (const memory of this.#tables.values()) bytes += memory.bytes;
    for (const [name, memory] of this.#tables) {
      if (bytes <= this.#budget) return;
      if (name === inUse) continue;
      this.#tables.delete(name);
      bytes -= memory.bytes;
    }
  }
}
