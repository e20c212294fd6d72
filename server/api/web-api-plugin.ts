import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import { findColumn } from '../../src/shared/query/metadata.ts';
import { findNavigation, relatedFilter } from '../../src/shared/query/odata-navigation.ts';
import type { Navigation } from '../../src/shared/query/odata-navigation.ts';
import type { Filter } from '../../src/shared/query/ast.ts';
import { principalOf } from '../security/principal.ts';
import type { Services } from '../services.ts';
import { metadataOf, tableOfSet } from './api-context.ts';
import type { ApiContext } from './api-context.ts';
import { answerBatch } from './batch.ts';
import { printCsdl } from './csdl.ts';
import { readDefinitions } from './entity-definitions.ts';
import { readPreferences } from './preferences.ts';
import { lookupOf, lookupValues } from './read-body.ts';
import { countRows, equals, findId, keyFilter, readCollection, readSingle } from './read-rows.ts';
import { associateRequest, collectionRelationship, disassociateRequest } from './reference-requests.ts';
import { readPath } from './resource-path.ts';
import type { Segment } from './resource-path.ts';
import { createRequest, deleteRequest, updateRequest, upsertRequest } from './write-requests.ts';

/** Characters of an address; inside a batch, where no proxy and no header limit cuts it, twice as many. */
const longestAddress = 32 * 1024;
const insideHeader = 'x-haversack-inside-batch';

type Options = Readonly<Record<string, string>>;

interface Exchange {
  readonly context: ApiContext;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Behind the service root, decoded. */
  readonly path: string;
  readonly segments: readonly Segment[];
  readonly options: Options;
}

function readOptions(query: string): Options {
  // Without a prototype: `toString` is a name like any other.
  const options = Object.create(null) as Record<string, string>;
  for (const [name, value] of new URLSearchParams(query)) {
    if (name in options) throw new AppError('bad-query', { message: `${name} is given twice.` });
    options[name] = value;
  }
  return options;
}

async function open(
  services: Services,
  isInside: boolean,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Exchange> {
  if (request.url.length > longestAddress * (isInside ? 2 : 1)) throw new AppError('too-large');
  const match = /^\/api\/data\/(v9\.\d)\/?([^?]*)\??([\s\S]*)$/.exec(request.url);
  if (match === null) throw new AppError('no-route');
  const [, version = '', encoded = '', query = ''] = match;
  let path: string;
  try {
    path = decodeURIComponent(encoded);
  } catch {
    throw new AppError('bad-request', { message: 'The address is not well encoded.' });
  }
  const preferences = readPreferences(request.headers['prefer']);
  void reply.header('OData-Version', '4.0').header('cache-control', 'no-store');
  if (preferences.applied.length > 0) void reply.header('Preference-Applied', preferences.applied.join(', '));
  const context: ApiContext = {
    services,
    model: services.model.current,
    principal: await principalOf(services, request),
    preferences,
    root: `${services.config.publicUrl}/api/data/${version}/`,
  };
  return { context, request, reply, path, segments: readPath(path), options: readOptions(query) };
}

/** What tables there are is for whoever works here: somebody without any role reads no metadata either. */
function requireRole({ principal }: ApiContext): void {
  if (principal.isAdministrator || principal.roleIds.length > 0) return;
  throw new AppError('no-privilege', { message: 'You have no security role. Ask an administrator for one.' });
}

async function whoAmI(context: ApiContext): Promise<Record<string, unknown>> {
  const found = await sql<{
    id: string;
  }>`select organizationid::text as id from data.organization limit 1`.execute(context.services.database.db);
  return {
    '@odata.context': `${context.root}$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse`,
    BusinessUnitId: context.principal.businessUnitId,
    UserId: context.principal.userId,
    OrganizationId: found.rows[0]?.id ?? null,
  };
}

function serviceDocument(context: ApiContext): Record<string, unknown> {
  return {
    '@odata.context': `${context.root}$metadata`,
    value: [...context.model.tables.values()].map((table) => ({
      name: table.entitySetName,
      kind: 'EntitySet',
      url: table.entitySetName,
    })),
  };
}

/** Rows of the navigation's table that belong to the row with this id: seen from them, a step back to it. */
function backFilter(context: ApiContext, table: Table<unknown>, navigation: Navigation, id: string): Filter {
  const target = tableByName(context, navigation.table);
  if (navigation.kind === 'children') return equals(navigation.column, id);
  const back: Navigation =
    navigation.kind === 'lookup'
      ? { kind: 'children', table: table.logicalName, column: navigation.column }
      : {
          kind: 'many-to-many',
          table: table.logicalName,
          intersect: navigation.intersect,
          near: navigation.far,
          far: navigation.near,
        };
  return relatedFilter(metadataOf(context), target, back, 'back', equals(table.primaryId, id));
}

function tableByName(context: ApiContext, name: string): Table<Labels> {
  const table = context.model.tables.get(name);
  if (table === undefined) throw new AppError('no-table', { table: name });
  return table;
}

/** The user or team behind `set(key)/ownerid`. */
async function readOwner(
  { context, options }: Exchange,
  table: Table<Labels>,
  id: string,
  property: string,
): Promise<unknown> {
  const select = options['$select'];
  const $expand = select === undefined ? property : `${property}($select=${select})`;
  const row = await readSingle(context, table, equals(table.primaryId, id), {
    $select: table.primaryId,
    $expand,
  });
  const owner = row[property];
  if (owner === null || typeof owner !== 'object') throw new AppError('no-row', { table: table.logicalName });
  return { '@odata.context': `${context.root}$metadata#principals/$entity`, ...owner };
}

/** `set(key)/property`, `…/$value`, `…/$count`. */
async function readProperty(exchange: Exchange, table: Table<Labels>): Promise<unknown> {
  const { context, segments, options, path, reply } = exchange;
  const [first, second, third] = segments;
  const property = second?.name ?? '';
  const id = await findId(context, table, first?.key);
  if (id === undefined) throw new AppError('no-row', { table: table.logicalName });
  const column = findColumn(table, property.replace(/^_(.+)_value$/, '$1'));
  const navigation = findNavigation(metadataOf(context), table, property);
  if (column?.type === 'owner' && property === column.logicalName)
    return readOwner(exchange, table, id, property);
  if (navigation === undefined || (column !== undefined && property.startsWith('_'))) {
    if (column === undefined) throw new AppError('no-column', { table: table.logicalName, column: property });
    const row = await readSingle(context, table, equals(table.primaryId, id), { $select: property });
    if (third?.name === '$value')
      return reply.type('text/plain; charset=utf-8').send(String(row[property] ?? ''));
    return {
      '@odata.context': `${context.root}$metadata#${table.entitySetName}(${id})/${property}`,
      value: row[property] ?? null,
    };
  }
  const $select = navigation.kind === 'lookup' ? navigation.column : table.primaryId;
  const row = await readSingle(context, table, equals(table.primaryId, id), { $select });
  if (navigation.kind === 'lookup' && row[`_${navigation.column}_value`] === null)
    return reply.code(204).send();
  const target = tableByName(context, navigation.table);
  const filter = backFilter(context, table, navigation, id);
  if (navigation.kind === 'lookup') return readSingle(context, target, filter, options);
  return readCollection(context, target, path, options, filter);
}

async function get(exchange: Exchange): Promise<unknown> {
  const { context, segments, options, path, reply } = exchange;
  const [first, second] = segments;
  if (first?.name === 'WhoAmI') return whoAmI(context);
  requireRole(context);
  if (first === undefined) return serviceDocument(context);
  if (first.name === '$metadata') return reply.type('application/xml').send(printCsdl(context.model));
  if (first.name === 'EntityDefinitions') return readDefinitions(context, segments, options);
  const table = tableOfSet(context.model, first.name);
  if (first.key === undefined || first.key.kind === 'none') {
    if (second === undefined) return readCollection(context, table, path, options);
    if (second.name !== '$count') throw new AppError('no-route');
    return reply.type('text/plain; charset=utf-8').send(String(await countRows(context, table, options)));
  }
  if (second !== undefined) return readProperty(exchange, table);
  const row = await readSingle(context, table, keyFilter(table, first.key), options);
  // Annotations and expanded rows can change while the row's own version stays.
  const isPlain = options['$expand'] === undefined && exchange.request.headers['prefer'] === undefined;
  if (isPlain && exchange.request.headers['if-none-match'] === row['@odata.etag'])
    return reply.code(304).send();
  return row;
}

/** The row that `set(key)` names for a write, and what stands behind it. */
async function target(
  exchange: Exchange,
): Promise<{ readonly table: Table<Labels>; readonly id: string; readonly rest: readonly Segment[] }> {
  const { context, segments } = exchange;
  const [first, ...rest] = segments;
  const table = tableOfSet(context.model, first?.name ?? '');
  const id = await findId(context, table, first?.key);
  if (id === undefined) throw new AppError('no-row', { table: table.logicalName });
  return { table, id, rest };
}

async function post(exchange: Exchange): Promise<FastifyReply> {
  const { context, segments, request, reply } = exchange;
  const [first, property, ref] = segments;
  if (first === undefined) throw new AppError('no-route');
  if (property === undefined) {
    if (first.key !== undefined) throw new AppError('no-route');
    return createRequest(exchange, tableOfSet(context.model, first.name));
  }
  if (ref?.name !== '$ref') throw new AppError('no-route');
  const { table, id } = await target(exchange);
  return associateRequest(context, { table, id, segment: property }, request.body, reply);
}

async function patch(exchange: Exchange): Promise<FastifyReply> {
  const [first, second] = exchange.segments;
  if (first?.key === undefined || second !== undefined) throw new AppError('no-route');
  return upsertRequest(exchange, tableOfSet(exchange.context.model, first.name), first.key);
}

async function put(exchange: Exchange): Promise<FastifyReply> {
  const { context, request, reply } = exchange;
  const { table, id, rest } = await target(exchange);
  const [property, ref] = rest;
  if (property === undefined) throw new AppError('no-route');
  if (ref?.name === '$ref')
    return associateRequest(context, { table, id, segment: property }, request.body, reply);
  const body = request.body as { readonly value?: unknown } | null;
  if (ref !== undefined || body === null || typeof body !== 'object' || !('value' in body))
    throw new AppError('bad-request', { message: 'The body must hold the value.' });
  return updateRequest(exchange, table, id, { [property.name]: body.value });
}

async function remove(exchange: Exchange): Promise<FastifyReply> {
  const { context, options, reply } = exchange;
  const { table, id, rest } = await target(exchange);
  const [property, ref] = rest;
  if (property === undefined) return deleteRequest(exchange, table, id);
  if (ref?.name === '$ref')
    return disassociateRequest(context, { table, id, segment: property }, options['$id'], reply);
  if (ref !== undefined || collectionRelationship(context, table, property.name) !== undefined)
    throw new AppError('no-route');
  const column = findColumn(table, property.name);
  const isLookupProperty = column === undefined || lookupLike(context, table, property.name);
  return updateRequest(
    exchange,
    table,
    id,
    isLookupProperty ? lookupValues(context, table, property.name, null) : { [property.name]: null },
  );
}

function lookupLike(context: ApiContext, table: Table<unknown>, property: string): boolean {
  try {
    lookupOf(context, table, property);
    return true;
  } catch {
    return false;
  }
}

/** Clients declare JSON on requests without a body too: that is no body, not a bad one. */
function acceptEmptyBody(scope: FastifyInstance): void {
  const parse = scope.getDefaultJsonParser('error', 'error');
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, null);
    else void parse(request, String(body), done);
  });
}

/** Dataverse's Web API: every read through the query AST with the person's predicates, every write through the pipeline. */
export async function webApiPlugin(app: FastifyInstance, services: Services): Promise<void> {
  // Nobody else can say that a request is of a batch.
  const mark = randomUUID();
  const answer =
    (run: (exchange: Exchange) => Promise<unknown>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const isInside = request.headers[insideHeader] === mark;
      const result = await run(await open(services, isInside, request, reply));
      return reply.sent || result === reply
        ? reply
        : reply.type('application/json; odata.metadata=minimal').send(JSON.stringify(result));
    };
  await app.register(async (scope) => {
    acceptEmptyBody(scope);
    scope.addContentTypeParser(
      'multipart/mixed',
      { parseAs: 'string' },
      async (_request: FastifyRequest, body: string) => body,
    );
    scope.post(
      '/api/data/:version/$batch',
      { config: { acceptsTypes: ['multipart/mixed'] } },
      async (request: FastifyRequest<{ Params: { readonly version: string } }>, reply) => {
        await principalOf(services, request);
        const root = `${services.config.publicUrl}/api/data/${request.params.version}/`;
        return answerBatch(app, root, { [insideHeader]: mark }, request, reply);
      },
    );
    for (const url of ['/api/data/:version', '/api/data/:version/*']) {
      scope.get(url, answer(get));
      scope.post(url, answer(post));
      scope.patch(url, answer(patch));
      scope.put(url, answer(put));
      scope.delete(url, answer(remove));
    }
  });
}
