import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DatabaseFault } from '../../server/db/database-fault.ts';
import { openPostgres } from '../../server/db/postgres.ts';
import { listenFault, prepareDataFolder, readTls, whyNotStarted } from '../../server/start-faults.ts';
import { AppError } from '../../src/shared/base/app-error.ts';
import { silentLogger } from '../../src/shared/base/logger.ts';

const folder = mkdtempSync(join(tmpdir(), 'haversack-faults-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** For localhost; its key was thrown away. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUdZlf+Rb3OmKiWTSI9bRUGHn6WgkwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNTE5MjAyN1oYDzIxMjYxMTAx
MTkyMDI3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAT19yWGj2MsbiSnXz7jP6eZPx1nQXtAbxNSgmuQnc2IR9+KdRDDMSvg
Pa25KzTGV0E6nLUpNpWgczc9Z9GH7CGeo1MwUTAdBgNVHQ4EFgQU9ZkM3EqfFRTk
LIBiWZO2bWKwktQwHwYDVR0jBBgwFoAU9ZkM3EqfFRTkLIBiWZO2bWKwktQwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAiwCdlaIHsuQm3EJjP+Xg
SV7nhpnwk8tKdxPYZmGFlUoCIAzv8sTzydtETx/22BSsPJDantcC8v4C5Ml9nbmP
pcUn
-----END CERTIFICATE-----
`;

function privateKey(): string {
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

describe('TLS files', () => {
  const nothing = join(folder, 'nothing.pem');
  const text = fileOf('text.pem', 'no certificate');
  const cert = fileOf('cert.pem', certificate);
  const key = fileOf('key.pem', privateKey());

  test.each([
    ['TLS_CERT', 'is missing', nothing, key, 'cannot be read (ENOENT)'],
    ['TLS_CERT', 'is a folder', folder, key, 'cannot be read (EISDIR)'],
    ['TLS_CERT', 'is something else', text, key, 'holds no certificate'],
    ['TLS_KEY', 'is missing', cert, nothing, 'cannot be read (ENOENT)'],
    ['TLS_KEY', 'is something else', cert, text, 'holds no PEM key'],
    ['TLS_KEY', 'belongs to another certificate', cert, key, 'fits TLS_CERT'],
  ])('%s that %s is named', (variable, _, certFile, keyFile, words) => {
    const read = (): unknown => readTls({ tls: { certFile, keyFile } });

    expect(read).toThrow(expect.objectContaining({ code: 'config-invalid' }));
    expect(read).toThrow(new RegExp(`^${variable}: .*\\.$`));
    expect(read).toThrow(words);
  });
});

describe('the data folder', () => {
  test.each([
    ['is a file', fileOf('file', ''), 'EEXIST'],
    ['lies in a file', join(fileOf('other', ''), 'data'), 'ENOTDIR'],
  ])('that %s is named', (_, path, code) => {
    expect(() => prepareDataFolder(path)).toThrow(`DATA_DIR: ${path} cannot be used as a folder (${code})`);
  });

  // Node's recursive mkdir never comes back from there: this test would hang.
  test.runIf(process.platform === 'linux')('that the kernel does not let anyone make is named', () => {
    for (const path of ['/proc/haversack', '/proc/haversack/data'])
      expect(() => prepareDataFolder(path)).toThrow(`DATA_DIR: ${path} cannot be used as a folder (ENOENT)`);
  });

  test('is made with all above it', () => {
    const path = join(folder, 'far', 'below');
    prepareDataFolder(path);
    prepareDataFolder(path);
  });
});

/** Why this machine does not listen there. */
function listen(host: string, port: number): Promise<unknown> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(listenFault(error, { host, port })));
    server.listen(port, host, () => server.close(() => resolve('listened')));
  });
}

describe('an address to listen on', () => {
  test('whose port is in use names PORT', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const fault = await listen('127.0.0.1', port);
    other.close();

    expect(fault).toMatchObject({ code: 'config-invalid', details: { variable: 'PORT' } });
    expect(whyNotStarted(fault)).toMatch(/is in use by another program; stop it, or set another number\.$/);
  });

  test.each([
    ['another machine', '203.0.113.7'],
    ['no machine at all', 'nowhere.invalid'],
  ])('of %s names HOST', async (_, host) => {
    const fault = await listen(host, 0);

    expect(fault).toMatchObject({ code: 'config-invalid', details: { variable: 'HOST' } });
    expect(whyNotStarted(fault)).toMatch(/^HOST: .*0\.0\.0\.0/);
  });

  test('that fails otherwise stays the error it was', () => {
    const error = new Error('a bug');
    expect(listenFault(error, { host: '127.0.0.1', port: 1 })).toBe(error);
  });
});

describe('PostgreSQL', () => {
  test.each([
    ['that is away', 'postgres://me:hush@127.0.0.1:1/haversack', 'ECONNREFUSED'],
    ['of no machine', 'postgres://me:hush@nowhere.invalid/haversack', 'nowhere.invalid'],
    [
      'with a certificate that is missing',
      'postgres://me:hush@127.0.0.1:1/x?sslrootcert=/nothing',
      '/nothing',
    ],
  ])('%s is named without its password', async (_, url, words) => {
    const sentence = await openPostgres({ url, logger: silentLogger }).then(() => 'opened', whyNotStarted);

    expect(sentence).toMatch(
      /^DATABASE_URL: PostgreSQL cannot be reached \(.*\)\. Start it, or correct the address\.$/,
    );
    expect(sentence).toContain(words);
    expect(sentence).not.toContain('hush');
  });

  test('that lets the role make nothing is named', () => {
    const fault = new DatabaseFault({ code: '42501', message: 'permission denied for database x' });
    expect(whyNotStarted(fault)).toMatch(/^DATABASE_URL: this role may not .*owner\.$/);
  });
});

test('a fault that nobody foresaw comes with its stack, a known one without', () => {
  expect(whyNotStarted(new Error('a bug'))).toMatch(/a bug\n +at /);
  expect(whyNotStarted(new AppError('data-folder-locked'))).toBe('Another process uses the data folder.');
});
