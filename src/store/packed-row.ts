import type { Guid } from '../shared/base/guid.ts';
import type { Row, RowValue } from '../shared/metadata/row.ts';
import type { WireRow } from '../shared/protocol/pull.ts';
import type { StoredRow } from './store.ts';

const version = 'versionnumber';
/** Values of a wire row stand behind its id, version and rights. */
const firstValue = 3;

/** What the rows of one batch have in common: which column stands where. */
export class RowShape {
  /** Column by column the place in a wire row. */
  readonly #places = new Map<string, number>();
  readonly #blank: Row;

  /** `primaryId`: the column that repeats each row's id, beside `versionnumber`, which repeats its version; '': neither does. */
  constructor(primaryId: string, columns: readonly string[]) {
    if (primaryId !== '') this.#places.set(primaryId, 0).set(version, 1);
    columns.forEach((column, at) => this.#places.set(column, at + firstValue));
    this.#blank = Object.fromEntries([...this.#places.keys()].map((name) => [name, null]));
  }

  cell(wire: WireRow, column: string): RowValue | undefined {
    const place = this.#places.get(column);
    return place === undefined ? undefined : (wire[place] as RowValue);
  }

  /**
   * The row as an object. It begins as a copy of one that has all columns: an engine copies that in one go, but grows an
   * empty one column by column (twice the time for 25).
   */
  values(wire: WireRow): Record<string, RowValue> {
    const values: Record<string, RowValue> = { ...this.#blank };
    for (const [column, place] of this.#places) values[column] = wire[place] as RowValue;
    return values;
  }
}

/**
 * A stored row that stays the array it came in until someone asks for all of it: a list of ten thousand rows sorts by one
 * column and shows fifty. `values` is an accessor of the class, so a copy by spreading must name it.
 */
export class PackedRow implements StoredRow {
  readonly id: Guid;
  readonly version: string;
  readonly rights: number;
  readonly #shape: RowShape;
  readonly #wire: WireRow;
  #values: Row | undefined;

  constructor(shape: RowShape, wire: WireRow) {
    this.id = wire[0];
    this.version = wire[1];
    this.rights = wire[2];
    this.#shape = shape;
    this.#wire = wire;
  }

  get values(): Row {
    return (this.#values ??= this.#shape.values(this.#wire));
  }

  cell(column: string): RowValue | undefined {
    return this.#shape.cell(this.#wire, column);
  }
}
