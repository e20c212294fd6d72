import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { zipSync } from 'fflate';
import { AppError } from '../src/shared/base/app-error.ts';
import { silentLogger } from '../src/shared/base/logger.ts';
import type {
  ImportReport,
  InstalledSolution,
  SolutionDetails,
  UninstallReport,
} from '../src/shared/metadata/solution-report.ts';
import {
  type DataExporter,
  type DataImport,
  exportDataFile,
  exportFromDatabase,
  exportThroughServer,
  importDataFiles,
  importIntoDatabase,
  importThroughServer,
  withOptionalDay,
} from './cli-data.ts';
import { writeOutput } from './cli-output.ts';
import { findRunningServer, type RunningServer } from './cli-server.ts';
import { readConfig } from './config.ts';
import { writeChangeMessage } from './data/change-message.ts';
import type { Database } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { openDatabase } from './db/open.ts';
import { ensureSystemTables } from './metadata/ensure-system-tables.ts';
import { readSolutionPath } from './solution/archive.ts';
import { exportSolution } from './solution/export/export-solution.ts';
import { importSolutionFiles } from './solution/import-solution.ts';
import { printReport } from './solution/report.ts';
import { readArchive } from './solution/solution-content.ts';
import { shareSolution } from './solution/share-solution.ts';
import type { SolutionFiles } from './solution/solution-files.ts';
import { listSolutions, readDetails } from './solution/solution-reports.ts';
import { printUninstall } from './solution/uninstall-report.ts';
import { uninstallSolution } from './solution/uninstall.ts';

const usage = `Usage:
  haversack solution import FILE… [--share ROLE] [--report]
      Imports solution archives or unpacked folders, in the order given.
      --share ROLE   lets the role open the solutions' apps; may be given several times
      --report       names every part that is used, kept or missing
  haversack solution list
  haversack solution report NAME
      Tells again what the last import of a solution reported: every part that is used, kept or missing.
  haversack solution share NAME ROLE…
      Lets roles open the apps of an installed solution and work in them.
  haversack solution export NAME [FILE]
      Writes an installed, unmanaged solution to an archive; default: NAME_VERSION.zip
  haversack solution uninstall NAME [--yes]
      Tells what leaves with an installed solution, asks, and takes it out, with the rows of its tables.
      --yes          does not ask
  haversack data import FILE… [--shift-dates [DAY]]
      Imports data packages: archives or folders with data_schema.xml and data.xml, or files of failed rows.
      --shift-dates  moves all dates, so that DAY (YYYY-MM-DD), or the newest in the package, becomes today
  haversack data export FILE TABLE…
      Writes all rows of tables, and the N:N links between them, into a data package.
`;

/** One line from the terminal. */
async function askAtTerminal(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

/** What the command line needs of the world; tests give their own. */
export interface CliEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Asks whoever sits at the terminal; undefined where nobody does. */
  readonly ask?: (question: string) => Promise<string>;
  /** Script of the database's thread; default: the one beside the built server. */
  readonly workerFile?: URL;
}

/** Where solutions are listed, imported and exported: the running server, or the database itself. */
interface Target {
  list(): Promise<readonly InstalledSolution[]>;
  details(name: string): Promise<SolutionDetails>;
  share(name: string, roles: readonly string[]): Promise<SolutionDetails>;
  importFiles(files: SolutionFiles, share: readonly string[]): Promise<ImportReport>;
  exportSolution(name: string): Promise<{ readonly fileName: string; readonly bytes: Uint8Array }>;
  /** What would leave with it, or, unless it `isPlan`, what left. */
  uninstall(name: string, isPlan: boolean): Promise<UninstallReport>;
  readonly importData: DataImport;
  readonly exportData: DataExporter;
  close(): Promise<void>;
}

function serverTarget(server: RunningServer): Target {
  return {
    async list() {
      const answer = (await server.send('GET', '/admin/v1/solutions')) as { solutions: InstalledSolution[] };
      return answer.solutions;
    },
    details: async (name) =>
      (await server.send('GET', `/admin/v1/solutions/${encodeURIComponent(name)}`)) as SolutionDetails,
    share: async (name, roles) =>
      (await server.send('POST', `/admin/v1/solutions/${encodeURIComponent(name)}/share`, {
        roles,
      })) as SolutionDetails,
    async importFiles(files, share) {
      const query = new URLSearchParams({ name: files.name });
      for (const role of share) query.append('share', role);
      const archive = zipSync(Object.fromEntries(files.entries), { level: 1 });
      return (await server.send('POST', `/admin/v1/solutions?${query.toString()}`, archive)) as ImportReport;
    },
    exportSolution: (name) => server.download(`/admin/v1/solutions/${encodeURIComponent(name)}/export`),
    async uninstall(name, isPlan) {
      const path = `/admin/v1/solutions/${encodeURIComponent(name)}`;
      return (await (isPlan
        ? server.send('GET', `${path}/uninstall`)
        : server.send('DELETE', path))) as UninstallReport;
    },
    importData: (source, shift) => importThroughServer(server, source, shift),
    exportData: (tables) => exportThroughServer(server, tables),
    close: () => Promise.resolve(),
  };
}

async function databaseTarget(database: Database, environment: CliEnvironment): Promise<Target> {
  await migrate(database);
  await ensureSystemTables(database);
  const tellServers = async (): Promise<void> =>
    database.messages?.publish(writeChangeMessage(randomUUID(), 'all'));
  return {
    list: () => listSolutions(database.db),
    details: (name) => readDetails(database.db, name),
    async share(name, roles) {
      const details = await shareSolution(database, name, roles);
      await tellServers();
      return details;
    },
    async importFiles(files, share) {
      const report = await importSolutionFiles(database, files, { share });
      // Servers elsewhere on this PostgreSQL read their metadata again.
      await tellServers();
      return report;
    },
    async uninstall(name, isPlan) {
      const report = await uninstallSolution(database, name, {
        isPlan,
        read: (archive, file) => Promise.resolve(readArchive(archive, file).model),
      });
      if (!isPlan) await tellServers();
      return report;
    },
    async importData(source, shift) {
      const report = await importIntoDatabase(database, source, { shift, tell: environment.out });
      await tellServers();
      return report;
    },
    exportData: (tables) => exportFromDatabase(database, tables),
    async exportSolution(name) {
      const { fileName, archive } = await exportSolution(database.db, name);
      return { fileName, bytes: archive };
    },
    close: () => database.close(),
  };
}

async function openTarget(environment: CliEnvironment): Promise<Target> {
  const config = readConfig(environment.env);
  const server = findRunningServer(config.dataDir);
  if (server !== undefined) return serverTarget(server);
  const database = await openDatabase(config, silentLogger, { workerFile: environment.workerFile });
  try {
    return await databaseTarget(database, environment);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function importAll(
  target: Target,
  files: readonly string[],
  options: { readonly share: readonly string[]; readonly full: boolean },
  environment: CliEnvironment,
): Promise<void> {
  for (const file of files) {
    const source = await readSolutionPath(resolve(environment.cwd, file));
    const report = await target.importFiles(source, options.share);
    environment.out(`${printReport(report, options.full)}\n`);
  }
}

async function listAll(target: Target, environment: CliEnvironment): Promise<void> {
  const solutions = await target.list();
  if (solutions.length === 0) environment.out('No solution is installed.\n');
  for (const one of solutions)
    environment.out(`${one.name} ${one.version}${one.managed ? ' managed' : ''} (${one.publisher})\n`);
}

/** What is known of an installed solution, as text. */
function tellDetails({ name, version, report }: SolutionDetails, environment: CliEnvironment): void {
  environment.out(
    report === undefined
      ? `${name} ${version} was imported before reports were kept. Import it again to see one.\n`
      : `${printReport(report)}\n`,
  );
}

async function exportOne(
  target: Target,
  names: readonly string[],
  environment: CliEnvironment,
): Promise<void> {
  const [name = '', file] = names;
  const { fileName, bytes } = await target.exportSolution(name);
  const path = await writeOutput(environment.cwd, file ?? fileName, bytes);
  environment.out(`${name} is in ${path}\n`);
}

/** True once it is done; false where it was not wanted. */
async function uninstallOne(
  target: Target,
  name: string,
  isSure: boolean,
  environment: CliEnvironment,
): Promise<boolean> {
  if (!isSure) {
    const plan = await target.uninstall(name, true);
    environment.out(`${printUninstall(plan)}\n`);
    if (environment.ask === undefined)
      throw new AppError('bad-request', {
        message: 'Nothing was changed: nobody is here to ask. Add --yes to do it.',
      });
    const answer = await environment.ask(`Uninstall ${plan.solution}? Type yes: `);
    if (answer.trim().toLowerCase() !== 'yes') {
      environment.out('Nothing was changed.\n');
      return false;
    }
  }
  environment.out(`${printUninstall(await target.uninstall(name, false))}\n`);
  return true;
}

function readArguments(args: readonly string[]) {
  return parseArgs({
    args: withOptionalDay(args),
    allowPositionals: true,
    options: {
      share: { type: 'string', multiple: true },
      'shift-dates': { type: 'string' },
      report: { type: 'boolean' },
      yes: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
}

/** Runs one command. Answers the exit code: 0 done, 1 refused or failed, 2 not understood. */
export async function runCli(args: readonly string[], environment: CliEnvironment): Promise<number> {
  let parsed: ReturnType<typeof readArguments>;
  try {
    parsed = readArguments(args);
  } catch (error) {
    environment.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  const [area, command, ...files] = parsed.positionals;
  if (parsed.values.help) {
    environment.out(usage);
    return 0;
  }
  const isImport = area === 'solution' && command === 'import' && files.length > 0;
  const isList = area === 'solution' && command === 'list' && files.length === 0;
  const isExport = area === 'solution' && command === 'export' && (files.length === 1 || files.length === 2);
  const isUninstall = area === 'solution' && command === 'uninstall' && files.length === 1;
  const isReport = area === 'solution' && command === 'report' && files.length === 1;
  const isShare = area === 'solution' && command === 'share' && files.length > 1;
  const isData = area === 'data' && command === 'import' && files.length > 0;
  const isDataExport = area === 'data' && command === 'export' && files.length > 1;
  const isSolution = isImport || isList || isExport || isUninstall || isReport || isShare;
  if (!isSolution && !isData && !isDataExport) {
    environment.error(usage);
    return 2;
  }
  let target: Target | undefined;
  try {
    target = await openTarget(environment);
    const options = { share: parsed.values.share ?? [], full: parsed.values.report ?? false };
    if (isData)
      return await importDataFiles(target.importData, files, parsed.values['shift-dates'], environment);
    if (isDataExport) await exportDataFile(target.exportData, files, environment);
    else if (isImport) await importAll(target, files, options, environment);
    else if (isReport) tellDetails(await target.details(files[0] ?? ''), environment);
    else if (isShare) tellDetails(await target.share(files[0] ?? '', files.slice(1)), environment);
    else if (isExport) await exportOne(target, files, environment);
    else if (isUninstall)
      return (await uninstallOne(target, files[0] ?? '', parsed.values.yes ?? false, environment)) ? 0 : 1;
    else await listAll(target, environment);
    return 0;
  } catch (error) {
    const code = error instanceof AppError ? ` (${error.code})` : '';
    environment.error(`${error instanceof Error ? error.message : String(error)}${code}\n`);
    return 1;
  } finally {
    await target?.close();
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await runCli(process.argv.slice(2), {
    env: process.env,
    cwd: process.env['HAVERSACK_CWD'] ?? process.cwd(),
    out: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    ...(process.stdin.isTTY ? { ask: askAtTerminal } : {}),
  });
