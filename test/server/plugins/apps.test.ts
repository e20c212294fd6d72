import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { webApiPlugin } from '../../../server/api/web-api-plugin.ts';
import type { Database } from '../../../server/db/database.ts';
import type { ModelHolder } from '../../../server/metadata/model.ts';
import { appsPlugin } from '../../../server/plugins/apps.ts';
import { errorHandlerPlugin } from '../../../server/plugins/error-handler.ts';
import { importSolutionArchive } from '../../../server/solution/import-solution.ts';
import { openTestDatabase } from '../../support/database.ts';
import { createTestModel } from '../../support/model.ts';
import { allVerbs, createPeople, people, setPrivileges } from '../../support/people.ts';
import { createTestServices } from '../../support/services.ts';
import { sampleApp, sampleArchive } from '../solution/sample-solution.ts';

const message = "Contact your administrator for access to your organization's mobile apps.";
const small = ['phone', 'tablet', 'kiosk'];

interface AppList {
  readonly apps: readonly { readonly uniqueName: string; readonly packageHash: string }[];
  readonly message?: string;
}

describe('apps and packages', () => {
  let database: Database;
  let holder: ModelHolder;
  let app: FastifyInstance;
  beforeAll(async () => {
    database = await openTestDatabase();
    holder = await createTestModel(database);
    await createPeople(database);
    await importSolutionArchive(
      database,
      sampleArchive({ sections: sampleApp([people.role]) }),
      'sample.zip',
      {
        share: ['Sales'],
      },
    );
    await holder.reload();
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
  });
  afterAll(async () => {
    await app.close();
    await database.close();
  });
  beforeEach(() => setPrivileges(database, holder.current, { account: allVerbs(1) }));

  const get = (url: string, device?: string, person: string = people.ann) =>
    app.inject({
      method: 'GET',
      url,
      headers: { 'x-person': person, ...(device === undefined ? {} : { 'x-form-factor': device }) },
    });
  const appsOn = async (device?: string, person?: string): Promise<AppList> =>
    (await get('/app/v1/apps', device, person)).json<AppList>();

  async function packagePath(): Promise<string> {
    const [first] = (await appsOn()).apps;
    return `/app/v1/packages/${first?.uniqueName ?? ''}/${first?.packageHash ?? ''}`;
  }

  const allowMobile = () =>
    sql`insert into haversack.role_privilege (role_id, privilege, depth)
      values (${people.role}::uuid, 'prvusetabletapp', 4)`.execute(database.db);

  test.each(small)(
    'without the privilege for mobile use a %s has no apps and no packages',
    async (device) => {
      const path = await packagePath();

      expect(await appsOn(device)).toEqual({ apps: [], message });
      expect((await get(path, device)).statusCode).toBe(404);
      expect((await appsOn(device, people.admin)).apps).toHaveLength(1);
    },
  );

  test.each(['desktop', undefined])('a desktop (%s) needs no such privilege', async (device) => {
    expect((await appsOn(device)).apps).toHaveLength(1);
    expect((await get(await packagePath(), device)).statusCode).toBe(200);
  });

  test('with the privilege every device has the apps', async () => {
    await allowMobile();
    await holder.reload();

    for (const device of small) {
      expect((await appsOn(device)).apps).toHaveLength(1);
      expect((await get(await packagePath(), device)).statusCode).toBe(200);
    }
  });

  test('a form factor that there is not is refused', async () => {
    expect((await get('/app/v1/apps', 'watch')).statusCode).toBe(400);
  });

  test('a share taken and given again holds at once', async () => {
    const path = await packagePath();
    const id = holder.current.apps[0]?.id ?? '';
    const shares = `/api/data/v9.2/appmodules(${id})/appmoduleroles_association`;
    const headers = { 'x-person': people.admin };

    const taken = await app.inject({ method: 'DELETE', url: `${shares}(${people.role})/$ref`, headers });
    expect(taken.statusCode).toBe(204);
    expect(await appsOn()).toEqual({ apps: [], message });
    expect((await get(path)).statusCode).toBe(404);

    const given = await app.inject({
      method: 'POST',
      url: `${shares}/$ref`,
      headers,
      payload: { '@odata.id': `roles(${people.role})` },
    });
    expect(given.statusCode).toBe(204);
    expect((await appsOn()).apps).toHaveLength(1);
  });
});
