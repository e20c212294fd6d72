import { sql } from 'kysely';
import { Changes } from '../../server/data/changes.ts';
import { migrate } from '../../server/db/migrate.ts';
import type { Tx } from '../../server/db/database.ts';
import type { ModelHolder } from '../../server/metadata/model.ts';
import { carriedScope } from '../../server/sync/carried-scope.ts';
import { transactionChanges } from '../../server/sync/change-source.ts';
import type { SyncPorts } from '../../server/sync/ports.ts';
import { pull } from '../../server/sync/pull.ts';
import { push } from '../../server/sync/push.ts';
import { forgetOldSync } from '../../server/sync/retention.ts';
import type { SyncForgotten, SyncRetention } from '../../server/sync/retention.ts';
import { portsOf } from '../../server/sync/service-ports.ts';
import { silentLogger } from '../../src/shared/base/logger.ts';
import type { PushOperation } from '../../src/shared/protocol/push.ts';
import type { Depth } from '../../src/shared/security/privilege.ts';
import { createTestModel } from '../support/model.ts';
import { allVerbs, createPeople, people, setPrivileges } from '../support/people.ts';
import { sequenceCursor } from './plants.ts';
import type { Plant } from './plants.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { SimClock } from './sim-clock.ts';
import { openSimDatabase } from './sim-database.ts';
import type { SimDatabase } from './sim-database.ts';

/** Tables the devices carry, with the text column that names which edit wrote the row last. */
export const simTables = [
  { name: 'account', key: 'accountid', mark: 'address1_line1' },
  { name: 'contact', key: 'contactid', mark: 'firstname' },
] as const;

const emptied = [
  'data.account',
  'data.contact',
  'haversack.change_log',
  'haversack.sync_store',
  'haversack.sync_row',
  'haversack.sync_outcome',
  'haversack.sync_quarantine',
  'sim.ledger',
];

const names: readonly string[] = simTables.map((table) => table.name);

/** What an operation leaves in the ledger. */
export function markOf(operation: PushOperation): string {
  if (operation.kind === 'delete') return `delete ${operation.id}`;
  if (operation.kind !== 'create' && operation.kind !== 'update') return operation.kind;
  const table = simTables.find((one) => one.name === operation.table);
  return String(operation.values[table?.mark ?? ''] ?? '');
}

/**
 * The real pull and push over PGlite. Its ledger is written by the harness, in the transaction of each write and nowhere
 * else, so it tells what was applied without asking the code that is judged.
 */
export class SimServer {
  readonly database: SimDatabase;
  readonly model: ModelHolder;
  readonly #random: { current: SeededRandom };
  readonly #clock: { current: SimClock };
  #plant: Plant | undefined;

  private constructor(
    database: SimDatabase,
    model: ModelHolder,
    random: { current: SeededRandom },
    clock: { current: SimClock },
  ) {
    this.database = database;
    this.model = model;
    this.#random = random;
    this.#clock = clock;
  }

  /** One database for all seeds: opening one takes longer than a day. */
  static async open(random: SeededRandom, clock: SimClock): Promise<SimServer> {
    const database = await openSimDatabase();
    await migrate(database);
    const model = await createTestModel(database);
    await createPeople(database);
    await database.script(`create schema sim;
      create table sim.ledger (place bigint generated always as identity primary key, store uuid, mark text not null)`);
    return new SimServer(database, model, { current: random }, { current: clock });
  }

  /** An empty day, with a plant or none. */
  async reset(random: SeededRandom, clock: SimClock, plant: Plant | undefined): Promise<void> {
    this.#random.current = random;
    this.#clock.current = clock;
    this.#plant = plant;
    this.database.restart();
    this.database.onStatement = () => 'none';
    // Deleting is faster than truncating, which makes new files for every table and index.
    for (const table of emptied) await sql`delete from ${sql.table(table)}`.execute(this.database.db);
    await sql`alter sequence haversack.version restart`.execute(this.database.db);
    await this.moveTo(people.ann, people.north);
    await this.allow(2);
  }

  /** How far the two people's privileges reach. */
  async allow(level: Depth): Promise<void> {
    await setPrivileges(this.database, this.model.current, {
      account: allVerbs(level),
      contact: allVerbs(level),
      systemuser: { read: 4 },
      transactioncurrency: { read: 4, appendto: 4 },
    });
  }

  async moveTo(person: string, unit: string): Promise<void> {
    await sql`update data.systemuser set businessunitid = ${unit}::uuid
      where systemuserid = ${person}::uuid`.execute(this.database.db);
  }

  pull(person: string, body: unknown): Promise<AsyncGenerator<string, void>> {
    return pull(this.ports(undefined), person, body);
  }

  push(person: string, store: string, body: unknown): Promise<unknown> {
    return push(this.ports(store), person, body);
  }

  /** Lets go what is older than the limits; what entries left always, since their time is the real one. */
  forgetOld(limits: Omit<SyncRetention, 'valuesKept'>): Promise<SyncForgotten> {
    return forgetOldSync(
      { database: this.database, now: this.#clock.current.now(), shouldStop: () => false },
      { ...limits, valuesKept: -1e12 },
    );
  }

  /** `store`: whose ledger lines the writes become; undefined for others' edits. */
  ports(store: string | undefined): SyncPorts {
    const random = this.#random;
    const clock = this.#clock;
    const inner = portsOf(
      {
        database: this.database,
        model: this.model,
        logger: silentLogger,
        clock: { now: () => clock.current.now(), after: () => () => undefined },
        random: { bytes: (into) => random.current.bytes(into) },
        changes: new Changes(),
      },
      () => [],
    );
    return {
      ...inner,
      chunk: 2,
      changes: this.#plant === 'sequence-cursor' ? sequenceCursor(names) : transactionChanges,
      scope: async (principal) => {
        const { tables } = this.model.current;
        const columns = (name: string) => (tables.get(name)?.columns ?? []).map((one) => one.logicalName);
        return carriedScope(
          this.model.current,
          principal,
          new Map(names.map((name) => [name, columns(name)])),
        );
      },
      write: async (tx: Tx, principal, operation) => {
        const written = await inner.write(tx, principal, operation);
        if (store !== undefined)
          await sql`insert into sim.ledger (store, mark) values (${store}::uuid, ${markOf(operation)})`.execute(
            tx,
          );
        return written;
      },
    };
  }

  async ledger(): Promise<readonly { store: string; mark: string }[]> {
    const result = await sql<{ store: string; mark: string }>`
      select store, mark from sim.ledger order by place`.execute(this.database.db);
    return result.rows;
  }

  close(): Promise<void> {
    return this.database.close();
  }
}
