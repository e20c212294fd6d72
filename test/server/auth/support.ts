import { randomFillSync } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { AppError, errorCodes } from '../../../src/shared/base/app-error.ts';
import { silentLogger } from '../../../src/shared/base/logger.ts';
import { authPlugin } from '../../../server/auth/auth-plugin.ts';
import type { AuthServices } from '../../../server/auth/services.ts';
import { readConfig } from '../../../server/config.ts';
import type { Database } from '../../../server/db/database.ts';
import { createTable } from '../../../server/metadata/ddl.ts';
import type { Model } from '../../../server/metadata/model.ts';
import { systemTables } from '../../../server/metadata/system-tables.ts';
import { openTestDatabase } from '../../support/database.ts';
import { freePort } from '../../support/free-port.ts';

export const ids = {
  root: '10000000-0000-4000-8000-000000000001',
  administratorRole: '20000000-0000-4000-8000-000000000001',
  salesRole: '20000000-0000-4000-8000-000000000002',
  anna: '30000000-0000-4000-8000-000000000001',
  ben: '30000000-0000-4000-8000-000000000002',
} as const;

export const people = [
  { userId: ids.anna, login: 'anna', note: 'System administrator' },
  { userId: ids.ben, login: 'ben', note: 'Salesperson' },
] as const;

/** A clock whose hands the test moves; it starts at the real time, since the provider's own expiry follows that. */
export class TestClock {
  #offset = 0;

  now(): number {
    return Date.now() + this.#offset;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  }

  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }
}

const emptyModel: Model = {
  version: 'test',
  tables: new Map(),
  tablesBySet: new Map(),
  relationships: [],
  forms: [],
  views: [],
  charts: [],
  dashboards: [],
  apps: [],
  roles: new Map(),
  mobileUses: new Map(),
  currencies: { all: [] },
  column: () => undefined,
  relationshipsOf: () => [],
};

/** A database with the system tables, a business unit, two roles and two people. */
export async function openPeopleDatabase(): Promise<Database> {
  const database = await openTestDatabase();
  await database.script(systemTables.flatMap(createTable).join(';\n'));
  await database.script(`
    insert into data.businessunit (businessunitid, name) values ('${ids.root}', 'Root');
    insert into data.role (roleid, name, businessunitid, roletemplateid) values
      ('${ids.administratorRole}', 'System Administrator', '${ids.root}', '627090ff-40a3-4053-8790-584edc5be201'),
      ('${ids.salesRole}', 'Salesperson', '${ids.root}', null);
    insert into data.systemuser (systemuserid, fullname, internalemailaddress, businessunitid, isdisabled) values
      ('${ids.anna}', 'Anna Adler', 'anna@example.org', '${ids.root}', false),
      ('${ids.ben}', 'Ben <b>Brandt</b>', 'ben@example.org', '${ids.root}', false);
    insert into data.systemuserroles (systemuserroleid, systemuserid, roleid) values
      (gen_random_uuid(), '${ids.anna}', '${ids.administratorRole}'),
      (gen_random_uuid(), '${ids.ben}', '${ids.salesRole}');`);
  return database;
}

export function makeServices(
  database: Database,
  env: Readonly<Record<string, string | undefined>>,
  clock = new TestClock(),
): AuthServices & { readonly clock: TestClock } {
  return {
    config: readConfig(env),
    database,
    model: {
      current: emptyModel,
      reload: async () => emptyModel,
      refresh: async () => emptyModel,
      subscribe: () => () => {},
    },
    logger: silentLogger,
    clock,
    random: { bytes: (into) => randomFillSync(into) },
  };
}

/** A Fastify instance with sign-in and one route of each kind that the guard tells apart. */
export async function buildAuthApp(services: AuthServices): Promise<FastifyInstance> {
  const app = fastify();
  app.setErrorHandler((error, _request, reply) => {
    const code = error instanceof AppError ? error.code : 'internal';
    return reply.code(errorCodes[code].status).send({ error: { code, message: String(error) } });
  });
  await authPlugin(app, services);
  app.addContentTypeParser('application/zip', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.get('/api/who', async (request) => ({ userId: request.userId, deviceId: request.deviceId }));
  app.post('/api/write', async (request) => ({ userId: request.userId }));
  app.post('/api/upload', { config: { acceptsTypes: ['application/zip'] } }, async () => ({ done: true }));
  app.get('/', async (request) => `home of ${request.userId ?? 'nobody'}`);
  return app;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly attributes: string;
}

/** A browser as far as sign-in goes: keeps cookies by path, follows redirects, sends Origin with posts. */
export class Browser {
  /** By name and path, as browsers keep them. */
  readonly #cookies = new Map<string, Cookie>();
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(path, this.#origin);
    const headers = new Headers(init.headers);
    const cookie = this.cookies
      .filter(({ path: at }) => at === '/' || url.pathname === at || url.pathname.startsWith(`${at}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    if (cookie !== '') headers.set('cookie', cookie);
    if (init.method !== undefined && init.method !== 'GET' && !headers.has('origin'))
      headers.set('origin', this.#origin);
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line, url);
    return response;
  }

  /** Follows redirects inside the origin; gives the last answer and its path. */
  async open(path: string, init: RequestInit = {}): Promise<{ response: Response; path: string }> {
    let response = await this.request(path, init);
    let at = path;
    for (let hops = 0; hops < 10 && response.status >= 300 && response.status < 400; hops += 1) {
      const next = new URL(response.headers.get('location') ?? '', new URL(at, this.#origin));
      if (next.origin !== this.#origin) break;
      at = next.pathname + next.search;
      response = await this.request(at);
    }
    return { response, path: at };
  }

  form(path: string, fields: Record<string, string>): Promise<{ response: Response; path: string }> {
    return this.open(path, { method: 'POST', body: new URLSearchParams(fields) });
  }

  /** The whole way from /auth/login to the page asked for. */
  async signIn(
    login: string,
    password: string,
    returnTo = '/',
  ): Promise<{ response: Response; path: string }> {
    const { path } = await this.open(`/auth/login?returnTo=${encodeURIComponent(returnTo)}`);
    return this.form(path, { login, password });
  }

  get cookies(): readonly Cookie[] {
    return [...this.#cookies.values()];
  }

  cookie(name: string): Cookie | undefined {
    return this.cookies.find((candidate) => candidate.name === name);
  }

  #keep(line: string, url: URL): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals);
    const value = pair.slice(equals + 1);
    const find = (key: string) =>
      attributes.find((part) => part.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1);
    const expires = find('expires');
    const path = find('path') ?? url.pathname;
    const key = `${name};${path}`;
    if (
      value === '' ||
      find('max-age') === '0' ||
      (expires !== undefined && Date.parse(expires) < Date.now())
    )
      this.#cookies.delete(key);
    else this.#cookies.set(key, { name, value, path, attributes: attributes.join('; ').toLowerCase() });
  }
}

export interface RunningAuth {
  readonly services: AuthServices & { readonly clock: TestClock };
  readonly origin: string;
  readonly app: FastifyInstance;
  browser(): Browser;
  close(): Promise<void>;
}

/** A listening server on localhost with the given settings; the caller closes it, not the database. */
export async function startAuth(
  database: Database,
  env: Readonly<Record<string, string>> = {},
  clock = new TestClock(),
): Promise<RunningAuth> {
  const port = await freePort();
  const services = makeServices(database, { PORT: String(port), ...env }, clock);
  const app = await buildAuthApp(services);
  await app.listen({ port, host: '127.0.0.1' });
  const origin = new URL(services.config.publicUrl).origin;
  return { services, origin, app, browser: () => new Browser(origin), close: () => app.close() };
}

/** One value of one row. */
export async function readValue(database: Database, statement: string): Promise<unknown> {
  const result = await sql.raw<{ value: unknown }>(statement).execute(database.db);
  return result.rows[0]?.value;
}
