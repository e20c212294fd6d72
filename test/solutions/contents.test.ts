import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../server/db/database.ts';
import { ensureSystemTables } from '../../server/metadata/ensure-system-tables.ts';
import { loadModelWithIssues } from '../../server/metadata/load-model.ts';
import type { Model } from '../../server/metadata/model.ts';
import { runQuery } from '../../server/query/run.ts';
import { importSolutionPath } from '../../server/solution/import-solution.ts';
import type { ImportReport } from '../../src/shared/metadata/solution-report.ts';
import { must } from '../../src/shared/base/assert.ts';
import type { Form, FormCell, FormType } from '../../src/shared/metadata/form.ts';
import type { Labels } from '../../src/shared/metadata/table.ts';
import { verbs } from '../../src/shared/security/privilege.ts';
import { context } from '../fixtures/query/things.ts';
import { openTestDatabase } from '../support/database.ts';
import { leftAside } from './aside.ts';
import { depths, forms, mobile, ownerships, quickCreate, salesSiteMap, views } from './essentials.ts';

const root = resolve(import.meta.dirname, '../../solutions');
const words = (text: string): string[] => text.split(' ').filter(Boolean);

function shownBy(cells: readonly FormCell<Labels>[]): string[] {
  return cells.flatMap(({ control }) =>
    control?.kind === 'column' ? control.column : control?.kind === 'subgrid' ? `>${control.table}` : [],
  );
}

describe('base and sales', () => {
  let database: Database;
  let model: Model;
  let issues: unknown;
  const reports: ImportReport[] = [];

  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureSystemTables(database);
    for (const name of ['base', 'sales']) reports.push(await importSolutionPath(database, join(root, name)));
    ({ model, issues } = await loadModelWithIssues(database.db));
  });
  afterAll(() => database.close());

  function formOf(table: string, type: FormType): Form<Labels> | undefined {
    return model.forms.find((form) => form.table === table && form.type === type);
  }

  test('are imported without a gap', () => {
    expect(leftAside(reports)).toEqual([]);
    expect(issues).toEqual([]);
  });

  test.each(ownerships)('have the tables owned by: %s', (ownership, tables) => {
    const found = tables.map((name) => `${name}: ${model.tables.get(name)?.ownership ?? 'missing'}`);
    expect(found).toEqual(tables.map((name) => `${name}: ${ownership}`));
  });

  test.each(mobile)('say how %s behaves on phones', (name, mode, visibility, readOnly, offline) => {
    const { schemaName } = must(model.tables.get(name), name);
    const folder = ['base', 'sales'].map((one) => join(root, one, 'Entities', schemaName, 'Entity.xml'));
    const text = folder
      .map((path) => {
        try {
          return readFileSync(path, 'utf8');
        } catch {
          return '';
        }
      })
      .find((file) => file.includes('IsReadOnlyInMobileClient'));
    const flag = (element: string): boolean => text?.includes(`<${element}>1</${element}>`) ?? false;
    expect({
      mode: flag('IsReadOnlyInMobileClient') ? 'ro' : 'rw',
      visibility: flag('CanModifyMobileClientVisibility'),
      readOnly: flag('CanModifyMobileClientReadOnly'),
      offline: flag('IsOfflineInMobileClient'),
    }).toEqual({ mode, visibility, readOnly, offline });
  });

  test.each(Object.entries(views))('offer the views of %s', (table, names) => {
    const offered = model.views.filter((view) => view.table === table && view.type === 'public');
    expect(offered.map((view) => view.name['1033'])).toEqual(expect.arrayContaining([...names]));
    expect(offered.find((view) => view.isDefault)?.name['1033']).toBe(names[0]);
  });

  test.each(['account', 'contact', 'opportunity'])('know the lead that a row of %s came from', (table) => {
    const column = model.tables.get(table)?.columns.find((one) => one.logicalName === 'originatingleadid');
    expect(column).toMatchObject({ type: 'lookup', targets: ['lead'] });
  });

  test('give every listed table its four built-in views', () => {
    const lacking = ownerships
      .flatMap(([, tables]) => tables)
      .flatMap((table) =>
        (['quickfind', 'associated', 'lookup', 'advancedfind'] as const)
          .filter((type) => !model.views.some((view) => view.table === table && view.type === type))
          .map((type) => `${table}: ${type}`),
      );
    expect(lacking).toEqual([]);
  });

  test('have no view that the server cannot answer', async () => {
    const failed: string[] = [];
    for (const view of model.views)
      await runQuery(database.db, model, view.query, { context }).catch((error: unknown) =>
        failed.push(`${view.table} ${view.name['1033'] ?? ''}: ${String(error)}`),
      );
    expect(failed).toEqual([]);
    expect(model.views.length).toBeGreaterThan(300);
  });

  test.each(Object.entries(forms))(
    'show on the main form of %s what belongs there',
    (table, { header, body }) => {
      const form = must(formOf(table, 'main'), `main form of ${table}`);
      const sections = form.tabs.flatMap((tab) => tab.columns.flatMap((column) => column.sections));
      expect(shownBy(form.header)).toEqual(expect.arrayContaining(words(header)));
      expect(shownBy(sections.flatMap((section) => section.rows.flat()))).toEqual(
        expect.arrayContaining(words(body)),
      );
    },
  );

  test('have quick create forms, but none of an invoice', () => {
    expect(quickCreate.filter((table) => formOf(table, 'quickcreate') === undefined)).toEqual([]);
    expect(formOf('invoice', 'quickcreate')).toBeUndefined();
  });

  test.each(salesSiteMap)('lead from %s, %s to its tables', (area, group, tables) => {
    const app = must(
      model.apps.find((one) => one.uniqueName === 'haversack_sales'),
      'sales app',
    );
    const found = app.siteMap.areas
      .find((one) => one.title['1033'] === area)
      ?.groups.find((one) => one.title['1033'] === group)
      ?.subAreas.flatMap(({ target }) => (target.kind === 'table' ? target.table : []));
    expect(found).toEqual(expect.arrayContaining(words(tables)));
  });

  test.each(depths)('grant %s on %s no more and no less', (name, table, wanted) => {
    const role = must(
      [...model.roles.values()].find((one) => one.name === name),
      name,
    );
    const letters = ['-', 'B', 'L', 'D', 'G'];
    expect(verbs.map((verb) => letters[role.privileges[`prv${verb}${table}`] ?? 0]).join('')).toBe(wanted);
  });
});
