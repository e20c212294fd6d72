import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError, errorCodes } from '../../../src/shared/base/app-error.ts';
import { must } from '../../../src/shared/base/assert.ts';
import { silentLogger } from '../../../src/shared/base/logger.ts';
import { solutionDetails } from '../../../src/shared/metadata/solution-report.ts';
import { runCli } from '../../../server/cli.ts';
import { readConfig } from '../../../server/config.ts';
import { Changes } from '../../../server/data/changes.ts';
import type { Database } from '../../../server/db/database.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { createModelHolder } from '../../../server/metadata/model-holder.ts';
import type { ModelHolder } from '../../../server/metadata/model.ts';
import { basicUser } from '../../../server/metadata/system-roles.ts';
import { announceServer, readAdminToken } from '../../../server/solution/local-server.ts';
import { adminTokenHeader } from '../../../server/solution/archive-uploads.ts';
import { solutionPlugin } from '../../../server/solution/routes.ts';
import { openTestDatabase } from '../../support/database.ts';
import { buildReadWorker } from '../../support/workers.ts';
import { sampleApp, sampleArchive } from './sample-solution.ts';

const random = { bytes: (into: Uint8Array): Uint8Array => into.fill(7) };

describe('solutions over HTTP and by command line', () => {
  let database: Database;
  let model: ModelHolder;
  let app: FastifyInstance;
  let dataDir: string;
  let withdraw: () => void;
  let changed: ReadonlySet<string>;
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'haversack-'));
    database = await openTestDatabase();
    await ensureSystemTables(database);
    model = await createModelHolder(database);
    const changes = new Changes();
    changed = new Set();
    changes.subscribe((tables) => (changed = tables));
    app = Fastify() as unknown as FastifyInstance;
    app.setErrorHandler((error, _request, reply) => {
      if (!(error instanceof AppError)) return reply.code(500).send({ error: { message: String(error) } });
      return reply
        .code(errorCodes[error.code].status)
        .send({ error: { code: error.code, message: error.message } });
    });
    app.decorateRequest('userId', null);
    const config = readConfig({ DATA_DIR: dataDir });
    await solutionPlugin(
      app,
      { config, database, model, logger: silentLogger, changes },
      { workerFile: await buildReadWorker() },
    );
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as { port: number };
    withdraw = announceServer(dataDir, { url: `http://127.0.0.1:${port}`, pid: process.pid }, random);
  });
  afterEach(async () => {
    withdraw();
    await app.close();
    await database.close();
    rmSync(dataDir, { recursive: true });
  });

  const post = (headers: Record<string, string>, body: Uint8Array = sampleArchive()) =>
    app.inject({
      method: 'POST',
      url: '/admin/v1/solutions?name=sample.zip',
      headers: { 'content-type': 'application/zip', ...headers },
      payload: Buffer.from(body),
    });

  it('need the secret of the data folder, which only its owner reads', async () => {
    expect((await post({})).statusCode).toBe(401);
    expect((await post({ [adminTokenHeader]: 'x'.repeat(43) })).statusCode).toBe(401);
    expect((await app.inject('/admin/v1/solutions')).statusCode).toBe(401);
    expect(statSync(join(dataDir, 'admin-token')).mode & 0o777).toBe(0o600);
    const token = must(readAdminToken(dataDir), 'the token');
    const answer = await post({ [adminTokenHeader]: token });
    expect(answer.json()).toMatchObject({ solution: 'Sample', outcome: 'installed' });
    withdraw();
    expect((await post({ [adminTokenHeader]: token })).statusCode).toBe(401);
  });

  it('reload the model and tell what changed', async () => {
    await post({ [adminTokenHeader]: must(readAdminToken(dataDir), 'the token') });
    expect(model.current.tables.has('demo_thing')).toBe(true);
    expect(changed.has('systemform') && changed.has('demo_thing')).toBe(true);
  });

  const run = async (...args: string[]) => {
    const said = { out: '', error: '' };
    const code = await runCli(args, {
      env: { DATA_DIR: dataDir },
      cwd: dataDir,
      out: (text) => void (said.out += text),
      error: (text) => void (said.error += text),
    });
    return { code, ...said };
  };

  it('go through the running server from the command line', async () => {
    writeFileSync(join(dataDir, 'sample.zip'), sampleArchive({ sections: sampleApp() }));
    expect((await run('solution', 'list')).out).toBe('No solution is installed.\n');
    const done = await run('solution', 'import', 'sample.zip', '--share', 'Basic User');
    expect(done).toMatchObject({ code: 0, error: '' });
    expect(done.out).toMatch(/Sample 1\.0\.0\.0: installed[^]*Basic User opens demo_app/);
    expect(done.out).not.toContain('demo_gone');
    const again = await run('solution', 'import', 'sample.zip', '--report');
    expect(again.out).toMatch(/nothing to change[^]*does not open table demo_gone/);
    expect((await run('solution', 'list')).out).toBe('Sample 1.0.0.0 (demo)\n');
  });

  it('keep what the last import reported, and share an installed solution later', async () => {
    writeFileSync(join(dataDir, 'sample.zip'), sampleArchive({ sections: sampleApp() }));
    const imported = await run('solution', 'import', 'sample.zip', '--report');
    expect(imported.out).toContain('haversack solution share Sample "Basic User"');
    expect((await run('solution', 'report', 'SAMPLE')).out).toBe(imported.out);
    const headers = { [adminTokenHeader]: must(readAdminToken(dataDir), 'the token') };
    const details = async () => {
      const answer = await app.inject({ url: '/admin/v1/solutions/sample', headers });
      return v.parse(solutionDetails, answer.json());
    };
    const before = await details();
    expect(before).toMatchObject({
      name: 'Sample',
      title: 'Sample',
      reportedOn: expect.stringMatching(/^20\d\d-.*Z$/),
    });
    expect(before.report).toMatchObject({ outcome: 'installed', adminOnlyApps: ['demo_app'], shares: [] });
    expect(before.report?.items).toContainEqual(
      expect.objectContaining({ kind: 'app', name: 'demo_app', status: 'used', title: expect.any(Object) }),
    );
    expect(before.report?.items).toContainEqual(
      expect.objectContaining({ status: 'gap', reason: expect.stringContaining('demo_gone') }),
    );
    expect(await run('solution', 'share', 'sample', 'Nobody')).toMatchObject({
      code: 1,
      error: expect.stringContaining('no security role named Nobody'),
    });
    expect(await details()).toEqual(before);
    const shared = await run('solution', 'share', 'sample', 'Basic User');
    expect(shared).toMatchObject({ code: 0, error: '' });
    expect(shared.out).toMatch(/Basic User opens demo_app/);
    expect((await details()).report).toMatchObject({ adminOnlyApps: [], shares: [expect.any(String)] });
    expect(
      must(
        model.current.apps.find((one) => one.uniqueName === 'demo_app'),
        'the app',
      ).roleIds,
    ).toContain(basicUser);
    expect(changed.has('appmoduleroles')).toBe(true);
  });

  it('tell a report and share with administrators only, and say what is asked wrong', async () => {
    await post({ [adminTokenHeader]: must(readAdminToken(dataDir), 'the token') });
    const headers = { [adminTokenHeader]: must(readAdminToken(dataDir), 'the token') };
    const share = (payload: object, given: Record<string, string> = headers, name = 'Sample') =>
      app.inject({ method: 'POST', url: `/admin/v1/solutions/${name}/share`, headers: given, payload });
    expect((await app.inject('/admin/v1/solutions/Sample')).statusCode).toBe(401);
    expect((await share({ roles: ['Basic User'] }, {})).statusCode).toBe(401);
    for (const bad of [{}, { roles: [] }, { roles: 'Basic User' }, { roles: ['x'.repeat(201)] }])
      expect((await share(bad)).json()).toMatchObject({ error: { code: 'bad-request' } });
    expect((await share({ roles: ['Basic User'] }, headers, 'Other')).statusCode).toBe(404);
    expect((await app.inject({ url: '/admin/v1/solutions/Other', headers })).statusCode).toBe(404);
    expect(await run('solution', 'report', 'Other')).toMatchObject({
      code: 1,
      error: 'There is no solution named Other. (solution-unknown)\n',
    });
    await database.db.executeQuery(
      sql`update haversack.solution_install set report = null`.compile(database.db),
    );
    expect((await run('solution', 'report', 'Sample')).out).toContain('before reports were kept');
    expect((await share({ roles: ['Basic User'] })).json()).not.toHaveProperty('report');
  });

  it('take a solution out once whoever sits there says yes, and tell devices', async () => {
    writeFileSync(join(dataDir, 'sample.zip'), sampleArchive({ sections: sampleApp() }));
    await run('solution', 'import', 'sample.zip');
    expect((await app.inject({ method: 'DELETE', url: '/admin/v1/solutions/Sample' })).statusCode).toBe(401);
    expect((await app.inject('/admin/v1/solutions/Sample/uninstall')).statusCode).toBe(401);
    const answerWith = async (answer: string) => {
      const said = { out: '', error: '' };
      const code = await runCli(['solution', 'uninstall', 'sample'], {
        env: { DATA_DIR: dataDir },
        cwd: dataDir,
        out: (text) => void (said.out += text),
        error: (text) => void (said.error += text),
        ask: () => Promise.resolve(answer),
      });
      return { code, ...said };
    };
    expect(await answerWith('no')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/Nothing was changed\.\n$/),
    });
    expect(model.current.tables.has('demo_thing')).toBe(true);
    expect(await answerWith('yes')).toMatchObject({
      code: 0,
      out: expect.stringContaining('is uninstalled'),
    });
    expect(model.current.tables.has('demo_thing')).toBe(false);
    expect(changed.has('demo_thing')).toBe(true);
    expect(await run('solution', 'uninstall', 'sample', '--yes')).toMatchObject({
      code: 1,
      error: 'There is no solution named sample. (solution-unknown)\n',
    });
  });

  it('hand a solution out to administrators and the command line, and say why they do not', async () => {
    writeFileSync(join(dataDir, 'sample.zip'), sampleArchive({ sections: sampleApp() }));
    writeFileSync(join(dataDir, 'sold.zip'), sampleArchive({ name: 'Sold', managed: true }));
    await run('solution', 'import', 'sample.zip', 'sold.zip');
    expect((await app.inject('/admin/v1/solutions/Sample/export')).statusCode).toBe(401);
    const answer = await app.inject({
      url: '/admin/v1/solutions/sample/export',
      headers: { [adminTokenHeader]: must(readAdminToken(dataDir), 'the token') },
    });
    expect(answer.headers['content-disposition']).toBe('attachment; filename="Sample_1_0_0_0.zip"');
    expect(await run('solution', 'export', 'Sample')).toMatchObject({ code: 0, error: '' });
    expect(readFileSync(join(dataDir, 'Sample_1_0_0_0.zip'))).toEqual(answer.rawPayload);
    expect((await run('solution', 'import', 'Sample_1_0_0_0.zip')).out).toMatch(/nothing to change/);
    expect(await run('solution', 'export', 'Other')).toMatchObject({
      code: 1,
      error: 'There is no solution named Other. (solution-unknown)\n',
    });
    expect(await run('solution', 'export', 'Sold')).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^Sold is managed.*cannot be exported/),
    });
    expect(await run('solution', 'export', 'Sample', 'no/such/x.zip')).toMatchObject({
      code: 1,
      error: expect.stringContaining('cannot be written'),
    });
    expect((await run('solution', 'export')).code).toBe(2);
  });

  it('say on the command line what is wrong', async () => {
    writeFileSync(join(dataDir, 'bad.zip'), 'no zip');
    writeFileSync(join(dataDir, 'sample.zip'), sampleArchive());
    expect(await run('solution', 'import', 'bad.zip')).toMatchObject({
      code: 1,
      error: expect.stringContaining('bad.zip is not a readable archive'),
    });
    expect(await run('solution', 'import', 'absent.zip')).toMatchObject({
      code: 1,
      error: expect.stringContaining('absent.zip cannot be read'),
    });
    const share = await run('solution', 'import', 'sample.zip', '--share', 'Nobody');
    expect(share).toMatchObject({ code: 1, error: expect.stringContaining('no security role named Nobody') });
    expect((await run('solution')).code).toBe(2);
    expect((await run('solution', 'import', 'x', '--wrong')).code).toBe(2);
    expect((await run('--help')).code).toBe(0);
  });
});
