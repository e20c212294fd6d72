import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { AppError } from '../../src/shared/base/app-error.ts';
import { mobileUse } from '../../src/shared/metadata/mobile-use.ts';
import { mobileUseValue, type TableSettings } from '../../src/shared/metadata/table-settings.ts';
import type { Principal } from '../../src/shared/security/privilege.ts';
import { pickLabel } from '../metadata/localise.ts';
import { decideMobileUse } from '../metadata/mobile-decisions.ts';
import type { Model } from '../metadata/model.ts';
import { PackageCache } from '../metadata/package-cache.ts';
import { principalOf } from '../security/principal.ts';
import type { Services } from '../services.ts';

const body = v.object({ use: mobileUseValue });

/** Tables that some app carries, by label; pairs of N:N relationships follow those that they join. */
function listTables(model: Model, principal: Principal, packages: PackageCache): TableSettings[] {
  const { language } = principal;
  const apps = new Map<string, string[]>();
  for (const app of model.apps) {
    const found = packages.find(model, app.id, { principal, language, formFactor: 'desktop' })?.package;
    for (const name of found?.carried ?? [])
      apps.set(name, [...(apps.get(name) ?? []), found?.app.name ?? app.uniqueName]);
  }
  const compare = new Intl.Collator(language === 1031 ? 'de' : 'en').compare;
  return [...apps]
    .flatMap(([name, carriers]): TableSettings[] => {
      const table = model.tables.get(name);
      if (table === undefined || table.isIntersect === true) return [];
      return [
        {
          name,
          label: pickLabel(table.label, language) || name,
          apps: carriers.sort(compare),
          use: model.mobileUses.get(name) ?? 'editable',
          stated: mobileUse(table.mobile, undefined),
          fixed: table.mobile?.fixed ?? [],
        },
      ];
    })
    .sort((a, b) => compare(a.label, b.label) || (a.name < b.name ? -1 : 1));
}

/** Settings of tables, for administrators: what they are on phones and tablets (R12). */
export function tableSettingsPlugin(
  app: FastifyInstance,
  services: Pick<Services, 'database' | 'model' | 'logger' | 'changes'>,
): void {
  const packages = new PackageCache();
  const administrator = async (request: FastifyRequest): Promise<Principal> => {
    const principal = await principalOf(services, request);
    if (!principal.isAdministrator) throw new AppError('no-privilege', { privilege: 'settings of tables' });
    return principal;
  };

  app.get('/admin/v1/tables', async (request, reply) => {
    const principal = await administrator(request);
    return reply
      .header('cache-control', 'no-store')
      .send({ tables: listTables(services.model.current, principal, packages) });
  });

  app.put<{ Params: { name: string } }>('/admin/v1/tables/:name', async (request) => {
    const principal = await administrator(request);
    const asked = v.safeParse(body, request.body);
    if (!asked.success)
      throw new AppError('bad-request', {
        message: 'The body must say what the table is: {"use": "editable"}, "read-only" or "hidden".',
      });
    const { name } = request.params;
    const listed = listTables(services.model.current, principal, packages);
    const table = services.model.current.tables.get(name);
    if (table === undefined || !listed.some((one) => one.name === name))
      throw new AppError('no-row', { message: `No app carries a table ${name}.` });
    await decideMobileUse(services.database.db, table, asked.output.use);
    const model = await services.model.reload();
    // Its rows leave or come, so devices are to ask at once.
    services.changes.notify([name]);
    services.logger.info('mobile use of a table decided', { table: name, use: asked.output.use });
    return listTables(model, principal, packages).find((one) => one.name === name);
  });
}
