import { codePointKey, fold } from '../base/fold.ts';
import type { Guid } from '../base/guid.ts';
import type { Row, RowValue } from '../metadata/row.ts';

/** A row as the evaluator reads it; a stored row of the device fits. */
export interface SourceRow {
  readonly id: Guid;
  readonly values: Row;
  /** One of `values`, from a row that makes them only when asked for. */
  cell?(column: string): RowValue | undefined;
}

/** A value of a row without making all of them. */
export function cellOf(row: SourceRow, column: string): RowValue | undefined {
  return row.cell === undefined ? row.values[column] : row.cell(column);
}

/** Where the in-memory evaluator finds rows and names. All of it stays still while a query runs. */
export interface RowSource<R extends SourceRow = SourceRow> {
  /** Rows of a table by id; an empty map for a table that is not there. */
  rows(table: string): ReadonlyMap<Guid, R>;
  /** Primary name of a row that may be read, carried or stub; undefined: no name to show. */
  nameOf(table: string, id: Guid): string | undefined;
}

/**
 * Folded text by row object and column, kept by the caller from run to run: a changed row is another object, so
 * nothing in it can become stale. Drop it with the rows.
 */
export interface FoldCache {
  /** Folded text of a value of that column. */
  folded(column: string, row: SourceRow): string | null;
  /** As {@link folded}, ordered by code point under `<`. */
  sortKey(column: string, row: SourceRow): string | null;
}

type Cells = WeakMap<SourceRow, string>;

/** An empty {@link FoldCache}. */
export function createFoldCache(): FoldCache {
  const folds = new Map<string, Cells>();
  const keys = new Map<string, Cells>();
  const read = (
    all: Map<string, Cells>,
    column: string,
    row: SourceRow,
    make: (text: string) => string,
  ): string | null => {
    let cells = all.get(column);
    if (cells === undefined) all.set(column, (cells = new WeakMap()));
    const known = cells.get(row);
    if (known !== undefined) return known;
    const value = cellOf(row, column);
    if (typeof value !== 'string') return null;
    const made = make(value);
    cells.set(row, made);
    return made;
  };
  return {
    folded: (column, row) => read(folds, column, row, fold),
    sortKey: (column, row) => read(keys, column, row, (text) => codePointKey(fold(text))),
  };
}
