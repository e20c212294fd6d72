import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../../../server/db/database.ts';
import { Changes } from '../../../server/data/changes.ts';
import type { ModelHolder } from '../../../server/metadata/model.ts';
import { carriedScope } from '../../../server/sync/carried-scope.ts';
import type { SyncPorts } from '../../../server/sync/ports.ts';
import { pull } from '../../../server/sync/pull.ts';
import { push } from '../../../server/sync/push.ts';
import { portsOf } from '../../../server/sync/service-ports.ts';
import { silentLogger } from '../../../src/shared/base/logger.ts';
import type { Row } from '../../../src/shared/metadata/row.ts';
import { readPullLine } from '../../../src/shared/protocol/read.ts';
import type { PlanLine, PullLine } from '../../../src/shared/protocol/pull.ts';
import type { Outcome, PushEntry, PushOperation } from '../../../src/shared/protocol/push.ts';
import { createTestModel } from '../../support/model.ts';
import { allVerbs, createPeople, people, setPrivileges } from '../../support/people.ts';
import { openTestDatabase } from '../../support/database.ts';

/** Tables the test scope carries; task reaches account and contact through a polymorphic lookup. */
const carried = ['account', 'contact', 'task'];

export interface SyncBed {
  readonly database: Database;
  readonly model: ModelHolder;
  readonly ports: SyncPorts;
  /** Milliseconds; the ports' clock. */
  now: number;
  /** Carried tables, replaceable. */
  carried: readonly string[];
  close(): Promise<void>;
}

/** A database with people and a small model, and pull and push over the server's own parts. */
export async function openSyncBed(kind: Database['kind']): Promise<SyncBed> {
  const database = await openTestDatabase(kind);
  const model = await createTestModel(database);
  await createPeople(database);
  await setPrivileges(database, model.current, {
    account: { ...allVerbs(2), create: 2 },
    contact: allVerbs(2),
    task: allVerbs(2),
    systemuser: { read: 4 },
    transactioncurrency: { read: 4, appendto: 4 },
  });
  const bed: SyncBed = {
    database,
    model,
    now: Date.UTC(2024, 4, 6, 7, 8, 9),
    carried,
    close: () => database.close(),
    ports: undefined as unknown as SyncPorts,
  };
  const services = {
    database,
    model,
    logger: silentLogger,
    clock: { now: () => bed.now, after: () => () => undefined },
    random: { bytes: (into: Uint8Array) => crypto.getRandomValues(into as Uint8Array<ArrayBuffer>) },
    changes: new Changes(),
  };
  const ports: SyncPorts = {
    ...portsOf(services, () => []),
    async scope(principal) {
      const names = new Map(
        bed.carried.map((name) => [
          name,
          model.current.tables.get(name)?.columns.map((column) => column.logicalName) ?? [],
        ]),
      );
      return carriedScope(model.current, principal, names);
    },
  };
  return Object.assign(bed, { ports });
}

/** Empties what tests write; people and roles stay. */
export async function emptyRows(bed: SyncBed): Promise<void> {
  await sql`truncate data.account, data.contact, data.accountcontact, data.task, data.activitypointer, haversack.change_log,
    haversack.sync_store, haversack.sync_row, haversack.sync_outcome, haversack.sync_quarantine`.execute(
    bed.database.db,
  );
}

interface HeldRow {
  readonly version: string;
  readonly rights: number;
  readonly values: Row;
}

/** The least device: keeps what it is told, commits at cookies. Knows nothing of the engine. */
export class TestDevice {
  readonly store = randomUUID();
  readonly person: string;
  readonly rows = new Map<string, Map<string, HeldRow>>();
  readonly stubs = new Map<string, string>();
  cookie: string | null = null;
  settled: { entry: string; attempt: number }[] = [];
  plan: PlanLine | undefined;
  readonly #bed: SyncBed;

  constructor(bed: SyncBed, person: string) {
    this.#bed = bed;
    this.person = person;
  }

  get head() {
    return {
      protocol: 1,
      person: this.person,
      store: this.store,
      formFactor: 'desktop' as const,
      waiting: 0,
    };
  }

  table(name: string): Map<string, HeldRow> {
    const rows = this.rows.get(name) ?? new Map<string, HeldRow>();
    this.rows.set(name, rows);
    return rows;
  }

  /** Pulls; `cutAfter` breaks the connection after so many cookies. Returns the lines it got. */
  async pull(
    options: { cutAfter?: number; onCookie?: (n: number) => Promise<void> } = {},
  ): Promise<PullLine[]> {
    const body = { ...this.head, cookie: this.cookie, settled: this.settled };
    const seen: PullLine[] = [];
    let chunk: PullLine[] = [];
    let cookies = 0;
    for await (const text of await pull(this.#bed.ports, this.person, JSON.parse(JSON.stringify(body)))) {
      for (const one of text
        .trim()
        .split('\n')
        .filter((part) => part !== '')) {
        const line = readPullLine(one);
        seen.push(line);
        if (line.kind === 'plan') this.#begin(line);
        else if (line.kind !== 'cookie') chunk.push(line);
        else {
          for (const part of chunk) this.#apply(part);
          chunk = [];
          this.cookie = line.cookie;
          cookies += 1;
          await options.onCookie?.(cookies);
          if (cookies === options.cutAfter) return seen;
        }
      }
    }
    this.settled = [];
    return seen;
  }

  /** Pulls until nothing says to pull again. */
  async sync(): Promise<PullLine[]> {
    const lines = await this.pull();
    const last = lines.at(-1);
    return last?.kind === 'done' && last.again === true ? this.sync() : lines;
  }

  async push(entries: readonly (PushEntry | Record<string, unknown>)[]): Promise<Outcome[]> {
    const body = JSON.parse(JSON.stringify({ ...this.head, entries })) as unknown;
    const answer = await push(this.#bed.ports, this.person, body);
    return answer.outcomes;
  }

  /** The settling transaction. */
  settle(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      if (outcome.kind !== 'applied') continue;
      for (const row of outcome.rows) {
        const held = this.table(row.table).get(row.id);
        if (held === undefined || BigInt(held.version) < BigInt(row.version))
          this.table(row.table).set(row.id, { version: row.version, rights: row.rights, values: row.values });
      }
      for (const ref of [...outcome.removed, ...outcome.notCarried]) this.table(ref.table).delete(ref.id);
      this.settled.push({ entry: outcome.entry, attempt: outcome.attempt });
    }
  }

  #begin(line: PlanLine): void {
    this.plan = line;
    if (!line.fresh) return;
    const listed = new Set(line.tables.map((table) => table.name));
    for (const name of this.rows.keys()) if (!listed.has(name)) this.rows.delete(name);
  }

  #apply(line: PullLine): void {
    if (line.kind === 'removed')
      for (const id of line.ids) {
        this.table(line.table).delete(id);
        this.stubs.delete(id);
      }
    if (line.kind === 'stubs') for (const stub of line.stubs) this.stubs.set(stub.id, stub.name);
    if (line.kind !== 'rows') return;
    const table = this.plan?.tables.find((one) => one.name === line.table);
    const rows = this.table(line.table);
    if (line.within) {
      const { after, upto } = line.within;
      const sent = new Set(line.rows.map((row) => row[0]));
      for (const id of [...rows.keys()])
        if ((after === null || id > after) && (upto === null || id <= upto) && !sent.has(id)) rows.delete(id);
    }
    for (const [id, version, rights, ...values] of line.rows) {
      if (values.length !== table?.columns.length) throw new Error('a row has another number of values');
      const named = Object.fromEntries(table.columns.map((column, index) => [column, values[index]]));
      rows.set(id, { version, rights, values: named as Row });
    }
  }
}

/** What the person's devices must hold, by plain SQL of its own: id and version. */
export async function scopeBySql(bed: SyncBed, person: string, table: string): Promise<[string, string][]> {
  const key = table === 'task' ? 'activityid' : `${table}id`;
  const result = await sql<{ id: string; version: string }>`
    select t.${sql.ref(key)}::text as id, t.versionnumber::text as version
    from ${sql.table(`data.${table}`)} t join data.systemuser u on u.systemuserid = ${person}::uuid
    where t.owningbusinessunit = u.businessunitid or t.ownerid = u.systemuserid
      or t.ownerid in (select teamid from data.teammembership m where m.systemuserid = u.systemuserid)
    order by 1`.execute(bed.database.db);
  return result.rows.map((row) => [row.id, row.version]);
}

/** What the device holds of a table: id and version. */
export function held(device: TestDevice, table: string): [string, string][] {
  return [...device.table(table)]
    .map(([id, row]): [string, string] => [id, row.version])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

const made = { entries: 0 };

/** An entry as a device would send it. */
export function entryOf(operation: PushOperation, more: Partial<PushEntry> = {}): PushEntry {
  made.entries += 1;
  return {
    format: 1,
    id: randomUUID(),
    attempt: 1,
    sequence: made.entries,
    operation,
    writes: [{ table: operation.table, id: operation.id }],
    needs: [],
    metadataVersion: 'm',
    madeAt: '2024-05-06T07:08:09Z',
    ...more,
  };
}

export const createAccount = (name: string, id: string = randomUUID()): PushOperation => ({
  kind: 'create',
  table: 'account',
  id,
  values: { name },
});

/** Accounts by bulk, owned by a person, with their places in the change log. */
export async function makeAccounts(bed: SyncBed, owner: string, count: number): Promise<void> {
  await sql`with made as (
      insert into data.account (accountid, name, ownerid, ownerid__type, owningbusinessunit, versionnumber,
        createdon, modifiedon, statecode, statuscode, revenue, interests, founded, opening, bignumber, latitude)
      select gen_random_uuid(), 'Account ' || n, u.systemuserid, 'systemuser', u.businessunitid,
        nextval('haversack.version'), '2024-01-02 03:04:05Z', '2024-01-02 03:04:05Z', 0, 1,
        (n || '.50')::numeric, array[1, 2], '2024-02-29', '2024-03-01 10:00:00Z', 9007199254740993, 1.25
      from generate_series(1, ${count}::integer) n, data.systemuser u where u.systemuserid = ${owner}::uuid
      returning accountid)
    insert into haversack.change_log (table_name, row_id, op) select 'account', accountid, 'i' from made`.execute(
    bed.database.db,
  );
}

export { people };
