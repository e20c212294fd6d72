import type { FastifyReply } from 'fastify';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import type { Relationship } from '../../src/shared/metadata/table.ts';
import { tableOfSet } from './api-context.ts';
import type { ApiContext } from './api-context.ts';
import { lookupValues } from './read-body.ts';
import { readReference } from './resource-path.ts';
import type { Segment } from './resource-path.ts';
import { writeAll } from './write-requests.ts';

/** The relationship behind a collection-valued navigation property; undefined for lookups and columns. */
export function collectionRelationship(
  context: ApiContext,
  table: Table<unknown>,
  property: string,
): Relationship | undefined {
  const here = table.logicalName;
  return context.model
    .relationshipsOf(here)
    .find((each) =>
      each.kind === 'one-to-many'
        ? each.referenced === here && each.collectionProperty === property
        : (each.tableA === here && each.propertyA === property) ||
          (each.tableB === here && each.propertyB === property),
    );
}

function referenceIn(body: unknown): string {
  const address = (body as { readonly '@odata.id'?: unknown } | null)?.['@odata.id'];
  if (typeof address !== 'string')
    throw new AppError('bad-request', { message: 'The body must name a row in @odata.id.' });
  return address;
}

interface Target {
  readonly table: Table<Labels>;
  readonly id: string;
  readonly segment: Segment;
}

/** POST and PUT on `…/property/$ref`: puts two rows together. */
export async function associateRequest(
  context: ApiContext,
  target: Target,
  body: unknown,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { table, id, segment } = target;
  const address = referenceIn(body);
  const relationship = collectionRelationship(context, table, segment.name);
  if (relationship === undefined) {
    const values = lookupValues(context, table, segment.name, address);
    await writeAll(context, [{ kind: 'update', table: table.logicalName, id, values }]);
  } else {
    const other = readReference(address);
    await writeAll(context, [
      {
        kind: 'associate',
        relationship: relationship.schemaName,
        table: table.logicalName,
        id,
        otherTable: tableOfSet(context.model, other.set).logicalName,
        otherId: other.id,
      },
    ]);
  }
  return reply.code(204).send();
}

function otherTable(relationship: Relationship, here: string): string {
  if (relationship.kind === 'one-to-many') return relationship.referencing;
  return relationship.tableA === here ? relationship.tableB : relationship.tableA;
}

/** DELETE on `…/property/$ref`, `…/property(id)/$ref` or `…/property/$ref?$id=…`: parts two rows, or empties a lookup. */
export async function disassociateRequest(
  context: ApiContext,
  target: Target,
  named: string | undefined,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { table, id, segment } = target;
  const relationship = collectionRelationship(context, table, segment.name);
  if (relationship === undefined) {
    const values = lookupValues(context, table, segment.name, null);
    await writeAll(context, [{ kind: 'update', table: table.logicalName, id, values }]);
    return reply.code(204).send();
  }
  const otherId =
    segment.key?.kind === 'id' ? segment.key.id : named === undefined ? undefined : readReference(named).id;
  if (otherId === undefined)
    throw new AppError('bad-request', { message: `Say which row of ${segment.name} is meant.` });
  await writeAll(context, [
    {
      kind: 'disassociate',
      relationship: relationship.schemaName,
      table: table.logicalName,
      id,
      otherTable: otherTable(relationship, table.logicalName),
      otherId,
    },
  ]);
  return reply.code(204).send();
}
