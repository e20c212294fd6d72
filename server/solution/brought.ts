import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Db } from '../db/database.ts';
import type { ExportedModel } from './export/write-solution.ts';
import type { KeptComponent, Manifest } from './solution-model.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** A kept component without its bytes, which lie in a row of their own; only what shares its name with a later one has them. */
interface StoredKept extends Omit<KeptComponent, 'body'> {
  readonly base64?: string;
}

interface StoredModel extends Omit<ExportedModel, 'manifest' | 'kept' | 'rows'> {
  readonly rows?: ExportedModel['rows'];
  readonly manifest: Omit<Manifest, 'roots'> & { readonly roots: readonly string[] };
  readonly kept: readonly StoredKept[];
}

function keyOf({ kind, name }: Pick<KeptComponent, 'kind' | 'name'>): string {
  return `${kind}\n${name}`;
}

function storedKept(kept: readonly KeptComponent[]): StoredKept[] {
  const last = new Map(kept.map((one) => [keyOf(one), one]));
  return kept.map((one) => {
    const { body, ...rest } = one;
    return last.get(keyOf(one)) === one ? rest : { ...rest, base64: Buffer.from(body).toString('base64') };
  });
}

/**
 * Notes with the installed solution what it brought, part by part, since documents and rows hold what all solutions made
 * of a part together. Call after the solution's row is written.
 */
export async function writeBrought(db: Db, model: ExportedModel): Promise<void> {
  const { manifest, tables, choices, relationships, forms, views, storedViews, charts, dashboards } = model;
  const { siteMaps, apps, roles, columnSecurity, rows, kept } = model;
  const stored: StoredModel = {
    manifest: { ...manifest, roots: [...manifest.roots] },
    tables,
    choices,
    relationships,
    forms,
    views,
    storedViews,
    charts,
    dashboards,
    siteMaps,
    apps,
    roles,
    columnSecurity,
    // Their values lie in the tables; what tells them apart is enough here.
    rows: rows.map((row) => ({ ...row, values: {} })),
    kept: storedKept(kept),
  };
  const packed = await pack(JSON.stringify(stored));
  await sql`update haversack.solution_install
    set brought = decode(${packed.toString('base64')}, 'base64')
    where name = ${manifest.uniqueName}`.execute(db);
}

async function readBodies(db: Db, solution: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = await sql<{ kind: string; name: string; body: string }>`
    select kind, name, encode(body, 'base64') as body from haversack.solution_component
    where solution = ${solution}`.execute(db);
  return new Map(
    found.rows.map((row) => [keyOf(row), new Uint8Array(Buffer.from(row.body, 'base64'))] as const),
  );
}

function unpackModel(base64: string): Promise<StoredModel> {
  return unpack(new Uint8Array(Buffer.from(base64, 'base64'))).then(
    (text) => JSON.parse(text.toString('utf8')) as StoredModel,
  );
}

/** Rows that the installed version brought; none where nothing was noted. */
export async function readBroughtRows(db: Db, name: string): Promise<ExportedModel['rows']> {
  const found = await sql<{ brought: string | null }>`
    select encode(brought, 'base64') as brought from haversack.solution_install where name = ${name}`.execute(
    db,
  );
  const brought = found.rows[0]?.brought ?? null;
  return brought === null ? [] : ((await unpackModel(brought)).rows ?? []);
}

/** Ids of the rows that all solutions but this one brought. */
export async function readIdsOfOthers(db: Db, name: string): Promise<ReadonlySet<string>> {
  const found = await sql<{ brought: string }>`
    select encode(brought, 'base64') as brought from haversack.solution_install
    where name <> ${name} and brought is not null`.execute(db);
  const ids = new Set<string>();
  for (const { brought } of found.rows)
    for (const row of (await unpackModel(brought)).rows ?? []) ids.add(row.id);
  return ids;
}

/** What an installed solution brought, by its unique name in any case. Throws where there is none, or none was noted. */
export async function readBrought(db: Db, name: string): Promise<ExportedModel> {
  const found = await sql<{ name: string; brought: string | null }>`
    select name, encode(brought, 'base64') as brought from haversack.solution_install
    where lower(name) = lower(${name})
    order by name = ${name} desc limit 1`.execute(db);
  const row = found.rows[0];
  if (row === undefined)
    throw new AppError('solution-unknown', { message: `There is no solution named ${name}.` });
  if (row.brought === null)
    throw new AppError('solution-not-exportable', {
      message: `${row.name} was imported before exports were possible; import it once more first.`,
    });
  const stored = await unpackModel(row.brought);
  const bodies = await readBodies(db, row.name);
  return {
    ...stored,
    // What older servers noted has none.
    rows: stored.rows ?? [],
    manifest: { ...stored.manifest, roots: new Set(stored.manifest.roots) },
    kept: stored.kept.map(({ base64, ...one }) => ({
      ...one,
      body:
        base64 === undefined
          ? (bodies.get(keyOf(one)) ?? new Uint8Array())
          : new Uint8Array(Buffer.from(base64, 'base64')),
    })),
  };
}
