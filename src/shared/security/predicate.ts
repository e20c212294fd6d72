import type { Condition, Filter, LinkFilter } from '../query/ast.ts';
import type { ManyToMany, OneToMany, Relationship, Table } from '../metadata/table.ts';
import type { Depth, Principal, Verb } from './privilege.ts';
import { depth, depthOf } from './privilege.ts';

/** What predicates ask of the metadata; the server's Model is one. */
export interface SecurityModel {
  readonly tables: ReadonlyMap<string, Table<unknown>>;
  readonly relationships: readonly Relationship[];
  relationshipsOf(table: string): readonly Relationship[];
}

/** Rows of a table a verb reaches: all (undefined), none, or those that match. */
export type Reach = Filter | 'none' | undefined;

/** Parents of parents end here; deeper chains of tables without an owner are not reachable. */
const deepest = 4;

const equals = (column: string, value: string): Condition => ({
  kind: 'condition',
  column,
  operator: 'eq',
  values: [value],
});

const within = (column: string, values: readonly string[]): Condition =>
  values.length === 1
    ? equals(column, values[0] ?? '')
    : { kind: 'condition', column, operator: 'in', values };

const either = (filters: readonly Filter[]): Filter =>
  filters.length === 1 && filters[0] !== undefined ? filters[0] : { kind: 'or', filters };

const has = (table: Table<unknown>, column: string): boolean =>
  table.columns.some((each) => each.logicalName === column);

/** Owners whose rows count as the person's own: the person and the teams. */
function ownersOf(principal: Principal): readonly string[] {
  return [principal.userId, ...principal.teamIds];
}

function businessUnitsAt(principal: Principal, level: Depth): readonly string[] {
  if (level >= depth.parentChild)
    return principal.businessUnitsBelow.includes(principal.businessUnitId)
      ? principal.businessUnitsBelow
      : [principal.businessUnitId, ...principal.businessUnitsBelow];
  return level >= depth.businessUnit ? [principal.businessUnitId] : [];
}

function userOwned(principal: Principal, level: Depth): Reach {
  if (level === depth.none) return 'none';
  if (level === depth.organization) return undefined;
  const own = within('ownerid', ownersOf(principal));
  const units = businessUnitsAt(principal, level);
  return units.length === 0 ? own : either([own, within('owningbusinessunit', units)]);
}

/** Column that names the business unit of a row in a table owned by business units. */
function businessUnitColumn(table: Table<unknown>): string {
  if (table.logicalName === 'businessunit') return table.primaryId;
  return has(table, 'owningbusinessunit') ? 'owningbusinessunit' : 'businessunitid';
}

/** The rows that are the person: the own user and the own teams. */
function selfOf(principal: Principal, table: Table<unknown>): Filter | undefined {
  if (table.logicalName === 'systemuser') return equals(table.primaryId, principal.userId);
  return table.logicalName === 'team' && principal.teamIds.length > 0
    ? within(table.primaryId, principal.teamIds)
    : undefined;
}

function businessOwned(principal: Principal, table: Table<unknown>, level: Depth): Reach {
  if (level === depth.none) return 'none';
  if (level === depth.organization) return undefined;
  const isPeople = table.logicalName === 'systemuser' || table.logicalName === 'team';
  const self = selfOf(principal, table);
  if (level === depth.user && isPeople) return self ?? 'none';
  const units = businessUnitsAt(principal, level === depth.user ? depth.businessUnit : level);
  const inUnits = within(businessUnitColumn(table), units);
  return self === undefined ? inUnits : either([self, inUnits]);
}

function throughParent(
  table: string,
  alias: string,
  ends: { readonly from: string; readonly to: string },
  reach: Filter | undefined,
): LinkFilter {
  return {
    kind: 'link-filter',
    type: 'any',
    table,
    alias,
    from: ends.from,
    to: ends.to,
    ...(reach === undefined ? {} : { filter: reach }),
    links: [],
  };
}

const parental = (relationship: Relationship, table: string): relationship is OneToMany =>
  relationship.kind === 'one-to-many' &&
  relationship.referencing === table &&
  relationship.referenced !== table &&
  relationship.onDelete === 'all';

function intersectEnds(model: SecurityModel, table: Table<unknown>): ManyToMany | undefined {
  if (table.isIntersect !== true) return undefined;
  return model.relationships.find(
    (each): each is ManyToMany => each.kind === 'many-to-many' && each.intersect === table.logicalName,
  );
}

/** Rows of an intersect table: both ends must be within reach. */
function intersectReach(
  principal: Principal,
  model: SecurityModel,
  relationship: ManyToMany,
  verb: Verb,
  level: number,
): Reach {
  const wanted: Verb = verb === 'read' ? 'read' : 'append';
  const sides = [
    [relationship.tableA, relationship.columnA],
    [relationship.tableB, relationship.columnB],
  ] as const;
  const filters: Filter[] = [];
  for (const [index, [name, column]] of sides.entries()) {
    const end = model.tables.get(name);
    if (end === undefined) return 'none';
    const reach = reachAt(principal, model, end, wanted, level + 1);
    if (reach === 'none') return 'none';
    filters.push(
      throughParent(name, `security_${level}_${index}`, { from: end.primaryId, to: column }, reach),
    );
  }
  return { kind: 'and', filters };
}

/**
 * A table without an owner: where a role names it, it counts as organization-owned; else its rows are reached through
 * the parents that would delete them (reading needs read on the parent, everything else write); else not at all.
 */
function unowned(
  principal: Principal,
  model: SecurityModel,
  table: Table<unknown>,
  verb: Verb,
  level: number,
): Reach {
  if (depthOf(principal, table.logicalName, verb) === depth.organization) return undefined;
  if (level >= deepest) return 'none';
  const intersect = intersectEnds(model, table);
  if (intersect !== undefined) return intersectReach(principal, model, intersect, verb, level);
  const filters: Filter[] = [];
  for (const relationship of model.relationshipsOf(table.logicalName)) {
    if (!parental(relationship, table.logicalName)) continue;
    const parent = model.tables.get(relationship.referenced);
    if (parent === undefined || parent.isIntersect === true) continue;
    const reach = reachAt(principal, model, parent, verb === 'read' ? 'read' : 'write', level + 1);
    if (reach === 'none') continue;
    filters.push(
      throughParent(
        parent.logicalName,
        `security_${level}_${filters.length}`,
        { from: parent.primaryId, to: relationship.column },
        reach,
      ),
    );
  }
  return filters.length === 0 ? 'none' : either(filters);
}

function reachAt(
  principal: Principal,
  model: SecurityModel,
  table: Table<unknown>,
  verb: Verb,
  level: number,
): Reach {
  if (principal.isAdministrator) return undefined;
  const held = depthOf(principal, table.logicalName, verb);
  switch (table.ownership) {
    case 'user':
      return userOwned(principal, held);
    case 'business':
      return businessOwned(principal, table, held);
    case 'organization':
      return held === depth.organization ? undefined : 'none';
    case 'none':
      return unowned(principal, model, table, verb, level);
  }
}

/**
 * The rows of a table that a verb reaches for a principal, as a filter over the table's own columns. Every query and
 * every write of the server adds it; nothing is authorised by looking at results (I8).
 */
export function reachOf(
  principal: Principal,
  model: SecurityModel,
  table: Table<unknown>,
  verb: Verb,
): Reach {
  return reachAt(principal, model, table, verb, 0);
}
