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
import { descend } from '../../src/shared/base/xml.ts';
import type { FormCell } from '../../src/shared/metadata/form.ts';
import type { Labels } from '../../src/shared/metadata/table.ts';
import { readFetchXml } from '../../src/shared/query/fetchxml-read.ts';
import { context } from '../fixtures/query/things.ts';
import { openTestDatabase } from '../support/database.ts';
import { leftAside } from './aside.ts';
import { filesOf, textBelow } from './read-solutions.ts';
import {
  serviceForms,
  serviceMobile,
  serviceOwnerships,
  serviceSiteMap,
  serviceViews,
} from './service-essentials.ts';

const root = resolve(import.meta.dirname, '../../solutions');
const solutions = ['base', 'sales', 'service'];
const words = (text: string): string[] => text.split(' ').filter(Boolean);

function shownBy(cells: readonly FormCell<Labels>[]): string[] {
  return cells.flatMap(({ control }) =>
    control?.kind === 'column' ? control.column : control?.kind === 'subgrid' ? `>${control.table}` : [],
  );
}

describe('service, on base and sales', () => {
  let database: Database;
  let model: Model;
  let issues: unknown;
  const reports: ImportReport[] = [];

  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureSystemTables(database);
    for (const name of solutions) reports.push(await importSolutionPath(database, join(root, name)));
    ({ model, issues } = await loadModelWithIssues(database.db));
  });
  afterAll(() => database.close());

  test('is imported without a gap, the forms of its customers with cases', () => {
    expect(leftAside(reports)).toEqual([]);
    expect(issues).toEqual([]);
    for (const table of ['account', 'contact']) {
      const form = must(
        model.forms.find((one) => one.table === table && one.type === 'main'),
        table,
      );
      const sections = form.tabs.flatMap((tab) => tab.columns.flatMap((column) => column.sections));
      expect(shownBy(sections.flatMap((section) => section.rows.flat()))).toContain('>incident');
    }
  });

  test.each(serviceOwnerships)('has the tables owned by: %s', (ownership, tables) => {
    const found = tables.map((name) => `${name}: ${model.tables.get(name)?.ownership ?? 'missing'}`);
    expect(found).toEqual(tables.map((name) => `${name}: ${ownership}`));
  });

  test.each(serviceMobile)('says how %s behaves on phones', (table, mode, visibility, readOnly, offline) => {
    const [file] = filesOf(['service'], new RegExp(`Entities/${table}/Entity\\.xml$`, 'i'));
    const flag = (name: string): boolean => textBelow(must(file, table).xml, name) === '1';
    expect({
      mode: flag('IsReadOnlyInMobileClient') ? 'ro' : 'rw',
      visibility: flag('CanModifyMobileClientVisibility'),
      readOnly: flag('CanModifyMobileClientReadOnly'),
      offline: flag('IsOfflineInMobileClient'),
    }).toEqual({ mode, visibility, readOnly, offline });
  });

  test.each(Object.entries(serviceViews))('offers the views of %s', (table, names) => {
    const offered = model.views.filter((view) => view.table === table && view.type === 'public');
    expect(offered.map((view) => view.name['1033'])).toEqual(expect.arrayContaining([...names]));
    expect(offered.find((view) => view.isDefault)?.name['1033']).toBe(names[0]);
  });

  test('has no view and no chart that the server cannot answer', async () => {
    const asked = [
      ...model.views
        .filter(({ table }) => serviceOwnerships.some(([, tables]) => tables.includes(table)))
        .map((view) => ({ name: `${view.table} ${view.name['1033'] ?? ''}`, query: view.query })),
      ...filesOf(solutions, /\/Visualizations\//).map(({ path, xml }) => ({
        name: path,
        query: readFetchXml(
          must(descend(xml, 'datadescription', 'datadefinition', 'fetchcollection', 'fetch'), path),
        ),
      })),
    ];
    const failed: string[] = [];
    for (const { name, query } of asked)
      await runQuery(database.db, model, query, { context }).catch((error: unknown) =>
        failed.push(`${name}: ${String(error)}`),
      );
    expect(failed).toEqual([]);
    expect(asked.length).toBeGreaterThan(120);
  });

  test.each(Object.entries(serviceForms))(
    'shows on the main form of %s what belongs there',
    (table, cells) => {
      const form = must(
        model.forms.find((one) => one.table === table && one.type === 'main'),
        table,
      );
      const sections = form.tabs.flatMap((tab) => tab.columns.flatMap((column) => column.sections));
      expect(shownBy(form.header)).toEqual(expect.arrayContaining(words(cells.header)));
      expect(shownBy(sections.flatMap((section) => section.rows.flat()))).toEqual(
        expect.arrayContaining(words(cells.body)),
      );
    },
  );

  test('leads to everything from its site map', () => {
    const app = must(
      model.apps.find(({ uniqueName }) => uniqueName === 'haversack_service'),
      'app',
    );
    const entries = app.siteMap.areas.map((area) => ({
      area: area.title['1033'],
      groups: area.groups.map((group) => [
        group.title['1033'],
        group.subAreas.map(({ target }) => (target.kind === 'table' ? target.table : target.kind)).join(' '),
      ]),
    }));
    expect(entries).toEqual(serviceSiteMap);
  });
});
