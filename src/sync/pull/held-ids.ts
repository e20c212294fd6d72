import type { Store } from '../../store/store.ts';

/** Ids a store held of each table when a new generation began, in order, given out range by range. */
export class HeldIds {
  readonly #tables: ReadonlyMap<string, readonly string[]>;

  private constructor(tables: ReadonlyMap<string, readonly string[]>) {
    this.#tables = tables;
  }

  /** Loads no table that is empty: a first pull costs nothing. */
  static async of(store: Store): Promise<HeldIds> {
    const { rows } = await store.usage();
    const tables = new Map<string, readonly string[]>();
    for (const [name, count] of Object.entries(rows))
      if (count > 0) tables.set(name, [...(await store.table(name)).rows.keys()].sort());
    return new HeldIds(tables);
  }

  get tables(): readonly string[] {
    return [...this.#tables.keys()];
  }

  /** Held ids with after < id <= upto (null: no bound) that are not among those sent. */
  missing(
    table: string,
    range: { readonly after: string | null; readonly upto: string | null },
    sent: ReadonlySet<string>,
  ): readonly string[] {
    const ids = this.#tables.get(table) ?? [];
    return ids.filter(
      (id) =>
        (range.after === null || id > range.after) &&
        (range.upto === null || id <= range.upto) &&
        !sent.has(id),
    );
  }
}
