import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import { assert } from '../../src/shared/base/assert.ts';
import type { Database, Db } from './database.ts';
import type { Migration } from './migration.ts';
import { migrations as all } from './migrations.ts';

/** Any number will do as long as every instance uses the same. */
const lockKey = 7_203_114;

const bootstrap = `
select pg_advisory_xact_lock(${lockKey});
create schema if not exists haversack;
create table if not exists haversack.migration (
  id text primary key,
  checksum text not null,
  made timestamptz not null default now()
);`;

export function checksumOf(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}

function checkOrder(migrations: readonly Migration[]): void {
  migrations.forEach((migration, index) => {
    assert(/^\d{4}-[a-z0-9-]+$/.test(migration.id), `migration id ${migration.id}`);
    const before = migrations[index - 1];
    assert(before === undefined || before.id < migration.id, `migrations in order at ${migration.id}`);
  });
}

async function madeSteps(db: Db): Promise<ReadonlyMap<string, string>> {
  const made = await sql<{ id: string; checksum: string }>`
    select id, checksum from haversack.migration order by id`.execute(db);
  return new Map(made.rows.map((row) => [row.id, row.checksum]));
}

function checkMade(made: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.id, migration]));
  for (const [id, checksum] of made) {
    const migration = known.get(id);
    if (migration === undefined)
      throw new AppError('database-newer', {
        migration: id,
        message: `The database was made by a newer version of Haversack (migration ${id}).`,
      });
    if (checksumOf(migration) !== checksum)
      throw new AppError('database-changed', {
        migration: id,
        message: `Migration ${id} in the database is not the one in this version.`,
      });
  }
}

/** The step and its note commit together; the lock and the second look make two starting instances safe. */
function stepScript(migration: Migration): string {
  return `
select pg_advisory_xact_lock(${lockKey});
${migration.sql}
;
insert into haversack.migration (id, checksum) values ('${migration.id}', '${checksumOf(migration)}');
`;
}

/**
 * Brings the internal schema up to date, forward only. A database with a migration that this version does not know,
 * or knows differently, is refused unchanged. Returns the ids of the steps made now.
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[] = all,
): Promise<readonly string[]> {
  checkOrder(migrations);
  await database.script(bootstrap);
  const made = await madeSteps(database.db);
  checkMade(made, migrations);
  const steps: string[] = [];
  for (const migration of migrations) {
    if (made.has(migration.id)) continue;
    try {
      await database.script(stepScript(migration));
      steps.push(migration.id);
    } catch (error) {
      // Another instance may have made it while we waited for the lock.
      if ((await madeSteps(database.db)).get(migration.id) !== checksumOf(migration)) throw error;
    }
  }
  return steps;
}

/** Random name of this database's life; a cookie of another one starts over. */
export async function readIncarnation(db: Db): Promise<string> {
  const row = await sql<{ incarnation: string }>`select incarnation from haversack.database`.execute(db);
  const first = row.rows[0];
  assert(first !== undefined, 'the database has an incarnation');
  return first.incarnation;
}
