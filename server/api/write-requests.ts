import { sql } from 'kysely';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import type { WriteOperation, WriteResult } from '../data/write-context.ts';
import { primaryRef, tableRef } from '../data/row-sql.ts';
import { write } from '../data/write.ts';
import type { ApiContext } from './api-context.ts';
import { readBody } from './read-body.ts';
import { equals, findId, readSingle } from './read-rows.ts';
import type { SegmentKey } from './resource-path.ts';

interface Exchange {
  readonly context: ApiContext;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly options: Readonly<Record<string, string>>;
}

/** Operations in one transaction; who listens for changes hears of them after the commit. */
export async function writeAll(
  context: ApiContext,
  operations: readonly WriteOperation[],
): Promise<readonly WriteResult[]> {
  const { services, model, principal } = context;
  const results = await services.database.db.transaction().execute(async (tx) => {
    const done: WriteResult[] = [];
    for (const operation of operations)
      done.push(
        await write({ tx, model, principal, now: services.clock.now(), random: services.random }, operation),
      );
    return done;
  });
  services.changes.notify(
    results.flatMap((each) => [...each.written, ...each.removed].map((ref) => ref.table)),
  );
  return results;
}

async function answerRow(
  { context, reply, options }: Exchange,
  table: Table<Labels>,
  id: string,
  status: { readonly empty: number; readonly full: number },
): Promise<FastifyReply> {
  void reply.header('OData-EntityId', `${context.root}${table.entitySetName}(${id})`);
  if (!context.preferences.representation) return reply.code(status.empty).send();
  const select = options['$select'];
  const row = await readSingle(
    context,
    table,
    equals(table.primaryId, id),
    select === undefined ? {} : { $select: select },
  );
  return reply.code(status.full).send(row);
}

/** POST on an entity set. */
export async function createRequest(exchange: Exchange, table: Table<Labels>): Promise<FastifyReply> {
  const { context, request } = exchange;
  const values = readBody(context, table, request.body);
  const [result] = await writeAll(context, [{ kind: 'create', table: table.logicalName, values }]);
  if (result === undefined) throw new AppError('internal');
  return answerRow(exchange, table, result.id, { empty: 204, full: 201 });
}

/** Version in an If-Match header; undefined for none and for `*`. */
function versionOf(header: string | undefined): string | undefined {
  if (header === undefined || header === '*') return undefined;
  const version = /^(?:W\/)?"(\d+)"$/.exec(header.trim())?.[1];
  // Not one of ours: no row has it.
  return version ?? '0';
}

async function exists(context: ApiContext, table: Table<unknown>, id: string): Promise<boolean> {
  const found =
    await sql`select 1 from ${tableRef(table)} as t where ${primaryRef(table, 't')} = ${id}::uuid`.execute(
      context.services.database.db,
    );
  return found.rows.length > 0;
}

function createFrom(table: Table<unknown>, key: SegmentKey, values: Record<string, unknown>): WriteOperation {
  return key.kind === 'id'
    ? { kind: 'create', table: table.logicalName, id: key.id, values }
    : {
        kind: 'create',
        table: table.logicalName,
        values: { ...values, ...(key.kind === 'values' ? key.values : {}) },
      };
}

/** PATCH on a row: update, or create when it is not there; If-Match and If-None-Match rule one of them out. */
export async function upsertRequest(
  exchange: Exchange,
  table: Table<Labels>,
  key: SegmentKey,
): Promise<FastifyReply> {
  const { context, request } = exchange;
  const values = readBody(context, table, request.body);
  const ifMatch = request.headers['if-match'];
  const onlyCreate = request.headers['if-none-match'] === '*';
  const id = await findId(context, table, key);
  const isThere = id !== undefined && (await exists(context, table, id));
  if (isThere && onlyCreate) throw new AppError('row-exists', { table: table.logicalName });
  if (!isThere && ifMatch !== undefined) throw new AppError('no-row', { table: table.logicalName });
  const [result] = await writeAll(context, [
    isThere
      ? { kind: 'update', table: table.logicalName, id, values, ifVersion: versionOf(ifMatch) }
      : createFrom(table, key, values),
  ]);
  if (result === undefined) throw new AppError('internal');
  return answerRow(exchange, table, result.id, { empty: 204, full: isThere ? 200 : 201 });
}

/** Changes columns of a row that must be there. */
export async function updateRequest(
  exchange: Exchange,
  table: Table<Labels>,
  id: string,
  values: Readonly<Record<string, unknown>>,
): Promise<FastifyReply> {
  const ifVersion = versionOf(exchange.request.headers['if-match']);
  await writeAll(exchange.context, [{ kind: 'update', table: table.logicalName, id, values, ifVersion }]);
  return exchange.reply.code(204).send();
}

/** DELETE on a row. */
export async function deleteRequest(
  exchange: Exchange,
  table: Table<Labels>,
  id: string,
): Promise<FastifyReply> {
  const ifVersion = versionOf(exchange.request.headers['if-match']);
  await writeAll(exchange.context, [{ kind: 'delete', table: table.logicalName, id, ifVersion }]);
  return exchange.reply.code(204).send();
}
