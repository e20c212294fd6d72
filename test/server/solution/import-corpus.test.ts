import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { must } from '../../../src/shared/base/assert.ts';
import type { Principal } from '../../../src/shared/security/privilege.ts';
import type { Database } from '../../../server/db/database.ts';
import { compilePackage } from '../../../server/metadata/compile-package.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { loadModel } from '../../../server/metadata/load-model.ts';
import type { Model } from '../../../server/metadata/model.ts';
import { readSolutionPath } from '../../../server/solution/archive.ts';
import { importSolutionPath } from '../../../server/solution/import-solution.ts';
import { readSolution } from '../../../server/solution/read-solution.ts';
import type { ImportReport } from '../../../src/shared/metadata/solution-report.ts';
import type { SolutionModel } from '../../../server/solution/solution-model.ts';
import { openTestDatabase } from '../../support/database.ts';
import { corpusNote, hasCorpus, inCorpus } from '../../support/corpus.ts';

const path = (name: string): string => inCorpus('solutions', name);
const baseFolder = join(import.meta.dirname, '..', '..', '..', 'solutions', 'base');
const hasBase = existsSync(join(baseFolder, 'Other', 'Solution.xml'));

const administrator: Principal = {
  userId: '00000000-0000-4000-8000-000000000001',
  businessUnitId: '00000000-0000-4000-8000-000000000002',
  teamIds: [],
  roleIds: [],
  businessUnitsBelow: [],
  tablePrivileges: {},
  otherPrivileges: [],
  isAdministrator: true,
  language: 1033,
  timeZone: 'UTC',
  fiscalYearStart: { month: 1, day: 1 },
};

const comparable = (model: SolutionModel): unknown => ({
  ...model,
  kept: undefined,
  items: undefined,
  manifest: { ...model.manifest, roots: [...model.manifest.roots].sort() },
});

const unsupported = (form: unknown): number => JSON.stringify(form).split('"kind":"unsupported"').length - 1;

/**
 * What the file shows and the server does not, by form and view, beyond what the report names for it: each control
 * and each column of a grid counts. Forms of one table may share a name, so they are counted together.
 */
function losses(source: SolutionModel, model: Model, report: ImportReport): string[] {
  const lost = new Map<string, number>();
  const add = (name: string, count: number): void => void lost.set(name, (lost.get(name) ?? 0) + count);
  for (const { form, active } of source.forms) {
    if (!active) continue;
    const compiled = model.forms.find((one) => one.id === form.id);
    const name = `${form.table}: ${Object.values(form.name)[0] ?? ''} (${form.type})`;
    add(name, compiled === undefined ? 1 : unsupported(compiled));
  }
  for (const { view } of source.views) {
    const compiled = model.views.find((one) => one.id === view.id);
    const name = `${view.table}: ${Object.values(view.name)[0] ?? ''}`;
    add(name, compiled === undefined ? 1 : view.cells.length - compiled.cells.length);
  }
  return [...lost].flatMap(([name, count]) => {
    const named = report.items.filter(
      (item) =>
        (item.status === 'gap' || item.status === 'not understood') && `${item.name}:`.startsWith(`${name}:`),
    ).length;
    return count > named ? `${name}: lost ${count}, reported ${named}` : [];
  });
}

/** Forms and views of the app's tables that are there but not in an administrator's package, unless the app says so. */
function unopened(source: SolutionModel, model: Model): string[] {
  return model.apps
    .filter((app) => source.apps.some((one) => one.uniqueName === app.uniqueName))
    .flatMap((app) => {
      const { package: full } = compilePackage(model, app, {
        principal: administrator,
        language: 1033,
        formFactor: 'desktop',
      });
      const ids = new Set([...full.forms, ...full.views].map((one) => one.id));
      const limited = new Set(
        model.views.filter((view) => app.viewIds.includes(view.id)).map((view) => view.table),
      );
      const wanted = [
        ...model.forms.map((form) => ({ ...form, isListed: false })),
        ...model.views.map((view) => ({ ...view, isListed: limited.has(view.table) })),
      ];
      return wanted
        .filter((one) => app.tables.includes(one.table) && !one.isListed && !ids.has(one.id))
        .map((one) => `${app.uniqueName}: ${one.table} ${one.id}`);
    });
}

describe.skipIf(!hasCorpus)(`published solutions${corpusNote}`, () => {
  let database: Database;
  beforeEach(async () => {
    database = await openTestDatabase();
    await ensureSystemTables(database);
  });
  afterEach(() => database.close());

  it('read alike from the archive and from the unpacked folder', async () => {
    const packed = readSolution(await readSolutionPath(path('PurchaseRequisition.zip')));
    const unpacked = readSolution(await readSolutionPath(path('PurchaseRequisition.unpacked.zip')));
    expect(packed.forms.length).toBe(82);
    expect(packed.tables.length).toBe(23);
    // The published folder comes without its web resources.
    expect(packed.rows.map((row) => row.table)).toEqual(packed.rows.map(() => 'webresource'));
    expect(comparable({ ...unpacked, rows: [] })).toEqual(comparable({ ...packed, rows: [] }));
  });

  it('upgrade in order and keep the rows', async () => {
    const install = (version: string): Promise<ImportReport> =>
      importSolutionPath(database, path(`PermitManagement_${version}.zip`));
    expect((await install('1_0_0_0')).outcome).toBe('installed');
    await sql`insert into data.contoso_permit (contoso_permitid, contoso_name) values (gen_random_uuid(), 'Kept')`.execute(
      database.db,
    );
    expect(await install('1_0_0_2')).toMatchObject({ outcome: 'upgraded', previousVersion: '1.0.0.0' });
    expect(await install('1_0_0_3')).toMatchObject({ outcome: 'upgraded', previousVersion: '1.0.0.2' });
    await expect(install('1_0_0_2')).rejects.toMatchObject({ code: 'solution-older' });
    expect((await install('1_0_0_3_managed')).managed).toBe(true);
    expect((await install('1_0_0_3_managed')).outcome).toBe('unchanged');
    const rows = await sql<{ name: string }>`select contoso_name as name from data.contoso_permit`.execute(
      database.db,
    );
    expect(rows.rows).toEqual([{ name: 'Kept' }]);
    expect((await loadModel(database.db)).apps.map((app) => app.uniqueName)).toEqual([
      'contoso_PermitManagement',
    ]);
  });

  it.each([
    ['PermitManagement_1_0_0_3.zip', false],
    ['PermitManagement_1_0_0_3_managed.zip', true],
    ['PurchaseRequisition.zip', true],
    ['BusinessApprovalKit.unpacked.zip', false],
  ])('open every form and view of %s, or say what is missing (base tables: %s)', async (name, withBase) => {
    if (withBase && hasBase) await importSolutionPath(database, baseFolder);
    const report = await importSolutionPath(database, path(name));
    const source = readSolution(await readSolutionPath(path(name)));
    const model = await loadModel(database.db);
    expect(model.apps.length).toBeGreaterThan(0);
    expect(losses(source, model, report)).toEqual([]);
    expect(unopened(source, model)).toEqual([]);
    const again = await importSolutionPath(database, path(name));
    expect(again.outcome).toBe('unchanged');
  });

  it('are whole once the base tables are there', async () => {
    if (!hasBase) return;
    expect((await importSolutionPath(database, baseFolder)).outcome).toBe('installed');
    expect((await importSolutionPath(database, baseFolder)).outcome).toBe('unchanged');
    const report = await importSolutionPath(database, path('PermitManagement_1_0_0_3.zip'), {
      share: ['Basic User'],
    });
    expect(report.items.filter((item) => item.kind === 'table' && item.status === 'gap')).toEqual([]);
    expect(report.adminOnlyApps).toEqual([]);
    const model = await loadModel(database.db);
    const app = must(
      model.apps.find((one) => one.uniqueName === 'contoso_PermitManagement'),
      'the app',
    );
    expect(app.tables).toContain('contact');
  });
});
