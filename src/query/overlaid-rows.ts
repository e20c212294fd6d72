import type { Guid } from '../shared/base/guid.ts';
import type { Row, RowValue } from '../shared/metadata/row.ts';

/** A row as the person sees it: stored row ⊕ outbox. */
export interface ViewRow {
  readonly id: Guid;
  /** Of the stored row below; null: the server does not know the row yet. */
  readonly version: string | null;
  readonly rights: number;
  readonly values: Row;
  /** One of `values`, from a row that makes them only when asked for. */
  cell?(column: string): RowValue | undefined;
}

/** Stored rows with a few of them replaced, removed (null) or added, without copying the rest. */
export class OverlaidRows implements ReadonlyMap<Guid, ViewRow> {
  readonly #stored: ReadonlyMap<Guid, ViewRow>;
  readonly #overrides: ReadonlyMap<Guid, ViewRow | null>;

  constructor(stored: ReadonlyMap<Guid, ViewRow>, overrides: ReadonlyMap<Guid, ViewRow | null>) {
    this.#stored = stored;
    this.#overrides = overrides;
  }

  get size(): number {
    let size = this.#stored.size;
    for (const [id, row] of this.#overrides) size += Number(row !== null) - Number(this.#stored.has(id));
    return size;
  }

  get(id: Guid): ViewRow | undefined {
    const override = this.#overrides.get(id);
    return override === undefined ? this.#stored.get(id) : (override ?? undefined);
  }

  has(id: Guid): boolean {
    return this.get(id) !== undefined;
  }

  *entries(): MapIterator<[Guid, ViewRow]> {
    for (const pair of this.#stored) if (!this.#overrides.has(pair[0])) yield pair;
    for (const [id, row] of this.#overrides) if (row !== null) yield [id, row];
  }

  *keys(): MapIterator<Guid> {
    for (const [id] of this.entries()) yield id;
  }

  *values(): MapIterator<ViewRow> {
    for (const [, row] of this.entries()) yield row;
  }

  forEach(visit: (row: ViewRow, id: Guid, map: ReadonlyMap<Guid, ViewRow>) => void): void {
    for (const [id, row] of this.entries()) visit(row, id, this);
  }

  [Symbol.iterator](): MapIterator<[Guid, ViewRow]> {
    return this.entries();
  }
}
