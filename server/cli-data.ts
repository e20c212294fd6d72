import { writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { zipSync } from 'fflate';
import * as v from 'valibot';
import type { CliEnvironment } from './cli.ts';
import { writeOutput } from './cli-output.ts';
import type { RunningServer } from './cli-server.ts';
import { exportDataPackage } from './data-package/export-package.ts';
import { importDataPackage } from './data-package/import-package.ts';
import { firstAdministrator } from './data-package/importer.ts';
import { loadPackagePath, readPackage, readPackageFiles } from './data-package/read-package.ts';
import {
  type DataReport,
  exportAnswer,
  type ExportSummary,
  failedCount,
  printDataReport,
  printExport,
} from './data-package/report.ts';
import type { Database } from './db/database.ts';
import { createModelHolder } from './metadata/model-holder.ts';

type Source = Awaited<ReturnType<typeof loadPackagePath>>;

/** Imports what was loaded; `shift` is a day, empty for the package's newest, absent for none. */
export type DataImport = (source: Source, shift: string | undefined) => Promise<DataReport>;

/** Writes tables into a package. */
export type DataExporter = (
  tables: readonly string[],
) => Promise<{ readonly bytes: Uint8Array; readonly summary: ExportSummary }>;

/** Has the running server write the package. */
export async function exportThroughServer(
  server: RunningServer,
  tables: readonly string[],
): ReturnType<DataExporter> {
  const answer = v.parse(
    exportAnswer,
    await server.send('POST', '/admin/v1/data-packages/export', { tables }),
  );
  return { bytes: new Uint8Array(Buffer.from(answer.archive, 'base64')), summary: answer.summary };
}

/** Writes a package from a database that no server has open. */
export async function exportFromDatabase(
  database: Database,
  tables: readonly string[],
): ReturnType<DataExporter> {
  const model = (await createModelHolder(database)).current;
  const { archive, ...summary } = await exportDataPackage(database, model, tables, Date.now());
  return { bytes: archive, summary };
}

/** Writes tables into a file, and tells what is in it. */
export async function exportDataFile(
  exportData: DataExporter,
  [file = '', ...tables]: readonly string[],
  environment: CliEnvironment,
): Promise<void> {
  const { bytes, summary } = await exportData(tables);
  const path = await writeOutput(environment.cwd, file, bytes);
  environment.out(`${printExport(summary, path)}\n`);
}

/** Sends the package to the running server. */
export async function importThroughServer(
  server: RunningServer,
  source: Source,
  shift: string | undefined,
): Promise<DataReport> {
  const name = 'files' in source ? source.files.name : source.name;
  const query = new URLSearchParams({ name });
  if (shift !== undefined) query.set('shiftDates', shift);
  const body =
    'files' in source ? zipSync(Object.fromEntries(source.files.entries), { level: 1 }) : source.bytes;
  return (await server.send('POST', `/admin/v1/data-packages?${query.toString()}`, body)) as DataReport;
}

/** Imports into a database that no server has open. */
export async function importIntoDatabase(
  database: Database,
  source: Source,
  options: { readonly shift: string | undefined; readonly tell: (text: string) => void },
): Promise<DataReport> {
  const data = 'files' in source ? readPackageFiles(source.files) : readPackage(source.bytes, source.name);
  const model = (await createModelHolder(database)).current;
  return importDataPackage(database, data, {
    model,
    principal: await firstAdministrator(database.db, model),
    now: Date.now(),
    shiftDates: options.shift === undefined ? undefined : { from: options.shift || undefined },
    onProgress: (text) => options.tell(`${text}\n`),
  });
}

/** Imports files one after the other, and puts the failed rows of each beside it. Answers the exit code. */
export async function importDataFiles(
  importData: DataImport,
  files: readonly string[],
  shift: string | undefined,
  environment: CliEnvironment,
): Promise<number> {
  let failed = 0;
  for (const file of files) {
    const path = resolve(environment.cwd, file);
    const report = await importData(await loadPackagePath(path), shift);
    failed += failedCount(report);
    const stem = basename(path).replace(/(\.failed)?\.(zip|xml)$/i, '');
    const failedFile = report.failed === undefined ? undefined : join(dirname(path), `${stem}.failed.xml`);
    if (failedFile !== undefined) await writeFile(failedFile, report.failed ?? '');
    environment.out(`${printDataReport(report, failedFile)}\n`);
  }
  return failed === 0 ? 0 : 1;
}

/** `--shift-dates` may stand without a day, which options cannot say. */
export function withOptionalDay(args: readonly string[]): string[] {
  return args.flatMap((arg, at) => {
    if (arg === '--shift-dates')
      return /^\d{4}-\d{2}-\d{2}$/.test(args[at + 1] ?? '') ? [`${arg}=${args[at + 1]}`] : [`${arg}=`];
    return args[at - 1] === '--shift-dates' && /^\d{4}-\d{2}-\d{2}$/.test(arg) ? [] : [arg];
  });
}
