import { isIP } from 'node:net';
import * as v from 'valibot';
import { AppError } from '../src/shared/base/app-error.ts';

/** Environment of the server, each variable read and checked once, here. README.md lists them for people. */
const flag = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) => text === '1' || text.toLowerCase() === 'true'),
);

const namedNets = new Set(['loopback', 'linklocal', 'uniquelocal']);

function isNet(text: string): boolean {
  if (namedNets.has(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

const environment = v.object({
  PORT: v.pipe(
    v.optional(v.string(), '8080'),
    v.digits(),
    v.transform(Number),
    v.minValue(0),
    v.maxValue(65535),
  ),
  HOST: v.optional(v.string(), '127.0.0.1'),
  PUBLIC_URL: v.optional(v.pipe(v.string(), v.url())),
  DATA_DIR: v.optional(v.string(), 'data'),
  DATABASE_URL: v.optional(v.pipe(v.string(), v.regex(/^postgres(ql)?:/, 'must begin with postgres:'))),
  OIDC_ISSUER: v.optional(v.pipe(v.string(), v.url())),
  OIDC_CLIENT_ID: v.optional(v.string()),
  OIDC_CLIENT_SECRET: v.optional(v.string()),
  TLS_CERT: v.optional(v.string()),
  TLS_KEY: v.optional(v.string()),
  TRUST_PROXY: v.pipe(
    v.optional(v.string(), 'loopback'),
    v.transform((text) => text.split(',').map((part) => part.trim())),
    v.array(
      v.pipe(v.string(), v.check(isNet, 'addresses, networks like 10.0.0.0/8, or loopback, with commas')),
    ),
  ),
  DEMO: flag,
  DEMO_SIZE: v.optional(v.picklist(['none', 'tiny', 'tenth', 'full']), 'tenth'),
  DEMO_APP_ID: v.optional(v.string()),
  DEMO_APP_SECRET: v.optional(v.string()),
  LOG_LEVEL: v.optional(v.picklist(['error', 'info', 'debug', 'silent']), 'info'),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Origin that browsers use, without a trailing slash. */
  readonly publicUrl: string;
  readonly dataDir: string;
  /** PostgreSQL; absent: PGlite in `dataDir`. */
  readonly databaseUrl?: string;
  readonly oidc?: { readonly issuer: string; readonly clientId: string; readonly clientSecret?: string };
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
  /** Proxies whose word for the caller's address counts. */
  readonly trustProxy: readonly string[];
  /** Demo people and sample data; off loopback only when asked for, with random passwords. */
  readonly demo: boolean;
  readonly demoSize: 'none' | 'tiny' | 'tenth' | 'full';
  readonly demoApp?: { readonly id: string; readonly secret: string };
  readonly logLevel: 'error' | 'info' | 'debug' | 'silent';
}

const loopback = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

/** Only this machine reaches the server: it listens on loopback, and no proxy gives it a name outside. */
export function isLoopbackOnly(config: Pick<Config, 'host' | 'publicUrl'>): boolean {
  return loopback.has(config.host) && loopback.has(new URL(config.publicUrl).hostname);
}

/** Reads the environment; throws `config-invalid` naming the variable. Demo mode is on by itself on loopback only. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = v.safeParse(environment, env);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    const name = String(issue.path?.[0]?.key ?? 'environment');
    throw new AppError('config-invalid', { variable: name, message: `${name}: ${issue.message}` });
  }
  const e = parsed.output;
  if ((e.TLS_CERT === undefined) !== (e.TLS_KEY === undefined))
    throw new AppError('config-invalid', {
      variable: 'TLS_CERT',
      message: 'TLS_CERT and TLS_KEY go together',
    });
  if (e.OIDC_ISSUER !== undefined && e.OIDC_CLIENT_ID === undefined)
    throw new AppError('config-invalid', {
      variable: 'OIDC_CLIENT_ID',
      message: 'OIDC_ISSUER needs OIDC_CLIENT_ID',
    });
  const scheme = e.TLS_CERT === undefined ? 'http' : 'https';
  const shownHost = e.HOST === '127.0.0.1' || e.HOST === '::1' || e.HOST === '0.0.0.0' ? 'localhost' : e.HOST;
  const publicUrl = (e.PUBLIC_URL ?? `${scheme}://${shownHost}:${e.PORT}`).replace(/\/+$/, '');
  const isOurs = isLoopbackOnly({ host: e.HOST, publicUrl });
  return {
    port: e.PORT,
    host: e.HOST,
    publicUrl,
    dataDir: e.DATA_DIR,
    databaseUrl: e.DATABASE_URL,
    oidc:
      e.OIDC_ISSUER === undefined
        ? undefined
        : { issuer: e.OIDC_ISSUER, clientId: e.OIDC_CLIENT_ID ?? '', clientSecret: e.OIDC_CLIENT_SECRET },
    tls: e.TLS_CERT === undefined ? undefined : { certFile: e.TLS_CERT, keyFile: e.TLS_KEY ?? '' },
    trustProxy: e.TRUST_PROXY,
    demo: e.DEMO || (isOurs && env['DEMO'] !== '0' && env['DEMO'] !== 'false'),
    demoSize: e.DEMO_SIZE,
    demoApp:
      e.DEMO_APP_ID !== undefined && e.DEMO_APP_SECRET !== undefined
        ? { id: e.DEMO_APP_ID, secret: e.DEMO_APP_SECRET }
        : undefined,
    logLevel: e.LOG_LEVEL,
  };
}
