import type { Guid } from '../shared/base/guid.ts';
import type { RowValue } from '../shared/metadata/row.ts';
import type { StoredRow } from './store.ts';

/** Rows of a segment at most. */
export const segmentSize = 500;

/** Rows by column, plain JSON: a few large values are written some fifteen times as fast as a record a row. */
export interface PackedRows {
  readonly ids: readonly Guid[];
  readonly versions: readonly string[];
  /** One number where all rows have the same. */
  readonly rights: number | readonly number[];
  /** Values by position of the row; null for the array: null in every row. */
  readonly columns: Readonly<Record<string, readonly RowValue[] | null>>;
  /** Positions of rows that lack the column, which is not the same as null in it. */
  readonly lacking: Readonly<Record<string, readonly number[]>>;
}

/** Packs rows of any shape; the order is kept. */
export function packRows(rows: readonly StoredRow[]): PackedRows {
  const columns: Record<string, RowValue[] | null> = {};
  const lacking: Record<string, number[]> = {};
  const names = new Set<string>();
  for (const row of rows) for (const name in row.values) names.add(name);
  for (const name of names) {
    let allNull = true;
    const values = rows.map((row, index) => {
      const value = row.values[name];
      if (value === undefined) (lacking[name] ??= []).push(index);
      else if (value !== null) allNull = false;
      return value ?? null;
    });
    columns[name] = allNull ? null : values;
  }
  const rights = rows.map((row) => row.rights);
  const first = rights[0] ?? 0;
  return {
    ids: rows.map((row) => row.id),
    versions: rows.map((row) => row.version),
    rights: rights.every((value) => value === first) ? first : rights,
    columns,
    lacking,
  };
}

/** The rows again, in the order packed. */
export function unpackRows(packed: PackedRows): StoredRow[] {
  const columns = Object.entries(packed.columns);
  const { ids, versions, rights } = packed;
  const rows = new Array<StoredRow>(ids.length);
  const lacking = Object.entries(packed.lacking).map(([name, at]) => [name, new Set(at)] as const);
  for (let index = 0; index < ids.length; index += 1) {
    const values: Record<string, RowValue> = {};
    for (const [name, column] of columns) values[name] = column === null ? null : column[index]!;
    for (const [name, at] of lacking) if (at.has(index)) delete values[name];
    rows[index] = {
      id: ids[index]!,
      version: versions[index]!,
      rights: typeof rights === 'number' ? rights : rights[index]!,
      values,
    };
  }
  return rows;
}

/** Bytes the rows take, estimated: what a budget and the person's storage view need to know. */
export function estimateBytes(packed: PackedRows): number {
  let bytes = packed.ids.length * (36 + 8 + 8);
  for (const name in packed.columns) {
    const column = packed.columns[name];
    if (!column) continue;
    for (const value of column) bytes += typeof value === 'string' ? value.length + 4 : 8;
  }
  return bytes;
}

/** Splits into pieces of at most `size`. */
export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
