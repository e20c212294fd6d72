import * as v from 'valibot';
import { AppError } from '../shared/base/app-error.ts';
import {
  importReport,
  installedSolution,
  solutionDetails,
  uninstallReport,
} from '../shared/metadata/solution-report.ts';
import { tableSettings } from '../shared/metadata/table-settings.ts';
import type { Administration } from './administration.ts';
import { askServer } from './ask-server.ts';

const solutionList = v.object({ solutions: v.array(installedSolution) });
const roleList = v.object({ value: v.array(v.object({ name: v.string() })) });

const tableList = v.object({ tables: v.array(tableSettings) });

const base = '/admin/v1/solutions';
const path = (name: string, rest = ''): string => `${base}/${encodeURIComponent(name)}${rest}`;

/** The one implementation of {@link Administration}. */
export function createAdministration(fetch: typeof globalThis.fetch): Administration {
  const ask = async <T>(
    schema: v.GenericSchema<unknown, T>,
    address: string,
    init: RequestInit = {},
  ): Promise<T> => {
    const answer = await askServer(fetch, address, { cache: 'no-store', ...init });
    const read = v.safeParse(schema, await answer.json().catch(() => undefined));
    if (read.success) return read.output;
    throw new AppError('protocol', { path: address });
  };
  return {
    solutions: async () => (await ask(solutionList, base)).solutions,
    solution: (name) => ask(solutionDetails, path(name)),
    async roles() {
      const found = await ask(roleList, '/api/data/v9.2/roles?$select=name&$orderby=name');
      return [...new Set(found.value.map((role) => role.name))];
    },
    importSolution(archive, fileName, share) {
      const query = new URLSearchParams({ name: fileName });
      for (const role of share) query.append('share', role);
      return ask(importReport, `${base}?${query.toString()}`, {
        method: 'POST',
        headers: { 'content-type': 'application/zip' },
        body: archive,
      });
    },
    share: (name, roles) =>
      ask(solutionDetails, path(name, '/share'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ roles }),
      }),
    async exportSolution(name) {
      const answer = await askServer(fetch, path(name, '/export'), { cache: 'no-store' });
      const fileName = /filename="([\w.-]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
      return { fileName: fileName ?? 'solution.zip', archive: await answer.blob() };
    },
    uninstallPlan: (name) => ask(uninstallReport, path(name, '/uninstall')),
    uninstall: (name) => ask(uninstallReport, path(name), { method: 'DELETE' }),
    tables: async () => (await ask(tableList, '/admin/v1/tables')).tables,
    setMobileUse: (table, use) =>
      ask(tableSettings, `/admin/v1/tables/${encodeURIComponent(table)}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ use }),
      }),
  };
}
