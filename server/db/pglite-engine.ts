import { fsyncSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { textTypes } from './text-types.ts';

/** Result of one statement, rows as objects. */
export interface EngineResult {
  readonly rows: Record<string, unknown>[];
  readonly affectedRows: number;
}

/** One PGlite instance: a single connection, statements one after the other. */
export interface Engine {
  query(sql: string, parameters: readonly unknown[]): Promise<EngineResult>;
  /** Several statements without parameters, all or none. */
  script(sql: string): Promise<void>;
  /** The whole database as a tar archive; tests copy a prepared one with it. */
  dump(): Promise<Blob>;
  close(): Promise<void>;
}

export interface EngineOptions {
  /** Folder of the database; absent: in memory. */
  readonly folder?: string;
  /** Starts from this copy instead of an empty database. */
  readonly loadFrom?: Blob;
}

interface NodeFs {
  readonly stream_ops: { fsync?: (stream: { readonly nfd: number }) => number };
}

/**
 * PGlite starts PostgreSQL with `-F` (no fsync). Leaving that out is not enough: Emscripten's NODEFS has no fsync
 * and its fdatasync does nothing, so `show fsync` says `on` while no byte is forced to the disk. Hence
 * wal_sync_method=fsync and a NODEFS fsync of our own.
 */
const startParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
];

/** Makes fsync reach the disk; says whether it could. */
function forceToDisk(engine: PGlite): boolean {
  const nodeFs = (engine.Module as unknown as { NODEFS?: NodeFs }).NODEFS;
  if (nodeFs === undefined) return false;
  nodeFs.stream_ops.fsync = (stream) => {
    fsyncSync(stream.nfd);
    return 0;
  };
  return true;
}

const asText = (text: string): string => text;

/** Opens PGlite, on disk with fsync that reaches the disk, or in memory. */
export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
  const engine = await PGlite.create({
    ...(options.folder === undefined ? {} : { dataDir: options.folder, startParams }),
    ...(options.loadFrom === undefined ? {} : { loadDataDir: options.loadFrom }),
    parsers: Object.fromEntries(textTypes.map((oid) => [oid, asText])),
  });
  if (options.folder !== undefined && !forceToDisk(engine))
    throw new Error('PGlite has no NODEFS to patch: durability cannot be promised');
  await engine.exec(`set timezone = 'UTC'; set datestyle = 'ISO, MDY'; set client_min_messages = 'error'`);
  return {
    async query(sql, parameters) {
      const result = await engine.query<Record<string, unknown>>(sql, [...parameters]);
      return { rows: result.rows, affectedRows: result.affectedRows ?? 0 };
    },
    async script(sql) {
      await engine.exec(sql);
    },
    dump: () => engine.dumpDataDir('none'),
    close: () => engine.close(),
  };
}
