import { timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, isIPv6 } from 'node:net';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Random } from '../../src/shared/base/guid.ts';

const address = v.object({
  /** Where it listens on this machine, whatever name people use for it. */
  url: v.pipe(v.string(), v.url()),
  pid: v.pipe(v.number(), v.integer()),
  /** SHA-256 of its certificate: no authority vouches for it at this address, the data folder does. */
  certificate: v.optional(v.string()),
});
export type ServerAddress = v.InferOutput<typeof address>;

const wildcards: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** The address of a listening server as seen from this machine: loopback where it listens on all addresses. */
export function localUrl(listening: Pick<AddressInfo, 'address' | 'port'>, isTls: boolean): string {
  const host = wildcards[listening.address] ?? listening.address;
  const shown = isIPv6(host) ? `[${host}]` : host;
  return `${isTls ? 'https' : 'http'}://${shown}:${listening.port}`;
}

const tokenFile = 'admin-token';
const addressFile = 'server.json';

/**
 * Says in the data folder where the server listens, with a fresh secret beside it that only the same account can read:
 * who can read the data folder may administer the server. Call after listening; returns the way to take both back.
 */
export function announceServer(dataDir: string, where: ServerAddress, random: Random): () => void {
  mkdirSync(dataDir, { recursive: true });
  const token = Buffer.from(random.bytes(new Uint8Array(32))).toString('base64url');
  const tokenPath = join(dataDir, tokenFile);
  // A file of that name made by someone else would keep its own mode.
  rmSync(tokenPath, { force: true });
  writeFileSync(tokenPath, token, { mode: 0o600, flag: 'wx' });
  writeFileSync(join(dataDir, addressFile), `${JSON.stringify(where)}\n`);
  return () => {
    if (readServerAddress(dataDir)?.pid !== where.pid) return;
    rmSync(join(dataDir, addressFile), { force: true });
    rmSync(tokenPath, { force: true });
  };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Where a server said it listens; it may be gone by now. */
export function readServerAddress(dataDir: string): ServerAddress | undefined {
  const text = readText(join(dataDir, addressFile));
  if (text === undefined) return undefined;
  try {
    const parsed = v.safeParse(address, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** The secret of the running server. */
export function readAdminToken(dataDir: string): string | undefined {
  return readText(join(dataDir, tokenFile))?.trim();
}

/** Compares a presented secret with the one in the data folder. */
export function isAdminToken(dataDir: string, presented: unknown): boolean {
  const token = readAdminToken(dataDir);
  if (token === undefined || token.length < 32 || typeof presented !== 'string') return false;
  const given = new TextEncoder().encode(presented);
  const wanted = new TextEncoder().encode(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
