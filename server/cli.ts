import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { zipSync } from 'fflate';
import { AppError } from '../src/shared/base/app-error.ts';
import { silentLogger } from '../src/shared/base/logger.ts';
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
import { type InstalledSolution, listSolutions } from './solution/list-solutions.ts';
import { type ImportReport, printReport } from './solution/report.ts';
import type { SolutionFiles } from './solution/solution-files.ts';

const usage = `Usage:
  haversack solution import FILE… [--share ROLE] [--report]
      Imports solution archives or unpacked folders, in the order given.
      --share ROLE   lets the role open the solutions' apps; may be given several times
      --report       names every part that is used, kept or missing
  haversack solution list
  haversack solution export NAME [FILE]
      Writes an installed, unmanaged solution to an archive; default: NAME_VERSION.zip
`;

/** What the command line needs of the world; tests give their own. */
export interface CliEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Script of the database's thread; default: the one beside the built server. */
  readonly workerFile?: URL;
}

/** Where solutions are listed, imported and exported: the running server, or the database itself. */
interface Target {
  list(): Promise<readonly InstalledSolution[]>;
  importFiles(files: SolutionFiles, share: readonly string[]): Promise<ImportReport>;
  exportSolution(name: string): Promise<{ readonly fileName: string; readonly bytes: Uint8Array }>;
  close(): Promise<void>;
}

function serverTarget(server: RunningServer): Target {
  return {
    async list() {
      const answer = (await server.send('GET', '/admin/v1/solutions')) as { solutions: InstalledSolution[] };
      return answer.solutions;
    },
    async importFiles(files, share) {
      const query = new URLSearchParams({ name: files.name });
      for (const role of share) query.append('share', role);
      const archive = zipSync(Object.fromEntries(files.entries), { level: 1 });
      return (await server.send('POST', `/admin/v1/solutions?${query.toString()}`, archive)) as ImportReport;
    },
    exportSolution: (name) => server.download(`/admin/v1/solutions/${encodeURIComponent(name)}/export`),
    close: () => Promise.resolve(),
  };
}

async function databaseTarget(database: Database): Promise<Target> {
  await migrate(database);
  await ensureSystemTables(database);
  return {
    list: () => listSolutions(database.db),
    async importFiles(files, share) {
      const report = await importSolutionFiles(database, files, { share });
      // Servers elsewhere on this PostgreSQL read their metadata again.
      await database.messages?.publish(writeChangeMessage(randomUUID(), 'all'));
      return report;
    },
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
    return await databaseTarget(database);
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

async function exportOne(
  target: Target,
  names: readonly string[],
  environment: CliEnvironment,
): Promise<void> {
  const [name = '', file] = names;
  const { fileName, bytes } = await target.exportSolution(name);
  const path = resolve(environment.cwd, file ?? fileName);
  try {
    await writeFile(path, bytes);
  } catch (error) {
    throw new AppError('bad-request', { message: `${path} cannot be written.` }, { cause: error });
  }
  environment.out(`${name} is in ${path}\n`);
}

function readArguments(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      share: { type: 'string', multiple: true },
      report: { type: 'boolean' },
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
  if (!isImport && !isList && !isExport) {
    environment.error(usage);
    return 2;
  }
  let target: Target | undefined;
  try {
    target = await openTarget(environment);
    const options = { share: parsed.values.share ?? [], full: parsed.values.report ?? false };
    if (isImport) await importAll(target, files, options, environment);
    else if (isExport) await exportOne(target, files, environment);
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
  });
