import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Services } from '../services.ts';
import { acceptArchives, administratorOf, archiveRoute } from './archive-uploads.ts';
import { exportSolution } from './export/export-solution.ts';
import { importSolutionContent } from './import-solution.ts';
import type { UninstallReport } from '../../src/shared/metadata/solution-report.ts';
import { shareSolution } from './share-solution.ts';
import { listSolutions, readDetails } from './solution-reports.ts';
import { uninstallSolution } from './uninstall.ts';
import { ReadThread, type ReadThreadOptions } from './read-thread.ts';

/** What an import changes besides the tables of the solution. */
const designTables = [
  'publisher',
  'solution',
  'systemform',
  'savedquery',
  'savedqueryvisualization',
  'sitemap',
  'appmodule',
  'appmoduleroles',
  'role',
];

const query = v.object({
  name: v.optional(v.pipe(v.string(), v.maxLength(260)), 'solution.zip'),
  share: v.optional(v.union([v.string(), v.array(v.string())]), []),
});

const shareBody = v.object({
  roles: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.minLength(1), v.maxLength(100)),
});

type SolutionServices = Pick<Services, 'config' | 'database' | 'model' | 'logger' | 'changes'>;

const requireAdministrator = (services: SolutionServices, request: FastifyRequest) =>
  administratorOf(services, request, 'import of solutions');

/** Import, list, export and uninstalling of solutions, for administrators and for the command line on the same machine. */
export async function solutionPlugin(
  app: FastifyInstance,
  services: SolutionServices,
  reading: ReadThreadOptions = {},
): Promise<void> {
  const thread = new ReadThread(reading);
  await app.register(async (scope) => {
    scope.addHook('onClose', () => thread.close());
    acceptArchives(scope);

    scope.get('/admin/v1/solutions', async (request) => {
      await requireAdministrator(services, request);
      return { solutions: await listSolutions(services.database.db) };
    });

    scope.get<{ Params: { name: string } }>('/admin/v1/solutions/:name', async (request) => {
      await requireAdministrator(services, request);
      return readDetails(services.database.db, request.params.name);
    });

    scope.post<{ Params: { name: string } }>('/admin/v1/solutions/:name/share', async (request) => {
      await requireAdministrator(services, request);
      const asked = v.safeParse(shareBody, request.body);
      if (!asked.success)
        throw new AppError('bad-request', {
          message: 'The body must name the roles: {"roles": ["Basic User"]}.',
        });
      const details = await shareSolution(services.database, request.params.name, asked.output.roles);
      await services.model.reload();
      services.changes.notify(designTables);
      services.logger.info('solution shared', { solution: details.name });
      return details;
    });

    scope.get<{ Params: { name: string } }>('/admin/v1/solutions/:name/export', async (request, reply) => {
      await requireAdministrator(services, request);
      const { fileName, archive } = await exportSolution(services.database.db, request.params.name);
      return reply
        .header('content-type', 'application/zip')
        .header('content-disposition', `attachment; filename="${fileName}"`)
        .header('cache-control', 'private, no-store')
        .send(Buffer.from(archive));
    });

    const leave = async (name: string, isPlan: boolean): Promise<UninstallReport> =>
      uninstallSolution(services.database, name, {
        isPlan,
        // A copy: the thread takes the bytes over.
        read: async (archive, file) => (await thread.read(new Uint8Array(archive), file)).model,
      });

    scope.get<{ Params: { name: string } }>('/admin/v1/solutions/:name/uninstall', async (request) => {
      await requireAdministrator(services, request);
      return leave(request.params.name, true);
    });

    scope.delete<{ Params: { name: string } }>('/admin/v1/solutions/:name', async (request) => {
      await requireAdministrator(services, request);
      const before = [...services.model.current.tables.keys()];
      const report = await leave(request.params.name, false);
      const model = await services.model.reload();
      services.changes.notify([...designTables, ...before, ...model.tables.keys()]);
      const { solution, version } = report;
      services.logger.info('solution uninstalled', { solution, version });
      return report;
    });

    scope.post(
      '/admin/v1/solutions',
      archiveRoute((request) => requireAdministrator(services, request)),
      async (request) => {
        const asked = v.safeParse(query, request.query);
        if (!asked.success)
          throw new AppError('bad-request', { message: 'The query of the request is not understood.' });
        if (!Buffer.isBuffer(request.body)) throw new AppError('solution-not-zip');
        const { name, share } = asked.output;
        const content = await thread.read(new Uint8Array(request.body), name);
        const report = await importSolutionContent(services.database, content, {
          share: typeof share === 'string' ? [share] : share,
        });
        const model = await services.model.reload();
        services.changes.notify([...designTables, ...model.tables.keys()]);
        services.logger.info('solution imported', {
          solution: report.solution,
          version: report.version,
          outcome: report.outcome,
        });
        return report;
      },
    );
  });
}
