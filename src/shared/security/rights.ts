import type { Row } from '../metadata/row.ts';
import type { Relationship, Table } from '../metadata/table.ts';
import type { SecurityModel } from './predicate.ts';
import type { Principal, Verb } from './privilege.ts';
import { depth, depthOf, rights, verbs } from './privilege.ts';

const every = Object.values(rights).reduce((sum, bit) => sum | bit, 0);

/** Verbs of a row without an owner: what the parent's table lets the person do. */
function unownedRights(principal: Principal, model: SecurityModel, table: Table<unknown>): number {
  let mask = 0;
  const isParental = (relationship: Relationship): boolean =>
    relationship.kind === 'one-to-many' &&
    relationship.referencing === table.logicalName &&
    relationship.onDelete === 'all';
  const parents = model.relationshipsOf(table.logicalName).filter(isParental);
  for (const verb of verbs) {
    const parentVerb: Verb = verb === 'read' ? 'read' : 'write';
    const held =
      depthOf(principal, table.logicalName, verb) === depth.organization ||
      parents.some(
        (parent) =>
          parent.kind === 'one-to-many' && depthOf(principal, parent.referenced, parentVerb) > depth.none,
      );
    if (held) mask |= rights[verb];
  }
  return mask;
}

/**
 * Makes the function that says what a row of the table lets the person do (bits of {@link rights}). User-owned rows
 * must carry `ownerid` and `owningbusinessunit`. For rows reached through a parent it is what the parent's table
 * allows at most: the server decides on the write.
 */
export function rightsEvaluator(
  principal: Principal,
  model: SecurityModel,
  table: Table<unknown>,
): (row: Row) => number {
  if (principal.isAdministrator) return () => every;
  if (table.ownership === 'none') {
    const mask = unownedRights(principal, model, table);
    return () => mask;
  }
  const levels = verbs.map((verb) => [rights[verb], depthOf(principal, table.logicalName, verb)] as const);
  if (table.ownership === 'organization') {
    const mask = levels.reduce((sum, [bit, level]) => (level === depth.organization ? sum | bit : sum), 0);
    return () => mask;
  }
  const owners = new Set<unknown>([principal.userId, ...principal.teamIds]);
  const below = new Set<unknown>([principal.businessUnitId, ...principal.businessUnitsBelow]);
  const distance =
    table.ownership === 'user' ? userOwnedDistance : (row: Row) => businessDistance(row, table, principal);
  function userOwnedDistance(row: Row): number {
    if (owners.has(row['ownerid'])) return depth.user;
    if (row['owningbusinessunit'] === principal.businessUnitId) return depth.businessUnit;
    return below.has(row['owningbusinessunit']) ? depth.parentChild : depth.organization;
  }
  function businessDistance(row: Row, of: Table<unknown>, who: Principal): number {
    const id = row[of.primaryId];
    if (of.logicalName === 'systemuser' && id === who.userId) return depth.user;
    if (of.logicalName === 'team' && who.teamIds.includes(String(id))) return depth.user;
    const unit =
      of.logicalName === 'businessunit' ? id : (row['owningbusinessunit'] ?? row['businessunitid'] ?? null);
    const isPerson = of.logicalName === 'systemuser' || of.logicalName === 'team';
    if (unit === who.businessUnitId) return isPerson ? depth.businessUnit : depth.user;
    return below.has(unit) ? depth.parentChild : depth.organization;
  }
  return (row) => {
    const needed = distance(row);
    let mask = 0;
    for (const [bit, level] of levels) if (level >= needed) mask |= bit;
    return mask;
  };
}

/** {@link rightsEvaluator} for a single row. */
export function rightsOf(
  principal: Principal,
  model: SecurityModel,
  table: Table<unknown>,
  row: Row,
): number {
  return rightsEvaluator(principal, model, table)(row);
}
