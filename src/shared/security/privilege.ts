import type { FiscalYearStart } from '../query/ast.ts';

/** The eight verbs of a table privilege, as Dataverse names them in lower case. */
export const verbs = ['create', 'read', 'write', 'delete', 'append', 'appendto', 'assign', 'share'] as const;
export type Verb = (typeof verbs)[number];

/** Depth of a privilege: 0 none, 1 user, 2 business unit, 3 parent: child business units, 4 organization. */
export type Depth = 0 | 1 | 2 | 3 | 4;
export const depth = { none: 0, user: 1, businessUnit: 2, parentChild: 3, organization: 4 } as const;

/**
 * What a row lets this person do, as bits that travel with the row so that buttons are right offline:
 * 1 read, 2 write, 4 append, 16 append to, 65536 delete, 262144 share, 524288 assign (Dataverse's access rights mask).
 */
export const rights = {
  read: 1,
  write: 2,
  append: 4,
  appendto: 16,
  create: 32,
  delete: 65536,
  share: 262144,
  assign: 524288,
} as const satisfies Record<Verb, number>;

/**
 * Who asks, resolved once per request to plain arrays so that queries never join users.
 * Privileges are the accumulated maximum over own and team roles.
 */
export interface Principal {
  readonly userId: string;
  readonly businessUnitId: string;
  readonly teamIds: readonly string[];
  readonly roleIds: readonly string[];
  /** The person's business unit and all below it. */
  readonly businessUnitsBelow: readonly string[];
  /** Depth by table logical name and verb. */
  readonly tablePrivileges: Readonly<Record<string, Readonly<Partial<Record<Verb, Depth>>>>>;
  /** Lower-case names of miscellaneous privileges held, e.g. `prvusetabletapp`. */
  readonly otherPrivileges: readonly string[];
  /** System Administrator: every privilege at organization depth, on tables made later too. */
  readonly isAdministrator: boolean;
  /** LCID. */
  readonly language: number;
  /** IANA name. */
  readonly timeZone: string;
  /** The organisation's: relative dates and date groups of what the person reads follow it. */
  readonly fiscalYearStart: FiscalYearStart;
}

/** The principal's depth for a verb on a table. */
export function depthOf(principal: Principal, table: string, verb: Verb): Depth {
  if (principal.isAdministrator) return depth.organization;
  return principal.tablePrivileges[table]?.[verb] ?? depth.none;
}
