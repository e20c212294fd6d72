import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setAccount } from '../../../server/auth/accounts.ts';
import { easyPassword, ensureAuth } from '../../../server/auth/ensure-auth.ts';
import type { Database } from '../../../server/db/database.ts';
import { ids, openPeopleDatabase, people, readValue, startAuth, type RunningAuth } from './support.ts';

describe('sign-in with the embedded provider', () => {
  let database: Database;
  let running: RunningAuth;

  beforeAll(async () => {
    database = await openPeopleDatabase();
    running = await startAuth(database);
    await ensureAuth(running.services, { demoPeople: people });
  });

  afterAll(async () => {
    await running.close();
    await database.close();
  });

  describe('signing in', () => {
    it('goes from the deep link through the password page back to the deep link', async () => {
      const browser = running.browser();

      const { response, path } = await browser.signIn('anna', easyPassword, '/?app=sales#x');

      expect(response.status).toBe(200);
      expect(path).toBe('/?app=sales');
      expect(await response.text()).toBe(`home of ${ids.anna}`);
    });

    it('tells the app who is signed in, with roles, and keeps that out of caches', async () => {
      const browser = running.browser();
      await browser.signIn('ANNA ', easyPassword);

      const me = await browser.request('/auth/me', {
        headers: { 'accept-language': 'de', 'x-time-zone': 'Europe/Berlin' },
      });

      expect(me.headers.get('cache-control')).toBe('no-store');
      expect(await me.json()).toEqual({
        userId: ids.anna,
        name: 'Anna Adler',
        email: 'anna@example.org',
        businessUnitId: ids.root,
        teamIds: [],
        roles: [{ id: ids.administratorRole, name: 'System Administrator' }],
        isAdministrator: true,
        language: 1031,
        timeZone: 'Europe/Berlin',
        fiscalYearStart: { month: 1, day: 1 },
      });
      expect((await browser.request('/api/who')).headers.get('cache-control')).toBe('private, no-store');
    });

    it('answers 401 to /auth/me without a session', async () => {
      expect((await running.browser().request('/auth/me')).status).toBe(401);
    });

    it('leaves only HttpOnly SameSite=Lax cookies, a persistent session and the device among them', async () => {
      const browser = running.browser();
      await browser.signIn('anna', easyPassword);

      expect(browser.cookies.map(({ name }) => name).sort()).toEqual([
        'haversack-device',
        'haversack-session',
      ]);
      for (const { attributes } of browser.cookies) {
        expect(attributes).toContain('httponly');
        expect(attributes).toContain('samesite=lax');
      }
      expect(browser.cookie('haversack-session')?.attributes).toContain('expires=');
      expect(browser.cookie('haversack-device')?.attributes).toContain('max-age=34560000');
    });

    it('stores neither the password nor the cookie, only their hashes', async () => {
      const browser = running.browser();
      await browser.signIn('anna', easyPassword);
      const cookie = browser.cookie('haversack-session')?.value;

      const hash = await readValue(database, `select password_hash as value from haversack.account limit 1`);
      const stored = await readValue(
        database,
        `select string_agg(id_hash, ',') as value from haversack.session`,
      );

      expect(hash).toMatch(/^scrypt\$15\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
      expect(stored).not.toContain(cookie);
    });

    it('keeps the device id over sign-out and the next person', async () => {
      const browser = running.browser();
      await browser.signIn('anna', easyPassword);
      const first = browser.cookie('haversack-device')?.value;
      await browser.request('/auth/logout', { method: 'POST' });

      await browser.signIn('ben', easyPassword);

      expect(browser.cookie('haversack-device')?.value).toBe(first);
      expect(await (await browser.request('/api/who')).json()).toEqual({ userId: ids.ben, deviceId: first });
    });

    it('asks for the password again after sign-out', async () => {
      const browser = running.browser();
      await browser.signIn('anna', easyPassword);
      await browser.request('/auth/logout', { method: 'POST' });

      const { response, path } = await browser.open('/auth/login');

      expect(path).toMatch(/^\/auth\/sign-in\//);
      expect(await response.text()).toContain('current-password');
    });

    it('gives two tabs that sign in at the same time each its own way back', async () => {
      const browser = running.browser();
      const one = await browser.open('/auth/login?returnTo=/?one');
      const two = await browser.open('/auth/login?returnTo=/?two');

      const first = await browser.form(one.path, { login: 'anna', password: easyPassword });
      const second = await browser.form(two.path, { login: 'anna', password: easyPassword });

      expect([first.path, second.path]).toEqual(['/?one', '/?two']);
    });

    it('ends at the public address when the server was reached by another name', async () => {
      const response = await fetch(
        running.origin.replace('localhost', '127.0.0.1') + '/auth/login?returnTo=/?x',
        {
          redirect: 'manual',
        },
      );

      expect(response.headers.get('location')).toBe(
        `${running.origin}/auth/login?at=public&returnTo=%2F%3Fx`,
      );
    });
  });

  describe('behind a proxy', () => {
    it('does not send the browser in circles when the proxy puts its own name into Host', async () => {
      const response = await running.app.inject({
        url: '/auth/login?at=public&returnTo=/?x',
        headers: { host: 'upstream:8080' },
      });

      expect(response.headers.location).toMatch(`${running.origin}/oidc/auth?`);
    });
  });

  describe('refusing', () => {
    it('gives the same answer to a wrong password and to an unknown name, and keeps the name typed', async () => {
      const pages: string[] = [];
      for (const login of ['ben', 'nobody']) {
        const { response, path } = await running.browser().signIn(login, 'wrong');
        expect(response.status).toBe(401);
        expect(path).toMatch(/^\/auth\/sign-in\//);
        pages.push((await response.text()).replace(`value="${login}"`, 'value=""'));
      }

      expect(pages[0]).toContain('is not right');
      expect(pages[0]).toBe(pages[1]);
      await running.browser().signIn('ben', easyPassword);
    });

    it('escapes what was typed', async () => {
      const { response } = await running.browser().signIn('"><script>alert(1)</script>', 'x');
      const page = await response.text();

      expect(page).not.toContain('<script');
      expect(page).toContain('&quot;&gt;&lt;script&gt;');
    });

    it('refuses a disabled person with the right password, and ends the sessions they had', async () => {
      const browser = running.browser();
      await browser.signIn('ben', easyPassword);
      await database.script(`update data.systemuser set isdisabled = true where systemuserid = '${ids.ben}'`);

      const me = await browser.request('/auth/me');
      const again = await running.browser().signIn('ben', easyPassword);
      const guess = await running.browser().signIn('ben', 'wrong');
      await database.script(
        `update data.systemuser set isdisabled = false where systemuserid = '${ids.ben}'`,
      );

      expect(me.status).toBe(401);
      expect(again.response.status).toBe(403);
      expect(await again.response.text()).toContain('switched off');
      expect(await guess.response.text()).not.toContain('switched off');
    });

    it('refuses the code of another browser and a callback without its request', async () => {
      const browser = running.browser();
      const { path } = await browser.open('/auth/login');
      const posted = await browser.request(path, {
        method: 'POST',
        body: new URLSearchParams({ login: 'anna', password: easyPassword }),
      });
      const resumed = await browser.request(new URL(posted.headers.get('location') ?? '').pathname);
      const callback = new URL(resumed.headers.get('location') ?? '');

      const stolen = await running.browser().request(callback.pathname + callback.search);
      const own = await browser.request(callback.pathname + callback.search);
      const replayed = await browser.request(callback.pathname + callback.search);

      expect(stolen.status).toBe(400);
      expect(own.status).toBe(303);
      expect(replayed.status).toBe(400);
    });

    it('says that a sign-in page has expired when this browser did not begin it', async () => {
      const response = await running
        .browser()
        .request('/auth/sign-in/unknown', { headers: { 'accept-language': 'de' } });

      expect(response.status).toBe(400);
      expect(await response.text()).toContain('abgelaufen');
    });

    it('refuses a form that another site posts', async () => {
      const browser = running.browser();
      const { path } = await browser.open('/auth/login');

      const response = await browser.request(path, {
        method: 'POST',
        headers: { origin: 'https://evil.example' },
        body: new URLSearchParams({ demo: 'anna' }),
      });

      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ error: { code: 'foreign-origin' } });
    });
  });

  describe('locking out', () => {
    it('holds back one address that tries many names', async () => {
      const near = await startAuth(database);
      const browser = near.browser();
      const { path } = await browser.open('/auth/login');
      const statuses = new Set<number>();
      // Refused at the door, so each costs nothing: the limit counts all the same.
      for (let attempt = 0; attempt < 305; attempt += 1)
        statuses.add(
          (
            await browser.request(path, {
              method: 'POST',
              headers: { origin: 'https://evil.example' },
              body: '',
            })
          ).status,
        );
      await near.close();

      expect(statuses).toContain(429);
    });

    it('pauses after five failures, longer after each further one, and not for others', async () => {
      await setAccount(running.services, { userId: ids.anna, login: 'anna', password: easyPassword });
      const { clock } = running.services;
      for (let attempt = 0; attempt < 5; attempt += 1)
        await running.browser().signIn('anna', `wrong ${attempt}`);

      const locked = await running.browser().signIn('anna', easyPassword);
      const other = await running.browser().signIn('ben', easyPassword);
      clock.advance(31_000);
      await running.browser().signIn('anna', 'wrong again');
      clock.advance(31_000);
      const stillLocked = await running.browser().signIn('anna', easyPassword);
      clock.advance(31_000);
      const free = await running.browser().signIn('anna', easyPassword);

      expect(locked.response.status).toBe(429);
      expect(await locked.response.text()).toContain('Wait a minute');
      expect(other.response.status).toBe(200);
      expect(stillLocked.response.status).toBe(429);
      expect(free.response.status).toBe(200);
    });

    it('locks names that nobody has in the same way', async () => {
      for (let attempt = 0; attempt < 5; attempt += 1) await running.browser().signIn('ghost', 'wrong');

      expect((await running.browser().signIn('ghost', 'wrong')).response.status).toBe(429);
    });

    it('lets no more through when the guesses come all at once', async () => {
      const browsers = Array.from({ length: 12 }, () => running.browser());
      const answers = await Promise.all(browsers.map((browser) => browser.signIn('crowd', 'wrong')));

      expect(answers.filter(({ response }) => response.status === 401)).toHaveLength(5);
    });
  });
});
