import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Principal } from '../../src/shared/security/privilege.ts';
import type { Services } from '../services.ts';
import { acceptArchives, administratorOf, archiveRoute } from '../solution/archive-uploads.ts';
import { ReadThread, type ReadThreadOptions } from '../solution/read-thread.ts';
import type { DataPackage } from './data-package.ts';
import { exportDataPackage } from './export-package.ts';
import { importDataPackage } from './import-package.ts';
import { firstAdministrator } from './importer.ts';
import type { ExportAnswer } from './report.ts';

const query = v.object({
  name: v.optional(v.pipe(v.string(), v.maxLength(260)), 'data.zip'),
  /** A day, or empty for the newest of the package. */
  shiftDates: v.optional(v.pipe(v.string(), v.regex(/^(\d{4}-\d{2}-\d{2})?$/))),
});

const exportRequest = v.object({
  tables: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(10_000)),
});

type PackageServices = Pick<Services, 'config' | 'database' | 'model' | 'logger' | 'changes' | 'clock'>;

/** Who imports: the administrator who asks, or the first one where the data folder's secret does. */
async function importerOf(services: PackageServices, request: FastifyRequest): Promise<Principal> {
  return (
    (await administratorOf(services, request, 'import of data packages')) ??
    firstAdministrator(services.database.db, services.model.current)
  );
}

/** Import and export of data packages, for administrators and for the command line on the same machine. */
export async function dataPackagePlugin(
  app: FastifyInstance,
  services: PackageServices,
  reading: ReadThreadOptions = {},
): Promise<void> {
  const workerFile = reading.workerFile ?? new URL('./data-package-worker.js', import.meta.url);
  const thread = new ReadThread<DataPackage>({ ...reading, workerFile });
  // One at a time: two that write the same rows at once would only wait for each other.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const next = last.then(task, task);
    last = next.catch(() => undefined);
    return next;
  };
  await app.register(async (scope) => {
    scope.addHook('onClose', () => thread.close());
    acceptArchives(scope);
    // The archive alone, or with its summary for who takes JSON. Tables and summary are bodies: there may be hundreds.
    scope.post('/admin/v1/data-packages/export', async (request, reply) => {
      await importerOf(services, request);
      const asked = v.safeParse(exportRequest, request.body);
      if (!asked.success)
        throw new AppError('bad-request', {
          message: 'The body must name tables: {"tables":["account","contact"]}.',
        });
      const model = await services.model.refresh();
      const { archive, ...summary } = await exportDataPackage(
        services.database,
        model,
        asked.output.tables,
        services.clock.now(),
      );
      services.logger.info('data package exported', { rows: summary.rows });
      const bytes = Buffer.from(archive);
      reply.header('cache-control', 'private, no-store');
      if (request.headers.accept === 'application/json')
        return { archive: bytes.toString('base64'), summary } satisfies ExportAnswer;
      return reply
        .header('content-type', 'application/zip')
        .header('content-disposition', 'attachment; filename="data.zip"')
        .send(bytes);
    });
    scope.post(
      '/admin/v1/data-packages',
      archiveRoute((request) => importerOf(services, request)),
      async (request) => {
        const asked = v.safeParse(query, request.query);
        if (!asked.success)
          throw new AppError('bad-request', { message: 'The query of the request is not understood.' });
        if (!Buffer.isBuffer(request.body)) throw new AppError('data-package-unreadable');
        const { name, shiftDates } = asked.output;
        const data = await thread.read(new Uint8Array(request.body), name);
        const report = await inTurn(async () =>
          importDataPackage(services.database, data, {
            principal: await importerOf(services, request),
            model: await services.model.refresh(),
            now: services.clock.now(),
            shiftDates: shiftDates === undefined ? undefined : { from: shiftDates || undefined },
            onCommit: (tables) => services.changes.notify(tables),
            onProgress: (text) => services.logger.info('data package', { progress: text }),
          }),
        );
        services.logger.info('data package imported', { name, tables: report.tables });
        return report;
      },
    );
  });
}
