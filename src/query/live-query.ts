import type { Guid } from '../shared/base/guid.ts';
import type { Query, QueryContext } from '../shared/query/ast.ts';
import { compileQuery, type CompiledQuery, type EvaluatedRow } from '../shared/query/evaluate.ts';
import type { FoldCache, RowSource } from '../shared/query/source.ts';
import type { Catalog } from '../metadata/catalog.ts';
import type { LiveResult, LiveRow, Window } from './live-result.ts';
import type { ViewRow } from './overlaid-rows.ts';
import { shapeOf, type QueryShape } from './query-shape.ts';
import type { RowChange, ViewChanges, ViewSource } from './view-source.ts';

/** Rows kept beyond the window, so that one that leaves it has a successor at hand. */
const spare = 40;
/** Windows that reach further than this are run anew at each change: merging would cost as much. */
const trackedRows = 400;

interface Tracked {
  /** The first rows in order, up to the window's end and a few more. */
  readonly head: readonly EvaluatedRow<ViewRow>[];
  readonly total: number;
}

/**
 * One open query. After an outbox change of a few rows it works them into the head it keeps:
 *
 *   head without the changed rows ∪ changed rows that pass ──► ordered by the same query ──► cut after the last
 *   row known to be in place ──► enough rows for the window? else run over everything
 */
export class LiveQuery {
  readonly query: Query;
  readonly #catalog: Catalog;
  readonly #shape: QueryShape;
  #compiled: CompiledQuery;
  #window: Window;
  #tracked: Tracked | undefined;

  /** Throws AppError `bad-query`, `no-table` or `no-column`. */
  constructor(query: Query, window: Window, catalog: Catalog, context: QueryContext) {
    this.query = query;
    this.#window = window;
    this.#catalog = catalog;
    this.#compiled = compileQuery(query, catalog, context);
    this.#shape = shapeOf(query, catalog);
  }

  get tables(): ReadonlySet<string> {
    return this.#compiled.tables;
  }

  /** When a relative operator of it means another time. */
  get boundary(): number | undefined {
    return this.#compiled.boundary;
  }

  /** Binds it to another moment; the next run must be a full one. */
  recompile(context: QueryContext): void {
    this.#compiled = compileQuery(this.query, this.#catalog, context);
    this.#tracked = undefined;
  }

  setWindow(window: Window): void {
    this.#window = window;
    this.#tracked = undefined;
  }

  /** Runs over all rows. */
  run(source: ViewSource, cache: FoldCache): LiveResult {
    const end = this.#window.offset + this.#window.limit;
    if (!this.#shape.isTrackable || end > trackedRows) {
      this.#tracked = undefined;
      const { rows, total } = this.#compiled.run(source, { cache, window: this.#window });
      return this.#result(rows, total, source);
    }
    const window = { offset: 0, limit: end + spare };
    const { rows, total } = this.#compiled.run(source, { cache, window });
    this.#tracked = { head: rows, total };
    return this.#result(rows.slice(this.#window.offset, end), total, source);
  }

  /** The result after an outbox change; undefined when it cannot be told without a full run. */
  follow(changes: ViewChanges, source: ViewSource, cache: FoldCache): LiveResult | 'same' | undefined {
    for (const [table, changed] of changes)
      if (this.#compiled.tables.has(table) && table !== this.query.table && this.#isTouched(table, changed))
        return undefined;
    const changed = changes.get(this.query.table);
    if (!changed) return 'same';
    const tracked = this.#tracked;
    if (!tracked) return undefined;
    if (this.#compiled.tables.has(this.query.table) && this.#shape.usesNames && this.#hasNewName(changed))
      return undefined;
    return this.#merge(tracked, changed, source, cache);
  }

  #merge(
    tracked: Tracked,
    changed: ReadonlyMap<Guid, RowChange>,
    source: ViewSource,
    cache: FoldCache,
  ): LiveResult | 'same' | undefined {
    const before = new Map<Guid, ViewRow>();
    const candidates = new Map<Guid, ViewRow>();
    for (const [id, change] of changed) {
      if (change.before) before.set(id, change.before);
      if (change.after) candidates.set(id, change.after);
    }
    const lost = this.#runOn(before, source, cache).length;
    const kept = tracked.head.filter(({ root }) => root && !changed.has(root.id));
    const last = kept.at(-1)?.root?.id;
    for (const { root } of kept) if (root) candidates.set(root.id, root);
    const merged = this.#runOn(candidates, source, cache);
    const won = merged.filter(({ root }) => root && changed.has(root.id)).length;
    const total = tracked.total - lost + won;
    const wasComplete = tracked.head.length === tracked.total;
    const inPlace = wasComplete
      ? merged.length
      : merged.findIndex(({ root }) => root !== undefined && root.id === last) + 1;
    const head = merged.slice(0, inPlace);
    const end = this.#window.offset + this.#window.limit;
    if (head.length < Math.min(end, total)) return undefined;
    if (lost === 0 && won === 0 && !this.#shows(changed.keys(), tracked.head)) return 'same';
    this.#tracked = { head: head.slice(0, end + spare), total };
    return this.#result(head.slice(this.#window.offset, end), total, source);
  }

  #runOn(
    rows: ReadonlyMap<Guid, ViewRow>,
    source: ViewSource,
    cache: FoldCache,
  ): readonly EvaluatedRow<ViewRow>[] {
    if (rows.size === 0) return [];
    const { table } = this.query;
    const part: RowSource<ViewRow> = {
      rows: (name) => (name === table ? rows : source.rows(name)),
      nameOf: (name, id) => source.nameOf(name, id),
    };
    return this.#compiled.run(part, { cache }).rows;
  }

  /** A table that is not the root changed: true when that may show. */
  #isTouched(table: string, changed: ReadonlyMap<Guid, RowChange>): boolean {
    if (this.#shape.structural.has(table)) return true;
    if (!this.#hasNewName(changed, table)) return false;
    return this.#shape.usesNames || !this.#tracked || this.#shows(changed.keys(), this.#tracked.head);
  }

  #hasNewName(changed: ReadonlyMap<Guid, RowChange>, table = this.query.table): boolean {
    const column = this.#catalog.table(table)?.primaryName;
    if (column === undefined) return false;
    for (const { before, after } of changed.values())
      if (before?.values[column] !== after?.values[column]) return true;
    return false;
  }

  /** True when a row shows one of these ids, as itself or as a looked-up one. */
  #shows(ids: Iterable<Guid>, rows: readonly EvaluatedRow<ViewRow>[]): boolean {
    const wanted = new Set<unknown>(ids);
    return rows.some(({ values }) => Object.values(values).some((value) => wanted.has(value)));
  }

  #result(rows: readonly EvaluatedRow<ViewRow>[], total: number, source: ViewSource): LiveResult {
    const { offset } = this.#window;
    const live = rows.map(({ root, values }, index): LiveRow => {
      if (!root) return { id: `group-${offset + index}`, values, rights: 0 };
      const pending = source.pendingOf(this.query.table, root.id);
      return { id: root.id, values, rights: root.rights, ...(pending && { pending }) };
    });
    return { rows: live, total, offset };
  }
}
