import { resolve } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { write } from '../../../server/data/write.ts';
import type { Database } from '../../../server/db/database.ts';
import { bootstrapOrganization } from '../../../server/demo/bootstrap.ts';
import { loadDemo, type DemoReport } from '../../../server/demo/load.ts';
import { physicalType, qualified, quoted } from '../../../server/metadata/ddl.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { loadModelWithIssues } from '../../../server/metadata/load-model.ts';
import { sqlColumn, type Model } from '../../../server/metadata/model.ts';
import { resolvePrincipal } from '../../../server/security/principal.ts';
import { importSolutionPath } from '../../../server/solution/import-solution.ts';
import type { ImportReport } from '../../../src/shared/metadata/solution-report.ts';
import {
  administrator,
  disabledPerson,
  people,
  personWithoutRole,
  salesManager,
  teams,
} from '../../../solutions/sample-data/people.ts';
import { AppError } from '../../../src/shared/base/app-error.ts';
import type { Guid } from '../../../src/shared/base/guid.ts';
import { silentLogger } from '../../../src/shared/base/logger.ts';
import { must } from '../../../src/shared/base/assert.ts';
import { isLookup, isPolymorphic } from '../../../src/shared/metadata/table.ts';
import { leftAside } from '../../solutions/aside.ts';
import { openTestDatabase } from '../../support/database.ts';

const folder = (name: string): string => resolve(import.meta.dirname, '../../../solutions', name);
const options = { size: 'tiny', now: Date.UTC(2026, 2, 18, 10, 30), logger: silentLogger } as const;

describe('with base and sales imported', () => {
  let database: Database;
  let model: Model;
  let issues: unknown;
  let demo: DemoReport;
  const imports: ImportReport[] = [];

  async function count(text: string): Promise<number> {
    const found = await sql.raw<{ n: number }>(text).execute(database.db);
    return Number(found.rows[0]?.n);
  }

  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureSystemTables(database);
    for (const name of ['base', 'sales', 'service'])
      imports.push(await importSolutionPath(database, folder(name)));
    ({ model, issues } = await loadModelWithIssues(database.db));
    demo = await loadDemo(database, model, options);
  });
  afterAll(() => database.close());

  describe('bundled solutions', () => {
    test('are used whole: nothing is left aside, misunderstood or with a gap but what runs later', () => {
      expect(leftAside(imports)).toEqual([]);
      for (const report of imports) {
        expect(report.items.length).toBeGreaterThan(200);
        expect(report.adminOnlyApps).toEqual([]);
      }
    });

    test('fit together as metadata', () => {
      expect(issues).toEqual([]);
      expect(model.apps.map((app) => app.uniqueName).sort()).toEqual([
        'haversack_contacts',
        'haversack_sales',
        'haversack_service',
      ]);
    });
  });

  describe('the demo', () => {
    test('starts fiscal years in July', async () => {
      const { fiscalYearStart } = await resolvePrincipal(database.db, model, administrator.userId);
      expect(fiscalYearStart).toEqual({ month: 7, day: 1 });
    });

    test('loads every table of the sample', () => {
      expect(demo.loaded).toBe(true);
      expect(demo.rows).toMatchObject({
        account: 60,
        contact: 150,
        lead: 30,
        opportunity: 36,
        activitypointer: 190,
        annotation: 90,
        incident: 24,
        slakpiinstance: 48,
      });
      expect(Object.keys(demo.rows)).toHaveLength(58);
    });

    test('refers only to rows that are there', async () => {
      const dangling: string[] = [];
      for (const table of model.tables.values())
        for (const column of table.columns.filter(isLookup))
          for (const name of column.targets ?? []) {
            const target = model.tables.get(name);
            if (target === undefined) continue;
            const own = quoted(sqlColumn(column));
            const kind = isPolymorphic(column)
              ? `and r.${quoted(`${sqlColumn(column)}__type`)} = '${name}'`
              : '';
            const missing = await count(
              `select count(*) as n from ${qualified(table)} r where r.${own} is not null ${kind}
             and not exists (select 1 from ${qualified(target)} t where t.${quoted(target.primaryId)} = r.${own})`,
            );
            if (missing > 0)
              dangling.push(`${table.logicalName}.${column.logicalName} > ${name}: ${missing}`);
          }
      expect(dangling).toEqual([]);
    });

    test('knows what amounts are in the base currency', async () => {
      for (const [table, amount] of [
        ['opportunity', 'estimatedvalue'],
        ['quote', 'totalamount'],
        ['account', 'revenue'],
      ]) {
        const wrong = `round(r.${amount} / c.exchangerate, 2) is distinct from r.${amount}_base or r.exchangerate <> c.exchangerate`;
        const joined = `data.${table} r join data.transactioncurrency c on c.transactioncurrencyid = r.transactioncurrencyid`;
        expect(await count(`select count(*) as n from ${joined} where ${wrong}`), table).toBe(0);
        expect(
          await count(`select count(*) as n from ${joined} where r.${amount}_base <> r.${amount}`),
          table,
        ).toBeGreaterThan(0);
      }
    });

    test('names the table of every polymorphic lookup, and one that the lookup allows', async () => {
      const wrong: string[] = [];
      for (const table of model.tables.values())
        for (const column of table.columns.filter(isPolymorphic)) {
          const own = sqlColumn(column);
          const allowed = (column.targets ?? []).map((name) => `'${name}'`).join(', ');
          const bad = await count(
            `select count(*) as n from ${qualified(table)} where (${quoted(own)} is null) <> (${quoted(`${own}__type`)} is null)
           or ${quoted(`${own}__type`)} not in (${allowed})`,
          );
          if (bad > 0) wrong.push(`${table.logicalName}.${column.logicalName}: ${bad}`);
        }
      expect(wrong).toEqual([]);
    });

    test('keeps to choices, states with their reasons, lengths and required columns', async () => {
      const broken: string[] = [];
      for (const name of Object.keys(demo.rows)) {
        const table = model.tables.get(name);
        if (table === undefined) continue;
        for (const column of table.columns.filter((one) => physicalType(one) !== undefined)) {
          const own = quoted(sqlColumn(column));
          const conditions: string[] = [];
          if (column.options !== undefined && column.type !== 'boolean')
            conditions.push(`${own} not in (${column.options.map((option) => option.value).join(', ')})`);
          if (column.maxLength !== undefined) conditions.push(`length(${own}) > ${column.maxLength}`);
          if (column.required === 'required' || column.required === 'systemrequired')
            conditions.push(`${own} is null`);
          if (column.type === 'status')
            conditions.push(
              `not (${(column.options ?? []).map((option) => `(${own} = ${option.value} and statecode = ${option.state ?? 0})`).join(' or ')})`,
            );
          for (const condition of conditions)
            if ((await count(`select count(*) as n from ${qualified(table)} where ${condition}`)) > 0)
              broken.push(`${name}: ${condition}`);
        }
      }
      expect(broken).toEqual([]);
    });

    test('computes full names and addresses as the write pipeline does', async () => {
      expect(
        await count(
          `select count(*) as n from data.contact where fullname is null or fullname not like '%' || lastname`,
        ),
      ).toBe(0);
      expect(
        await count(
          `select count(*) as n from data.account where address1_composite not like '%' || address1_country`,
        ),
      ).toBe(0);
    });

    test('writes each row once into the change log, with a version of its own', async () => {
      for (const [name, rows] of Object.entries(demo.rows)) {
        expect(await count(`select count(*) as n from data.${quoted(name)}`), name).toBe(
          rows + (name === 'transactioncurrency' ? 1 : 0),
        );
        expect(
          await count(
            `select count(distinct row_id) as n from haversack.change_log where table_name = '${name}' and op = 'i'`,
          ),
          name,
        ).toBe(rows + (name === 'transactioncurrency' ? 1 : 0));
      }
      expect(await count('select count(*) - count(distinct versionnumber) as n from data.account')).toBe(0);
    });

    test('gives its people their roles, teams and units', async () => {
      const roles = await sql<{ login: string; role: string }>`
      select u.domainname as login, r.name as role from data.systemuserroles x
      join data.systemuser u using (systemuserid) join data.role r using (roleid)`.execute(database.db);
      for (const person of people)
        expect(
          roles.rows
            .filter((row) => row.login === person.login)
            .map((row) => row.role)
            .sort(),
        ).toEqual([...person.roles].sort());
      expect(personWithoutRole.roles).toEqual([]);
      expect(await count('select count(*) as n from data.businessunit')).toBe(4);
      expect(
        await count(
          "select count(*) as n from data.businessunit where name = 'Fernweg Group' and parentbusinessunitid is null",
        ),
      ).toBe(1);
      expect(await count('select count(*) as n from data.team where isdefault')).toBe(4);
      expect(
        await count(
          `select count(*) as n from data.teammembership where systemuserid = '${salesManager.userId}'`,
        ),
      ).toBe(2);
      expect(
        await count(`select count(*) as n from data.teammembership where teamid = '${teams[1]?.id}'`),
      ).toBe(2);
      expect(await count('select count(distinct teamtype) as n from data.team')).toBe(3);
      expect(await count('select count(*) as n from data.role where businessunitid is null')).toBe(0);
    });

    test('has managers up to the director, and one person who may not sign in', async () => {
      const chain = await sql<{ login: string }>`
        with recursive up as (
          select systemuserid, parentsystemuserid, domainname from data.systemuser where domainname = 'jonas'
          union all select u.systemuserid, u.parentsystemuserid, u.domainname
          from up join data.systemuser u on u.systemuserid = up.parentsystemuserid
        ) select domainname as login from up`.execute(database.db);
      expect(chain.rows.map((row) => row.login)).toEqual(['jonas', 'maria', 'henrik']);
      const disabled = await sql<{ id: string }>`
        select systemuserid as id from data.systemuser where isdisabled`.execute(database.db);
      expect(disabled.rows).toEqual([{ id: disabledPerson.userId }]);
    });

    test('has rows that can be deleted, each with what refers to it, or refused with a reason', async () => {
      const principal = await resolvePrincipal(database.db, model, administrator.userId);
      const failed: string[] = [];
      let deleted = 0;
      for (const name of Object.keys(demo.rows)) {
        const table = model.tables.get(name);
        if (table === undefined || table.isIntersect === true) continue;
        const key = quoted(table.primaryId);
        const found = await sql
          .raw<{ id: Guid }>(`select ${key} as id from ${qualified(table)} order by 1 limit 1`)
          .execute(database.db);
        const id = must(found.rows[0], `a row of ${name}`).id;
        const undo = new Error('the row stays');
        try {
          await database.db.transaction().execute(async (tx) => {
            await write({ tx, model, principal, now: options.now }, { kind: 'delete', table: name, id });
            deleted += 1;
            throw undo;
          });
        } catch (error) {
          if (error !== undo && !(error instanceof AppError)) failed.push(`${name}: ${String(error)}`);
        }
      }
      expect(failed).toEqual([]);
      expect(deleted).toBeGreaterThan(20);
    });

    test('does nothing when it is loaded again', async () => {
      const before = await count('select last_value as n from haversack.version');
      expect(await loadDemo(database, model, options)).toEqual({ loaded: false, rows: {} });
      expect(await count('select last_value as n from haversack.version')).toBe(before);
    });

    test('completes a load that was cut, with the dates it began with', async () => {
      await sql`update haversack.setting set value = value || '{"state": "started"}'::jsonb where key = 'demo'`.execute(
        database.db,
      );
      await sql`delete from data.annotation`.execute(database.db);
      const account = await sql<{
        createdon: unknown;
      }>`select min(createdon)::text as createdon from data.account`.execute(database.db);
      const again = await loadDemo(database, model, {
        ...options,
        size: 'full',
        now: options.now + 86_400_000 * 40,
      });
      expect(again.rows['annotation']).toBe(90);
      expect(again.rows['account']).toBe(0);
      const after = await sql<{
        createdon: unknown;
      }>`select min(createdon)::text as createdon from data.account`.execute(database.db);
      expect(after.rows).toEqual(account.rows);
    });
  });
});

test('an organisation without demo gets its root unit, default team, currency and organization row once', async () => {
  const fresh = await openTestDatabase();
  try {
    await ensureSystemTables(fresh);
    const before = await bootstrapOrganization(fresh, { name: 'Contoso' });
    expect(before.baseCurrencyId).toBeUndefined();
    await importSolutionPath(fresh, folder('base'));
    const first = await bootstrapOrganization(fresh);
    const second = await bootstrapOrganization(fresh);
    expect(second).toEqual(first);
    expect(first.rootBusinessUnitId).toBe(before.rootBusinessUnitId);
    const found = await sql<{ name: string; currency: string }>`
      select o.name, c.isocurrencycode as currency from data.organization o
      join data.transactioncurrency c on c.transactioncurrencyid = o.basecurrencyid`.execute(fresh.db);
    expect(found.rows).toEqual([{ name: 'Contoso', currency: 'EUR' }]);
  } finally {
    await fresh.close();
  }
});
