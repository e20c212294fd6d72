import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { webApiPlugin } from '../../../server/api/web-api-plugin.ts';
import type { Database } from '../../../server/db/database.ts';
import type { ModelHolder } from '../../../server/metadata/model.ts';
import { appsPlugin } from '../../../server/plugins/apps.ts';
import { errorHandlerPlugin } from '../../../server/plugins/error-handler.ts';
import { tableSettingsPlugin } from '../../../server/plugins/table-settings.ts';
import { exportSolution } from '../../../server/solution/export/export-solution.ts';
import { importSolutionArchive } from '../../../server/solution/import-solution.ts';
import { readZip } from '../../../server/solution/archive.ts';
import type { AppPackage, AppSummary } from '../../../src/shared/metadata/app.ts';
import type { TableSettings } from '../../../src/shared/metadata/table-settings.ts';
import { openTestDatabase } from '../../support/database.ts';
import { createTestModel } from '../../support/model.ts';
import { createPeople, people } from '../../support/people.ts';
import { createTestServices } from '../../support/services.ts';
import { sampleApp, sampleCustomizations, sampleManifest, zipOf } from '../solution/sample-solution.ts';

interface MobileText {
  readonly version: string;
  /** Elements of the table. */
  readonly mobile: string;
}

/** The sample with words about phones and tablets. */
function archive({ version, mobile }: MobileText): Uint8Array {
  const customizations = sampleCustomizations({ sections: sampleApp() }).replace(
    '<EntitySetName>',
    `${mobile}<EntitySetName>`,
  );
  return zipOf({
    'solution.xml': sampleManifest({ version }),
    'customizations.xml': customizations,
  });
}

const readOnly = `<MobileOfflineFilters>&lt;fetch /&gt;</MobileOfflineFilters><IsVisibleInMobileClient>0</IsVisibleInMobileClient><IsReadOnlyInMobileClient>1</IsReadOnlyInMobileClient>
  <CanModifyMobileClientVisibility>0</CanModifyMobileClientVisibility>`;
const fixed = `${readOnly}<CanModifyMobileClientReadOnly>0</CanModifyMobileClientReadOnly>`;
const free = '<IsReadOnlyInMobileClient>0</IsReadOnlyInMobileClient>';

describe('what tables are on phones and tablets', () => {
  let database: Database;
  let holder: ModelHolder;
  let app: FastifyInstance;
  beforeAll(async () => {
    database = await openTestDatabase();
    holder = await createTestModel(database);
    await createPeople(database);
    const services = createTestServices(database, holder);
    app = Fastify({ routerOptions: { maxParamLength: 40_000 } });
    errorHandlerPlugin(app, services);
    app.decorateRequest('userId', null);
    app.addHook('onRequest', async (request) => {
      const person = request.headers['x-person'];
      request.userId = typeof person === 'string' ? person : null;
    });
    await webApiPlugin(app, services);
    appsPlugin(app, services);
    tableSettingsPlugin(app, services);
    await bring({ version: '1.0.0.0', mobile: readOnly });
  });
  afterAll(async () => {
    await app.close();
    await database.close();
  });

  async function bring(text: MobileText): Promise<void> {
    await importSolutionArchive(database, archive(text), 'sample.zip', {});
    await holder.reload();
  }
  const ask = (url: string, device = 'desktop', person: string = people.admin) =>
    app.inject({ method: 'GET', url, headers: { 'x-person': person, 'x-form-factor': device } });
  const decide = (use: unknown, name = 'demo_thing', person: string = people.admin) =>
    app.inject({
      method: 'PUT',
      url: `/admin/v1/tables/${name}`,
      headers: { 'x-person': person },
      payload: { use } as object,
    });
  async function packageOn(device: string): Promise<AppPackage> {
    const [first] = (await ask('/app/v1/apps', device)).json<{ apps: AppSummary[] }>().apps;
    const path = `/app/v1/packages/${first?.uniqueName ?? ''}/${first?.packageHash ?? ''}`;
    return (await ask(path, device)).json<AppPackage>();
  }
  async function setting(): Promise<TableSettings | undefined> {
    const all = (await ask('/admin/v1/tables')).json<{ tables: TableSettings[] }>().tables;
    return all.find((one) => one.name === 'demo_thing');
  }
  const verbsOn = async (device: string) =>
    Object.keys((await packageOn(device)).privileges['demo_thing'] ?? {}).sort();

  test('a read-only table is so on phones and tablets alone; 0 for visible says "not set"', async () => {
    for (const device of ['phone', 'tablet']) expect(await verbsOn(device)).toEqual(['appendto', 'read']);
    for (const device of ['desktop', 'kiosk']) expect(await verbsOn(device)).toContain('write');
    expect(await setting()).toEqual({
      name: 'demo_thing',
      label: 'Thing',
      apps: ['Things'],
      use: 'read-only',
      stated: 'read-only',
      fixed: ['visible'],
    });
  });

  test('the Web API tells the flags', async () => {
    const path =
      "/api/data/v9.2/EntityDefinitions(LogicalName='demo_thing')?$select=IsVisibleInMobileClient,IsReadOnlyInMobileClient,IsOfflineInMobileClient,MobileOfflineFilters";
    expect((await ask(path)).json()).toMatchObject({
      IsVisibleInMobileClient: { Value: true, CanBeChanged: false },
      IsReadOnlyInMobileClient: { Value: true, CanBeChanged: true },
      IsOfflineInMobileClient: { Value: true, CanBeChanged: true },
      MobileOfflineFilters: '<fetch />',
    });
  });

  test('an export says what the solution said', async () => {
    const { archive: out } = await exportSolution(database.db, 'Sample');
    const text = Buffer.from(
      readZip(out, 'sample.zip').entries.get('customizations.xml') ?? new Uint8Array(),
    ).toString();
    expect(text).toContain('<MobileOfflineFilters>&lt;fetch /&gt;</MobileOfflineFilters>');
    expect(text).toMatch(/<IsVisibleInMobileClient>0<\/IsVisibleInMobileClient>/);
    expect(text).toMatch(/<CanModifyMobileClientVisibility>0<\/CanModifyMobileClientVisibility>/);
    expect(text).toMatch(/<IsReadOnlyInMobileClient>1<\/IsReadOnlyInMobileClient>/);
    expect(text).not.toContain('CanModifyMobileClientReadOnly');
  });

  test('an administrator decides, and takes it back', async () => {
    expect((await decide('editable')).json()).toMatchObject({ use: 'editable', stated: 'read-only' });
    expect(await verbsOn('phone')).toContain('write');
    expect((await decide('read-only')).json()).toMatchObject({ use: 'read-only' });
    expect(await verbsOn('phone')).toEqual(['appendto', 'read']);
  });

  test('a fixed flag is refused, nothing changes', async () => {
    const refused = await decide('hidden');
    expect(refused.statusCode).toBe(400);
    expect(refused.body).toContain('fixes what the table is');
    expect(await setting()).toMatchObject({ use: 'read-only' });
  });

  test('a table that is not shown leaves the app there, its rows and its place in the navigation', async () => {
    await bring({ version: '1.1.0.0', mobile: free });
    expect(await setting()).toMatchObject({ use: 'editable', stated: 'editable', fixed: [] });
    expect((await decide('hidden')).json()).toMatchObject({ use: 'hidden' });
    const phone = await packageOn('phone');
    expect(phone.carried).not.toContain('demo_thing');
    expect(phone.forms.filter((form) => form.table === 'demo_thing')).toEqual([]);
    expect(JSON.stringify(phone.siteMap)).not.toContain('demo_thing');
    expect((await packageOn('desktop')).carried).toContain('demo_thing');
  });

  test('a decision outlives an upgrade, as long as the new version leaves the flag free', async () => {
    await bring({
      version: '1.2.0.0',
      mobile: `${free}<IsVisibleInMobileClient>1</IsVisibleInMobileClient>`,
    });
    expect(await setting()).toMatchObject({ use: 'hidden', stated: 'editable' });
    await bring({ version: '1.3.0.0', mobile: fixed });
    expect(await setting()).toMatchObject({ use: 'read-only', fixed: ['visible', 'readOnly'] });
  });

  test.each([
    ['a use that there is not', () => decide('gone'), 400],
    ['a table that there is not', () => decide('hidden', 'demo_none'), 404],
    ['a table that no app carries', () => decide('hidden', 'solution'), 404],
    ['somebody who is no administrator', () => decide('hidden', 'demo_thing', people.ann), 403],
    ['a list for somebody who is none', () => ask('/admin/v1/tables', 'desktop', people.ann), 403],
  ])('refuses %s', async (_what, request, status) => {
    expect((await request()).statusCode).toBe(status);
  });
});
