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
import type { ImportReport } from '../../../server/solution/report.ts';
import type { SolutionModel } from '../../../server/solution/solution-model.ts';
import { openTestDatabase } from '../../support/database.ts';
import { corpusNote, corpusSolution, hasCorpus } from './corpus.ts';

const path = (name: string): string => must(corpusSolution(name), name);
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
};

const comparable = (model: SolutionModel): unknown => ({
  ...model,
  kept: undefined,
  items: undefined,
  manifest: { ...model.manifest, roots: [...model.manifest.roots].sort() },
});

/** Controls and cells of every form and view of the file, against what an administrator's package holds. */
function losses(source: SolutionModel, model: Model, report: ImportReport): string[] {
  const lost: string[] = [];
  const reported = (name: string): boolean =>
    report.items.some((item) => item.status !== 'used' && item.name.startsWith(name));
  const packages = model.apps.map((app) => compilePackage(model, app, administrator, 1033).package);
  const tables = new Set(packages.flatMap((one) => one.carried));
  const forms = new Map(packages.flatMap((one) => one.forms.map((form) => [form.id, form] as const)));
  const views = new Map(packages.flatMap((one) => one.views.map((view) => [view.id, view] as const)));
  for (const { form, active } of source.forms) {
    if (!tables.has(form.table) || !active) continue;
    const name = `${form.table}: ${Object.values(form.name)[0] ?? ''} (${form.type})`;
    const compiled = forms.get(form.id);
    const count = (text: string): number => text.split('"kind":"unsupported"').length;
    const same = compiled !== undefined && count(JSON.stringify(form)) === count(JSON.stringify(compiled));
    if (!same && !reported(name)) lost.push(`form ${name}`);
  }
  for (const { view } of source.views) {
    if (!tables.has(view.table)) continue;
    const name = `${view.table}: ${Object.values(view.name)[0] ?? ''}`;
    const compiled = views.get(view.id);
    const limited = compiled === undefined && model.views.some((one) => one.id === view.id);
    const same = compiled !== undefined && compiled.cells.length === view.cells.length;
    if (!same && !limited && !reported(name)) lost.push(`view ${name}`);
  }
  return lost;
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
    expect(comparable(unpacked)).toEqual(comparable(packed));
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
