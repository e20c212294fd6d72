import { randomFillSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCli } from '../../server/cli.ts';
import { readConfig } from '../../server/config.ts';
import { serve } from '../../server/serve.ts';
import { announceServer, localUrl } from '../../server/solution/local-server.ts';
import { silentLogger } from '../../src/shared/base/logger.ts';
import { testCertificate } from '../support/certificate.ts';
import { openTestDatabase } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';

const root = join(import.meta.dirname, '..', '..');
const random = { bytes: (into: Uint8Array): Uint8Array => randomFillSync(into) };
const clock = {
  now: () => Date.now(),
  after(milliseconds: number, callback: () => void) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

describe('programs on the server’s machine', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'haversack-'));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(dataDir, { recursive: true });
  });

  async function listSolutions() {
    const said = { out: '', error: '' };
    const code = await runCli(['solution', 'list'], {
      env: { DATA_DIR: dataDir },
      cwd: dataDir,
      out: (text) => void (said.out += text),
      error: (text) => void (said.error += text),
    });
    return { code, ...said };
  }

  it.each([
    ['http', undefined],
    ['https', testCertificate],
  ])(
    'reach it over %s where the public address leads nowhere',
    async (_scheme, https) => {
      vi.spyOn(process.stdout, 'write').mockReturnValue(true);
      const database = await openTestDatabase();
      const config = readConfig({
        HOST: '0.0.0.0',
        PORT: String(await freePort()),
        PUBLIC_URL: 'https://haversack.invalid',
        DATA_DIR: dataDir,
      });
      const server = await serve({ config, database, logger: silentLogger, clock, random, root, https });
      try {
        const said = await listSolutions();
        expect(said).toMatchObject({ code: 0, error: '' });
        expect(said.out).toMatch(/^\w+ \d+\.\d+\.\d+\.\d+ /);
      } finally {
        await server.close();
        await database.close();
      }
    },
    120_000,
  );

  it.each([
    ['127.0.0.1', false, 'http://127.0.0.1:80'],
    ['0.0.0.0', false, 'http://127.0.0.1:80'],
    ['::', true, 'https://[::1]:80'],
    ['::1', false, 'http://[::1]:80'],
    ['fd00::7', true, 'https://[fd00::7]:80'],
    ['192.168.1.5', true, 'https://192.168.1.5:80'],
  ])('are told the address for one that listens on %s', (address, isTls, url) => {
    expect(localUrl({ address, port: 80 }, isTls)).toBe(url);
  });

  it('tell the secret to no server of another certificate', async () => {
    let requests = 0;
    const stranger = createServer(testCertificate, (_request, response) => {
      requests += 1;
      response.end('{"solutions":[]}');
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    try {
      const url = localUrl(stranger.address() as AddressInfo, true);
      announceServer(dataDir, { url, pid: process.pid, certificate: 'AB:CD' }, random);
      expect(await listSolutions()).toMatchObject({
        code: 1,
        error: `The server at ${url} does not answer. (network)\n`,
      });
      expect(requests).toBe(0);
    } finally {
      stranger.closeAllConnections();
      await new Promise((resolve) => stranger.close(resolve));
    }
  });
});
