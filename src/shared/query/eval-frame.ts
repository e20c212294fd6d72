import type { Table } from '../metadata/table.ts';
import type { FoldCache, RowSource, SourceRow } from './source.ts';

/** One run of a query: what it reads, and indexes built on the way. */
export interface Run {
  readonly source: RowSource;
  readonly cache: FoldCache;
  /** Built at most once a run, by the compiled node that needs it. */
  readonly memo: Map<object, unknown>;
}

/**
 * The row of each joined table, by slot: 0 is the root, then links depth first; {@link noRow} where an outer join
 * found none. One frame is reused for all candidates; a match is copied.
 */
export interface Frame {
  readonly run: Run;
  readonly rows: SourceRow[];
}

/** Reads as null in every column. */
export const noRow: SourceRow = Object.freeze({ id: '', values: Object.freeze({}) });

export type FrameTest = (frame: Frame) => boolean;

/** A table in reach of conditions. */
export interface Slot {
  readonly index: number;
  readonly table: Table<unknown>;
}

/** Tables in reach by alias; `here` is the one that a filter stands in. */
export interface Scope {
  readonly here: Slot;
  readonly aliases: ReadonlyMap<string, Slot>;
}

/** Returns what `make` made for this owner in this run. */
export function once<T>(run: Run, owner: object, make: () => T): T {
  if (run.memo.has(owner)) return run.memo.get(owner) as T;
  const made = make();
  run.memo.set(owner, made);
  return made;
}
