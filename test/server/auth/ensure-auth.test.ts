import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findApplication } from '../../../server/auth/applications.ts';
import { easyPassword, ensureAuth } from '../../../server/auth/ensure-auth.ts';
import { ensureKeys } from '../../../server/auth/keys.ts';
import { setUpAdministrator } from '../../../server/auth/setup-link.ts';
import { verifyPassword } from '../../../server/auth/password.ts';
import { readConfig } from '../../../server/config.ts';
import type { Database } from '../../../server/db/database.ts';
import {
  ids,
  makeServices,
  openPeopleDatabase,
  people,
  readValue,
  startAuth,
  type RunningAuth,
} from './support.ts';

const loopback = { PORT: '8080' };
const open = { PORT: '8080', HOST: '0.0.0.0', DEMO: '1' };

describe('demo mode', () => {
  it('is on by itself only where just this machine reaches the server', () => {
    expect(readConfig({}).demo).toBe(true);
    expect(readConfig({ PUBLIC_URL: 'https://work.example.org' }).demo).toBe(false);
    expect(readConfig({ HOST: '0.0.0.0' }).demo).toBe(false);
    expect(readConfig({ HOST: '0.0.0.0', DEMO: '1' }).demo).toBe(true);
    expect(readConfig({ DEMO: '0' }).demo).toBe(false);
  });
});

describe('the first start', () => {
  let database: Database;

  beforeEach(async () => {
    database = await openPeopleDatabase();
  });

  afterEach(() => database.close());

  async function isPassword(login: string, password: string): Promise<boolean> {
    const hash = await readValue(
      database,
      `select password_hash as value from haversack.account where login = '${login}'`,
    );
    return verifyPassword(password, String(hash));
  }

  it('gives demo people easy passwords on loopback, told at every start', async () => {
    const services = makeServices(database, loopback);
    const first = await ensureAuth(services, { demoPeople: people });
    const second = await ensureAuth(services, { demoPeople: people });

    expect(first.demoPeople.map(({ login, password }) => [login, password])).toEqual([
      ['anna', easyPassword],
      ['ben', easyPassword],
    ]);
    expect(second.demoPeople).toEqual(first.demoPeople);
    expect(first.setupUrl).toBeUndefined();
  });

  it('gives them random passwords off loopback, told once', async () => {
    const services = makeServices(database, open);
    const first = await ensureAuth(services, { demoPeople: people });
    const second = await ensureAuth(services, { demoPeople: people });

    const password = first.demoPeople[0]?.password ?? '';
    expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(first.demoPeople[1]?.password).not.toBe(password);
    expect(await isPassword('anna', password)).toBe(true);
    expect(second.demoPeople[0]?.password).toBeUndefined();
  });

  it('replaces easy passwords when others can reach the server, also through a proxy', async () => {
    await ensureAuth(makeServices(database, loopback), { demoPeople: people });
    const opened = await ensureAuth(
      makeServices(database, { HOST: '127.0.0.1', PUBLIC_URL: 'https://demo.example.org', DEMO: '1' }),
      { demoPeople: people },
    );

    expect(await isPassword('anna', easyPassword)).toBe(false);
    expect(await isPassword('anna', opened.demoPeople[0]?.password ?? '')).toBe(true);
  });

  it('leaves no demo account behind where others reach the server and the demo is off', async () => {
    const env = { ...loopback, DEMO_APP_ID: 'mine', DEMO_APP_SECRET: 's3cret' };
    await ensureAuth(makeServices(database, env), { demoPeople: people });
    const secret = (): Promise<unknown> =>
      readValue(
        database,
        `select secret_hash as value from haversack.account_application where client_id = 'mine'`,
      );
    const before = await secret();

    const closed = await ensureAuth(makeServices(database, { PORT: '8080', HOST: '0.0.0.0' }), {
      demoPeople: people,
    });

    expect(await readValue(database, 'select count(*)::int as value from haversack.account')).toBe(0);
    expect(await secret()).not.toBe(before);
    expect(closed.setupUrl).toMatch(/^http/);
    // A demo that others reach, asked for later, makes them anew.
    const again = await ensureAuth(makeServices(database, open), { demoPeople: people });
    expect(await isPassword('anna', easyPassword)).toBe(false);
    expect(await isPassword('anna', again.demoPeople[0]?.password ?? '')).toBe(true);
  });

  it('prints the secret of a random application once, and never one from the environment', async () => {
    const services = makeServices(database, loopback);
    const first = await ensureAuth(services, { demoPeople: people });
    const second = await ensureAuth(services, { demoPeople: people });
    const named = await ensureAuth(
      makeServices(database, { ...loopback, DEMO_APP_ID: 'mine', DEMO_APP_SECRET: 's3cret' }),
      { demoPeople: people },
    );

    expect(first.application?.secret).toMatch(/^[\w-]{43}$/);
    expect(second.application?.secret).toBeUndefined();
    expect(named.application).toEqual({
      clientId: 'mine',
      tokenUrl: 'http://localhost:8080/oidc/token',
      secret: undefined,
    });
  });

  it.each([
    ['random', loopback],
    ['named', { ...loopback, DEMO_APP_ID: 'mine', DEMO_APP_SECRET: 's3cret' }],
  ])('gives a %s application whose user row is gone a user that is there', async (_kind, env) => {
    const services = makeServices(database, env);
    const { application } = await ensureAuth(services, { demoPeople: people });
    const clientId = application?.clientId ?? '';
    await database.script(`delete from data.systemuser where applicationid is not null`);
    expect(await findApplication(database.db, clientId)).toBeUndefined();

    const again = await ensureAuth(services, { demoPeople: people });

    const found = await findApplication(database.db, clientId);
    const secret = again.application?.secret ?? 's3cret';
    expect(await verifyPassword(secret, found?.secretHash)).toBe(true);
    expect(
      await readValue(
        database,
        `select count(*)::int as value from data.systemuserroles where systemuserid = '${found?.userId}'`,
      ),
    ).toBe(1);
  });

  it('makes keys once', async () => {
    const services = makeServices(database, loopback);

    expect(await ensureKeys(services)).toEqual(await ensureKeys(services));
  });

  it('passes over demo people that the sample data did not bring, and offers the setup link then', async () => {
    const nobody = [{ userId: '50000000-0000-4000-8000-000000000001', login: 'carl', note: '' }];
    await database.script(`delete from data.systemuserroles`);

    const report = await ensureAuth(makeServices(database, loopback), { demoPeople: nobody });

    expect(report.demoPeople).toEqual([]);
    expect(report.setupUrl).toMatch(/^http:\/\/localhost:8080\/setup\/[\w-]{43}$/);
  });

  it('shows demo people on the page only where just this machine reaches the server', async () => {
    const near = await startAuth(database);
    const far = await startAuth(database, { PUBLIC_URL: near.origin, HOST: '0.0.0.0', DEMO: '1' });
    await ensureAuth(near.services, { demoPeople: people });
    const opened = await near.browser().open('/auth/login');
    const page = await opened.response.text();
    await near.close();
    await far.close();

    expect(page).toContain('Anna Adler');
    expect(page).toContain('Ben &lt;b&gt;Brandt&lt;/b&gt;');
  });

  it('signs a demo person in at one tap on loopback and not where others reach the server', async () => {
    const near = await startAuth(database);
    await ensureAuth(near.services, { demoPeople: people });
    const tapped = near.browser();
    const { path } = await tapped.open('/auth/login');
    await tapped.form(path, { demo: 'ben' });
    const me = (await (await tapped.request('/auth/me')).json()) as { userId: string };
    await near.close();

    const far = await startAuth(database, { HOST: '0.0.0.0', DEMO: '1' });
    const page = await far.browser().open('/auth/login');
    const stranger = far.browser();
    const begun = await stranger.open('/auth/login');
    const refused = await stranger.form(begun.path, { demo: 'ben' });
    await far.close();

    expect(me.userId).toBe(ids.ben);
    expect(await page.response.text()).not.toContain('Anna Adler');
    expect(refused.response.status).toBe(401);
  });
});

describe('the first administrator', () => {
  let database: Database;
  let running: RunningAuth;

  beforeEach(async () => {
    database = await openPeopleDatabase();
    await database.script(`delete from data.systemuserroles; delete from data.systemuser`);
    running = await startAuth(database, { DEMO: '0' });
  });

  afterEach(async () => {
    await running.close();
    await database.close();
  });

  async function link(): Promise<string> {
    const { setupUrl } = await ensureAuth(running.services, { demoPeople: [] });
    return new URL(setupUrl ?? '').pathname;
  }

  const person = { name: 'Olga Ohm', login: 'olga@example.org', password: 'correct horse battery' };

  it('is made through the link and signs in with every right', async () => {
    const browser = running.browser();
    const path = await link();
    const opened = await browser.open(path);
    const done = await browser.form(path, person);
    await browser.signIn('olga@example.org', person.password);
    const me = (await (await browser.request('/auth/me')).json()) as Record<string, unknown>;

    expect(opened.response.status).toBe(200);
    expect(done.path).toMatch(/^\/auth\/sign-in\//);
    expect(me).toMatchObject({
      name: 'Olga Ohm',
      email: 'olga@example.org',
      businessUnitId: ids.root,
      isAdministrator: true,
    });
  });

  it('is made once: the link is spent, and no other is offered', async () => {
    const path = await link();
    const answers = await Promise.all([
      running.browser().request(path, { method: 'POST', body: new URLSearchParams(person) }),
      running
        .browser()
        .request(path, { method: 'POST', body: new URLSearchParams({ ...person, login: 'eve' }) }),
    ]);
    const later = await running.browser().open(path);

    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
    expect(later.response.status).toBe(410);
    expect(await readValue(database, 'select count(*)::int as value from data.systemuser')).toBe(1);
    expect((await ensureAuth(running.services, { demoPeople: [] })).setupUrl).toBeUndefined();
  });

  it('is made once even when both requests found the link good', async () => {
    const token = (await link()).replace('/setup/', '');

    const first = await setUpAdministrator(running.services, token, person);
    const second = await setUpAdministrator(running.services, token, { ...person, login: 'eve' });

    expect([first, second]).toEqual([true, false]);
    expect(await readValue(database, 'select count(*)::int as value from data.systemuser')).toBe(1);
  });

  it('is offered again where the accounts that are left belong to nobody', async () => {
    await running.browser().form(await link(), person);
    await database.script(`delete from data.systemuserroles; delete from data.systemuser`);

    expect((await ensureAuth(running.services, { demoPeople: [] })).setupUrl).toMatch(/^http/);
  });

  it('cannot come by an old link, a made-up one or from another site', async () => {
    const old = await link();
    const path = await link();
    const foreign = await running.browser().request(path, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: new URLSearchParams(person),
    });
    running.services.clock.advance(25 * 3_600_000);
    const late = await running.browser().form(path, person);

    expect((await running.browser().open(old)).response.status).toBe(410);
    expect((await running.browser().open('/setup/made-up')).response.status).toBe(410);
    expect(foreign.status).toBe(403);
    expect(late.response.status).toBe(410);
  });

  it('is told what is missing, and keeps what was typed', async () => {
    const path = await link();
    const { response } = await running
      .browser()
      .form(path, { name: 'Olga "O"', login: '', password: 'short' });
    const page = await response.text();

    expect(response.status).toBe(422);
    expect(page).toContain('value="Olga &quot;O&quot;"');
    expect(page).toContain('Enter a user name.');
    expect(page).toContain('at least 12 characters');
    expect((await running.browser().open(path)).response.status).toBe(200);
  });
});
