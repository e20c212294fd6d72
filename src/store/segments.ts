import type { Guid } from '../shared/base/guid.ts';
import type { Row, RowValue } from '../shared/metadata/row.ts';
import type { WireRow } from '../shared/protocol/pull.ts';
import { PackedRow, RowShape } from './packed-row.ts';
import type { RowBatch, StoredRow } from './store.ts';

/** Rows of a segment at most. */
export const segmentSize = 500;

/**
 * Rows in the arrays they travelled in. Measured in Chromium, 10,000 rows of 25 columns: a pulled line rests as the text it
 * came in, so a first sync parses once and writes no JSON at all.
 */
export interface PackedRows {
  /** Column that repeats each row's id, beside `versionnumber`, which repeats its version; '': neither does. */
  readonly primaryId: string;
  readonly columns: readonly string[];
  /** id, version, rights, then the values of `columns`. */
  readonly rows: readonly WireRow[];
  /** By column, positions of rows that lack it, which is not the same as null in it. */
  readonly lacking?: Readonly<Record<string, readonly number[]>>;
}

/** Text of packed rows: the head and the rows, a line each. JSON holds no line break of its own. */
function packedText(head: Omit<PackedRows, 'rows'>, rows: string): string {
  return `${JSON.stringify(head)}\n${rows}`;
}

/** Text of a batch as it came. */
export function packBatch({ primaryId, columns, json }: RowBatch): string {
  return packedText({ primaryId, columns }, json);
}

/** Text of rows of any shape; the order is kept. */
export function packRows(rows: readonly StoredRow[]): string {
  let names = Object.keys(rows[0]?.values ?? {});
  // Rows of one pull have one shape; only others need the closer look.
  const isUniform = rows.every(({ values }) => hasShape(values, names));
  if (!isUniform) names = [...new Set(rows.flatMap((row) => Object.keys(row.values)))];
  const primaryId = isUniform ? repeatingColumn(rows, names) : '';
  const columns = primaryId === '' ? names : names.filter((name) => name !== primaryId && name !== version);
  const packed = rows.map(({ id, version: number, rights, values }) => [
    id,
    number,
    rights,
    ...columns.map((name) => values[name] ?? null),
  ]);
  const head = { primaryId, columns, ...(isUniform ? {} : { lacking: findLacking(rows, names) }) };
  return packedText(head, JSON.stringify(packed));
}

const version = 'versionnumber';

/** The column that holds the id in every row, if `versionnumber` holds the version in every row too; else ''. */
function repeatingColumn(rows: readonly StoredRow[], names: readonly string[]): string {
  const first = rows[0];
  if (first === undefined || !rows.every((row) => row.values[version] === row.version)) return '';
  return names.find((name) => rows.every((row) => row.values[name] === row.id)) ?? '';
}

function hasShape(values: Row, names: readonly string[]): boolean {
  const keys = Object.keys(values);
  return keys.length === names.length && keys.every((key, at) => key === names[at]);
}

function findLacking(rows: readonly StoredRow[], names: readonly string[]): Record<string, number[]> {
  const lacking: Record<string, number[]> = {};
  for (const name of names)
    rows.forEach(({ values }, at) => {
      if (values[name] === undefined) (lacking[name] ??= []).push(at);
    });
  return lacking;
}

/** The inverse of {@link packRows} and {@link packBatch}. */
export function readPacked(text: string): PackedRows {
  const end = text.indexOf('\n');
  const head = JSON.parse(text.slice(0, end)) as Omit<PackedRows, 'rows'>;
  return { ...head, rows: JSON.parse(text.slice(end + 1)) as WireRow[] };
}

/** The rows again, in the order packed. */
export function unpackRows(packed: PackedRows): StoredRow[] {
  if (packed.lacking === undefined) return packedRows(packed);
  const rows = plainRows(packed);
  for (const [name, at] of Object.entries(packed.lacking))
    for (const index of at) delete (rows[index]?.values as Record<string, RowValue>)[name];
  return rows;
}

type OneShape = Omit<PackedRows, 'lacking'>;

/** Rows that become objects when asked for. */
export function packedRows({ primaryId, columns, rows }: OneShape): StoredRow[] {
  const shape = new RowShape(primaryId, columns);
  return rows.map((wire) => new PackedRow(shape, wire));
}

/** Rows as objects of their own. */
export function plainRows({ primaryId, columns, rows }: OneShape): StoredRow[] {
  const shape = new RowShape(primaryId, columns);
  return rows.map((wire) => ({ id: wire[0], version: wire[1], rights: wire[2], values: shape.values(wire) }));
}

export const idsOf = (packed: Pick<PackedRows, 'rows'>): Guid[] => packed.rows.map(([id]) => id);

/** Splits into pieces of at most `size`. */
export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
