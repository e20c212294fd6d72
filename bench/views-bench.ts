import { join } from 'node:path';
import { sql } from 'kysely';
import { must } from '../src/shared/base/assert.ts';
import { silentLogger } from '../src/shared/base/logger.ts';
import { utcZone } from '../src/shared/base/zone.ts';
import { reachOf } from '../src/shared/security/predicate.ts';
import type { Database } from '../server/db/database.ts';
import { migrate } from '../server/db/migrate.ts';
import { openPostgres } from '../server/db/postgres.ts';
import { loadDemo } from '../server/demo/load.ts';
import { ensureSystemTables } from '../server/metadata/ensure-system-tables.ts';
import { createModelHolder } from '../server/metadata/model-holder.ts';
import { runQuery } from '../server/query/run.ts';
import { resolvePrincipal } from '../server/security/principal.ts';
import { importSolutionPath } from '../server/solution/import-solution.ts';
import { salesManager } from '../solutions/sample-data/people.ts';
import { startPostgres } from '../test/support/postgres-server.ts';
import type { Measure } from './measure.ts';

/** How often the demo's rows stand in each table; the full demo's 1,000 accounts become a million. */
const copies: Readonly<Record<string, number>> = {
  account: 1_000,
  contact: 40,
  lead: 100,
  opportunity: 100,
  activitypointer: 30,
  quote: 100,
};

/** More rows of a table: those that are there again, with ids and names of their own. */
async function multiply(database: Database, table: string, key: string, name: string): Promise<number> {
  const times = copies[table] ?? 1;
  const found = await sql<{ column: string }>`
    select quote_ident(column_name) as column from information_schema.columns
    where table_schema = 'data' and table_name = ${table}
      and column_name not in (${key}, ${name})`.execute(database.db);
  const columns = found.rows.map((row) => row.column).join(', ');
  await sql.raw(`create temporary table once as table data.${table}`).execute(database.db);
  // A statement may take a minute.
  for (let from = 2; from <= times; from += 50)
    await sql
      .raw(
        `insert into data.${table} (${key}, ${name}, ${columns})
         select gen_random_uuid(), ${name} || ' ' || md5(n::text || ${key}::text), ${columns}
         from once cross join generate_series(${from}, ${Math.min(from + 49, times)}) n`,
      )
      .execute(database.db);
  await sql.raw('drop table once').execute(database.db);
  const counted = await sql<{ n: string }>`select count(*) as n from ${sql.id('data', table)}`.execute(
    database.db,
  );
  return Number(must(counted.rows[0], 'count').n);
}

/** The default views of the sales app as the sales manager opens them, on PostgreSQL with a million accounts. */
export async function benchViews(root: string, runs: number): Promise<readonly Measure[]> {
  const postgres = await startPostgres();
  const database = await openPostgres({ url: postgres.url, logger: silentLogger, connections: 1 });
  try {
    await migrate(database);
    await ensureSystemTables(database);
    for (const name of ['base', 'sales', 'service'])
      await importSolutionPath(database, join(root, 'solutions', name));
    const { current: model } = await createModelHolder(database);
    await loadDemo(database, model, { size: 'tenth', now: Date.now(), logger: silentLogger });
    const measures: Measure[] = [];
    const counts = new Map<string, number>();
    for (const name of Object.keys(copies)) {
      const table = must(model.tables.get(name), name);
      counts.set(name, await multiply(database, name, table.primaryId, must(table.primaryName, name)));
    }
    await sql`vacuum analyze`.execute(database.db);
    const principal = await resolvePrincipal(database.db, model, salesManager.userId);
    for (const view of model.views.filter((one) => counts.has(one.table) && one.type === 'public')) {
      if (!view.isDefault && !/^(Active|All|Open) /.test(view.name['1033'] ?? '')) continue;
      const values: number[] = [];
      for (let run = 0; run <= runs; run += 1) {
        const start = performance.now();
        const { rows } = await runQuery(
          database.db,
          model,
          { ...view.query, page: { size: 50, number: 1 } },
          {
            context: {
              now: Date.now(),
              userId: principal.userId,
              businessUnitId: principal.businessUnitId,
              teamIds: principal.teamIds,
              language: 1033,
              timeZone: utcZone,
              fiscalYearStart: principal.fiscalYearStart,
            },
            predicate: (name) => {
              const table = model.tables.get(name);
              return table === undefined ? 'none' : reachOf(principal, model, table, 'read');
            },
          },
        );
        if (rows.length === 0) throw new Error(`${view.name['1033']} shows nothing`);
        // The first one warms what the others find.
        if (run > 0) values.push(performance.now() - start);
      }
      const count = (counts.get(view.table) ?? 0).toLocaleString('en-US');
      const mark = view.isDefault ? ', the default' : '';
      measures.push({ what: `${view.name['1033']} of ${count} rows${mark}`, unit: 'ms', values });
    }
    return measures;
  } finally {
    await database.close();
    postgres.stop();
  }
}
