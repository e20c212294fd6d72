import { sql } from 'kysely';
import type { Principal } from '../../../src/shared/security/privilege.ts';
import { readRow } from '../../../server/data/read-row.ts';
import type { WriteOperation, WriteResult } from '../../../server/data/write-context.ts';
import { write } from '../../../server/data/write.ts';
import type { Database } from '../../../server/db/database.ts';
import type { Model } from '../../../server/metadata/model.ts';
import { resolvePrincipal } from '../../../server/security/principal.ts';
import { openTestDatabase } from '../../support/database.ts';
import { createTestModel } from '../../support/model.ts';
import { allVerbs, createPeople, people, setPrivileges } from '../../support/people.ts';

/** The moment of every write: its milliseconds are cut off by the columns. */
const now = Date.UTC(2024, 4, 17, 9, 30, 15, 999);

/** A database with people, and the write pipeline as they use it. */
export interface WriteBed {
  readonly database: Database;
  readonly model: Model;
  as(person: string): Promise<Principal>;
  run(person: string, operation: WriteOperation): Promise<WriteResult>;
  create(person: string, table: string, values: Record<string, unknown>): Promise<WriteResult>;
  /** As an administrator sees it. */
  rowOf(table: string, id: string): Promise<Record<string, unknown> | undefined>;
  /** What the change log says of the row, in order. */
  logged(id: string): Promise<string>;
  /** Gives the roles the privileges that most tests start from. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function openWriteBed(kind: Database['kind']): Promise<WriteBed> {
  const database = await openTestDatabase(kind);
  const model = (await createTestModel(database)).current;
  await createPeople(database);
  const as: WriteBed['as'] = (person) => resolvePrincipal(database.db, model, person);
  const run: WriteBed['run'] = async (person, operation) => {
    const principal = await as(person);
    return database.db.transaction().execute((tx) => write({ tx, model, principal, now }, operation));
  };
  return {
    database,
    model,
    as,
    run,
    create: (person, table, values) => run(person, { kind: 'create', table, values }),
    async rowOf(table, id) {
      const found = model.tables.get(table);
      if (found === undefined) throw new Error(table);
      return readRow(database.db, model, await as(people.admin), { table: found, id });
    },
    async logged(id) {
      const log = await sql<{ op: string; table_name: string }>`
        select op, table_name from haversack.change_log where row_id = ${id}::uuid order by cs, table_name`.execute(
        database.db,
      );
      return log.rows.map((row) => `${row.table_name}:${row.op}`).join(' ');
    },
    async reset() {
      await setPrivileges(database, model, {
        account: allVerbs(1),
        contact: allVerbs(1),
        task: allVerbs(1),
        transactioncurrency: { read: 4, appendto: 4 },
      });
      await setPrivileges(database, model, {}, people.teamRole);
    },
    close: () => database.close(),
  };
}
