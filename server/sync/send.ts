import { sql } from 'kysely';
import type { PullLine } from '../../src/shared/protocol/pull.ts';
import type { Db } from '../db/database.ts';
import { writeCookie } from './cookie.ts';
import type { Plan, PlannedRange } from './plan.ts';
import type { Scope, ScopeTable, StubTable } from './scope.ts';
import { pageOfRange } from './sent-record.ts';
import type { RecordRow } from './sent-record.ts';
import { rowsById, uuidArray } from './uuid-array.ts';

/** Chunks whose ids are read from the record at once. */
const chunksInPage = 10;

const line = (value: PullLine): string => `${JSON.stringify(value)}\n`;

/** Rows of one chunk as the database joined them: a row each would be half the work of a first pull. */
interface Content {
  readonly rows: number;
  /** Wire rows, joined by commas. */
  readonly text: string | null;
  /** Different ids in each stub column, joined by commas. */
  readonly [stub: `stub${number}`]: string | null;
}

/** Names already sent in this answer; a cut answer begins with none. */
type SentStubs = Map<string, Set<string>>;

async function stubLine(
  db: Db,
  stubTables: readonly StubTable[],
  wanted: ReadonlyMap<string, readonly string[]>,
  sent: SentStubs,
): Promise<string> {
  const stubs: { table: string; id: string; name: string; version: string }[] = [];
  for (const table of stubTables) {
    const known = sent.get(table.name) ?? new Set();
    sent.set(table.name, known);
    const ids = [...new Set(wanted.get(table.name))].filter((id) => !known.has(id));
    if (ids.length === 0) continue;
    for (const id of ids) known.add(id);
    const result = await sql<{ id: string; name: string; version: string }>`
      select ${table.id} as id, ${table.label} as name, ${table.version}::text as version
      from ${table.from} where ${table.id} = any(${uuidArray(ids)}) and ${table.selected}`.execute(db);
    for (const row of result.rows) stubs.push({ table: table.name, ...row });
  }
  return stubs.length === 0 ? '' : line({ kind: 'stubs', stubs });
}

/** Ids that the rows refer to in tables that travel as names, by table. */
function referenced(table: ScopeTable, content: Content): ReadonlyMap<string, readonly string[]> {
  const wanted = new Map<string, string[]>();
  table.stubColumns.forEach((column, index) => {
    const found = content[`stub${index}`]?.split(',') ?? [];
    for (const name of column.targets) wanted.set(name, [...(wanted.get(name) ?? []), ...found]);
  });
  return wanted;
}

/** Present content of rows the person may read now: rights are checked again at every chunk. */
async function contentOf(db: Db, table: ScopeTable, ids: readonly string[]): Promise<Content> {
  const none: Content = { rows: 0, text: null };
  if (ids.length === 0) return none;
  const stubs = table.stubColumns.map(
    (column, index) => sql`, string_agg(distinct (${column.sql})::text, ',') as ${sql.ref(`stub${index}`)}`,
  );
  const result = await sql<Content>`
    select count(*)::integer as rows, string_agg(${table.json}, ',') as text
      ${stubs.length === 0 ? sql`` : sql.join(stubs, sql` `)}
    from ${rowsById(table, ids)} where ${table.selected}`.execute(db);
  return result.rows[0] ?? none;
}

interface Chunk {
  readonly tableId: number;
  readonly rows: readonly RecordRow[];
  /** No row of this table follows in the range. */
  readonly endsTable: boolean;
}

/** Rows of the range in order, at most a chunk of one table at a time. */
async function* chunksOf(db: Db, range: PlannedRange, chunkSize: number): AsyncGenerator<Chunk> {
  const pageSize = chunkSize * chunksInPage;
  let position = range.position;
  let kept: readonly RecordRow[] = [];
  for (let isLast = false; !isLast;) {
    const page = await pageOfRange(db, { ...range, position }, pageSize);
    isLast = page.length < pageSize;
    const last = page.at(-1);
    if (last !== undefined) position = { tableId: last.table_id, rowId: last.row_id };
    let rows = [...kept, ...page];
    while (rows.length > 0) {
      const tableId = rows[0]?.table_id ?? 0;
      const end = rows.findIndex((row) => row.table_id !== tableId);
      const ofTable = end < 0 ? rows.length : end;
      const size = Math.min(ofTable, chunkSize);
      // Whether the table goes on may only be seen on the next page.
      if (size === rows.length && !isLast) break;
      yield { tableId, rows: rows.slice(0, size), endsTable: size === ofTable };
      rows = rows.slice(size);
    }
    kept = rows;
  }
}

export interface SendContext {
  readonly db: Db;
  readonly scope: Scope;
  readonly plan: Plan;
  readonly store: string;
  /** Rows of one chunk. */
  readonly chunk: number;
  /** False once the person's rights are not those of the plan: the rest is planned anew. */
  readonly stillHolds: () => Promise<boolean>;
}

/** A chunk's lines without its cookie. */
async function chunkText(
  context: SendContext,
  range: PlannedRange,
  chunk: Chunk,
  after: string | null,
  sentStubs: SentStubs,
): Promise<string> {
  const { db, scope, plan } = context;
  const name = plan.tableNames.get(chunk.tableId) ?? '';
  const gone = chunk.rows.filter((row) => row.gone).map((row) => row.row_id);
  const present = chunk.rows.filter((row) => !row.gone).map((row) => row.row_id);
  // Where everything is sent, what is missing leaves; else removals are told one by one.
  const removed = gone.length > 0 && !range.fresh ? line({ kind: 'removed', table: name, ids: gone }) : '';
  if (scope.stubTables.some((stub) => stub.name === name)) {
    sentStubs.delete(name);
    return removed + (await stubLine(db, scope.stubTables, new Map([[name, present]]), sentStubs));
  }
  const table = scope.tables.find((candidate) => candidate.name === name);
  if (table === undefined) return removed;
  const content = await contentOf(db, table, present);
  if (content.rows === 0 && !range.fresh) return removed;
  const upto = chunk.endsTable ? null : (chunk.rows.at(-1)?.row_id ?? null);
  const within = range.fresh ? `"within":${JSON.stringify({ after, upto })},` : '';
  const rows = `{"kind":"rows","table":"${name}",${within}"rows":[${content.text ?? ''}]}\n`;
  const wanted = referenced(table, content);
  return removed + rows + (await stubLine(db, scope.stubTables, wanted, sentStubs));
}

/** Tables without any row in a new generation: whatever the device has of them leaves. */
function emptyTables(context: SendContext): string {
  const { scope, plan } = context;
  const withRows = new Set([...plan.expected.keys()].map((id) => plan.tableNames.get(id)));
  return scope.tables
    .filter((table) => !withRows.has(table.name))
    .map((table) => line({ kind: 'rows', table: table.name, within: { after: null, upto: null }, rows: [] }))
    .join('');
}

/**
 * Sends what the plan found, chunk after chunk, each in statements of its own: nothing is held while bytes flow.
 * Ends early with false when the plan no longer holds.
 */
export async function* sendPlan(context: SendContext): AsyncGenerator<string, boolean> {
  const { db, plan, store } = context;
  const sentStubs: SentStubs = new Map();
  for (const range of plan.ranges) {
    const cookie = {
      incarnation: plan.incarnation,
      store,
      generation: plan.generation,
      base: range.after,
      target: range.target,
      fresh: range.fresh,
    };
    let before = range.position;
    if (range.fresh && before === null) yield emptyTables(context);
    for await (const chunk of chunksOf(db, range, context.chunk)) {
      const after = before?.tableId === chunk.tableId ? before.rowId : null;
      const [holds, text] = await Promise.all([
        context.stillHolds(),
        chunkText(context, range, chunk, after, sentStubs),
      ]);
      if (!holds) return false;
      before = { tableId: chunk.tableId, rowId: chunk.rows.at(-1)?.row_id ?? '' };
      yield text + line({ kind: 'cookie', cookie: writeCookie({ ...cookie, position: before }) });
    }
    const end = { ...cookie, base: range.target, fresh: false, position: null };
    yield line({ kind: 'cookie', cookie: writeCookie(end) });
  }
  return true;
}
