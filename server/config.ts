import { isIP } from 'node:net';
import * as v from 'valibot';
import { AppError } from '../src/shared/base/app-error.ts';
import {
  listenHost,
  nets,
  oneOf,
  onOff,
  origin,
  portNumber,
  postgresAddress,
  webAddress,
} from './config-values.ts';

/** Environment of the server, each variable read and checked once, here. README.md lists them for people. */
const environment = v.object({
  PORT: v.optional(portNumber, '8080'),
  HOST: v.optional(listenHost, '127.0.0.1'),
  PUBLIC_URL: v.optional(origin),
  DATA_DIR: v.optional(v.string(), 'data'),
  DATABASE_URL: v.optional(postgresAddress),
  OIDC_ISSUER: v.optional(webAddress),
  OIDC_CLIENT_ID: v.optional(v.string()),
  OIDC_CLIENT_SECRET: v.optional(v.string()),
  TLS_CERT: v.optional(v.string()),
  TLS_KEY: v.optional(v.string()),
  TRUST_PROXY: v.optional(nets, 'loopback'),
  DEMO: v.optional(onOff),
  DEMO_SIZE: v.optional(oneOf(['none', 'tiny', 'tenth', 'full']), 'tenth'),
  DEMO_APP_ID: v.optional(v.string()),
  DEMO_APP_SECRET: v.optional(v.string()),
  API_LIMITS: v.optional(onOff, '1'),
  LOG_LEVEL: v.optional(oneOf(['error', 'info', 'debug', 'silent']), 'info'),
});
type Environment = v.InferOutput<typeof environment>;

/** Settings that mean nothing without another one: `[it, the other one]`. */
const needs: readonly (readonly [keyof Environment, keyof Environment])[] = [
  ['TLS_CERT', 'TLS_KEY'],
  ['TLS_KEY', 'TLS_CERT'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID'],
  ['OIDC_CLIENT_ID', 'OIDC_ISSUER'],
  ['OIDC_CLIENT_SECRET', 'OIDC_ISSUER'],
  ['DEMO_APP_ID', 'DEMO_APP_SECRET'],
  ['DEMO_APP_SECRET', 'DEMO_APP_ID'],
];

export interface Config {
  readonly port: number;
  /** Where to listen; IPv6 without brackets. */
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
  /** Whether the Web API refuses queries that Dataverse refuses for their size. */
  readonly apiLimits: boolean;
  readonly logLevel: 'error' | 'info' | 'debug' | 'silent';
}

const loopback = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);
/** What is not a name that a browser could go to, or is this machine's own. */
const shownAsLocalhost = new Set(['127.0.0.1', '::1', '0.0.0.0', '::']);

/** Only this machine reaches the server: it listens on loopback, and no proxy gives it a name outside. */
export function isLoopbackOnly(config: Pick<Config, 'host' | 'publicUrl'>): boolean {
  return loopback.has(config.host) && loopback.has(new URL(config.publicUrl).hostname);
}

/** A setting that cannot be used; `sentence` says what to write instead. */
function unusable(variable: string, sentence: string): AppError {
  return new AppError('config-invalid', { variable, message: `${variable}: ${sentence}` });
}

/** An empty value is none: `X=${X:-}` in a compose file means "not set". */
function parse(env: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = v.safeParse(environment, given);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw unusable(String(issue.path?.[0]?.key ?? 'environment'), issue.message);
}

function publicUrlOf(e: Environment): string {
  const scheme = e.TLS_CERT === undefined ? 'http' : 'https';
  if (e.PUBLIC_URL !== undefined) {
    if (scheme === 'https' && !e.PUBLIC_URL.startsWith('https:'))
      throw unusable('PUBLIC_URL', 'must begin with https:// where TLS_CERT is set.');
    return e.PUBLIC_URL;
  }
  const name = isIP(e.HOST) === 6 ? `[${e.HOST}]` : e.HOST;
  const shown = `${scheme}://${shownAsLocalhost.has(e.HOST) ? 'localhost' : name}:${e.PORT}`;
  if (!URL.canParse(shown))
    throw unusable('HOST', `${e.HOST} is no address for browsers; correct it, or set PUBLIC_URL.`);
  return new URL(shown).origin;
}

/** Reads the environment; throws `config-invalid` naming the variable. Demo mode is on by itself on loopback only. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const e = parse(env);
  for (const [name, other] of needs)
    if (e[name] !== undefined && e[other] === undefined)
      throw unusable(name, `needs ${other}; set both or neither.`);
  const publicUrl = publicUrlOf(e);
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
    demo: e.DEMO ?? isLoopbackOnly({ host: e.HOST, publicUrl }),
    demoSize: e.DEMO_SIZE,
    demoApp:
      e.DEMO_APP_ID !== undefined && e.DEMO_APP_SECRET !== undefined
        ? { id: e.DEMO_APP_ID, secret: e.DEMO_APP_SECRET }
        : undefined,
    apiLimits: e.API_LIMITS,
    logLevel: e.LOG_LEVEL,
  };
}
