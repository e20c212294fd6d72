import type { Guid } from '../shared/base/guid.ts';
import type { ManyToMany } from '../shared/metadata/table.ts';
import { cellOf } from '../shared/query/source.ts';
import type { RowSource } from '../shared/query/source.ts';
import { computedColumns } from '../shared/rules/computed.ts';
import type { Catalog } from '../metadata/catalog.ts';
import type { OutboxEntry } from '../store/entry.ts';
import { changesRow, isExpected, overlay } from '../store/overlay.ts';
import { areSameEntries, EntryIndex } from './entry-index.ts';
import type { Store, Stub, TableRows } from '../store/store.ts';
import { OverlaidRows, type ViewRow } from './overlaid-rows.ts';
import { predict, type Author } from './prediction.ts';

/** What an outbox change did to one row; undefined: not there. */
export interface RowChange {
  readonly before: ViewRow | undefined;
  readonly after: ViewRow | undefined;
}

/** Changed rows by table. */
export type ViewChanges = ReadonlyMap<string, ReadonlyMap<Guid, RowChange>>;

interface LoadedTable {
  readonly stored: TableRows;
  readonly stubs: ReadonlyMap<Guid, Stub>;
  overrides: ReadonlyMap<Guid, ViewRow | null>;
}

/** The tables that open queries need, as the person sees them: what queries run on. Nothing in it changes by itself. */
export class ViewSource implements RowSource<ViewRow> {
  readonly #catalog: Catalog;
  readonly #author: Author;
  readonly #tables = new Map<string, LoadedTable>();
  #index = new EntryIndex([]);

  constructor(catalog: Catalog, author: Author) {
    this.#catalog = catalog;
    this.#author = author;
  }

  get entries(): readonly OutboxEntry[] {
    return this.#index.entries;
  }

  has(table: string): boolean {
    return this.#tables.has(table);
  }

  rows(table: string): ReadonlyMap<Guid, ViewRow> {
    const loaded = this.#tables.get(table);
    if (!loaded) return new Map();
    return loaded.overrides.size === 0
      ? loaded.stored.rows
      : new OverlaidRows(loaded.stored.rows, loaded.overrides);
  }

  row(table: string, id: Guid): ViewRow | undefined {
    const loaded = this.#tables.get(table);
    const override = loaded?.overrides.get(id);
    return override === undefined ? loaded?.stored.rows.get(id) : (override ?? undefined);
  }

  nameOf(table: string, id: Guid): string | undefined {
    const row = this.row(table, id);
    if (row) {
      const column = this.#catalog.table(table)?.primaryName;
      const name = column === undefined ? undefined : cellOf(row, column);
      return typeof name === 'string' ? name : undefined;
    }
    return this.#tables.get(table)?.stubs.get(id)?.name;
  }

  /** Entries that concern a row: that change it, or associate it with another. */
  entriesOf(table: string, id: Guid): readonly OutboxEntry[] {
    return this.#index.of(table, id);
  }

  pendingOf(table: string, id: Guid): 'waiting' | 'problem' | undefined {
    const entries = this.#index.of(table, id);
    if (entries.length === 0) return undefined;
    return entries.every(isExpected) ? 'waiting' : 'problem';
  }

  /** Reads a table, or reads it again: rows, then what the outbox lays over them. */
  async load(store: Store, table: string): Promise<void> {
    const [stored, stubs] = await Promise.all([store.table(table), store.stubs(table)]);
    this.#tables.set(table, { stored, stubs, overrides: new Map() });
  }

  drop(table: string): void {
    this.#tables.delete(table);
  }

  loadedTables(): string[] {
    return [...this.#tables.keys()];
  }

  /** Lays the current outbox over the rows of these tables anew. */
  rebuild(tables: Iterable<string>): void {
    for (const name of tables) {
      const loaded = this.#tables.get(name);
      if (loaded) loaded.overrides = this.#overridesOf(name, loaded);
    }
  }

  /** Takes over a new state of the outbox; answers with every row that looks or stands differently by it. */
  setEntries(entries: readonly OutboxEntry[]): ViewChanges {
    const before = this.#index;
    this.#index = new EntryIndex(entries);
    const changes = new Map<string, Map<Guid, RowChange>>();
    for (const [name, loaded] of this.#tables) {
      const old = loaded.overrides;
      loaded.overrides = this.#overridesOf(name, loaded);
      const changed = new Map<Guid, RowChange>();
      const stored = loaded.stored.rows;
      const concerned = [before.rows(name).keys(), this.#index.rows(name).keys(), old.keys()];
      for (const id of new Set([...concerned.flatMap((ids) => [...ids]), ...loaded.overrides.keys()])) {
        const entriesNow = this.#index.of(name, id);
        if (entriesNow.length > 0 && areSameEntries(before.of(name, id), entriesNow)) continue;
        const was = old.get(id);
        const is = loaded.overrides.get(id);
        changed.set(id, {
          before: was === undefined ? stored.get(id) : (was ?? undefined),
          after: is === undefined ? stored.get(id) : (is ?? undefined),
        });
      }
      if (changed.size > 0) changes.set(name, changed);
    }
    return changes;
  }

  #overridesOf(name: string, loaded: LoadedTable): Map<Guid, ViewRow | null> {
    const overrides = new Map<Guid, ViewRow | null>();
    const table = this.#catalog.table(name);
    for (const [id, concerning] of this.#index.rows(name)) {
      const entries = concerning.filter((entry) => changesRow(entry, name, id));
      if (entries.length === 0) continue;
      const stored = loaded.stored.rows.get(id);
      const values = overlay(stored?.values, entries, (entry) =>
        table ? predict(table, entry, this.#author) : {},
      );
      if (values === undefined) overrides.set(id, null);
      else
        overrides.set(id, {
          id,
          version: stored?.version ?? null,
          rights: stored?.rights ?? this.#catalog.ownRights(name),
          // As the server will: names and addresses are put together anew from their parts.
          values: table ? { ...values, ...computedColumns(table, values) } : values,
        });
    }
    for (const entry of this.#index.entries) this.#overlayLink(name, loaded, entry, overrides);
    return overrides;
  }

  /** An association is a row of the intersect table: predicted under the entry's id, or hidden. */
  #overlayLink(
    name: string,
    loaded: LoadedTable,
    entry: OutboxEntry,
    overrides: Map<Guid, ViewRow | null>,
  ): void {
    const { operation } = entry;
    if ((operation.kind !== 'associate' && operation.kind !== 'disassociate') || !isExpected(entry)) return;
    const relationship = this.#catalog.relationship(operation.relationship);
    if (relationship?.kind !== 'many-to-many' || relationship.intersect !== name) return;
    const values = pairOf(relationship, operation);
    const isPair = (row: ViewRow): boolean =>
      Object.entries(values).every(([column, id]) => row.values[column] === id);
    const there = [...new OverlaidRows(loaded.stored.rows, overrides).values()].filter(isPair);
    if (operation.kind === 'disassociate') for (const row of there) overrides.set(row.id, null);
    else if (there.length === 0) overrides.set(entry.id, { id: entry.id, version: null, rights: 0, values });
  }
}

function pairOf(
  relationship: ManyToMany,
  operation: { readonly table: string; readonly id: Guid; readonly otherId: Guid },
): Record<string, Guid> {
  const isA = relationship.tableA === operation.table;
  return {
    [relationship.columnA]: isA ? operation.id : operation.otherId,
    [relationship.columnB]: isA ? operation.otherId : operation.id,
  };
}
