import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { FiscalYearStart } from '../../src/shared/query/ast.ts';
import { privilegeName } from '../../src/shared/security/privilege-name.ts';
import { depth, verbs } from '../../src/shared/security/privilege.ts';
import type { Depth, Principal, Verb } from '../../src/shared/security/privilege.ts';
import type { Db, Tx } from '../db/database.ts';
import type { Model } from '../metadata/model.ts';
import { languageOf } from '../plugins/language.ts';
import type { Services } from '../services.ts';

/** Template of the role that holds every privilege. */
export const administratorTemplate = '627090ff-40a3-4053-8790-584edc5be201';

export interface PrincipalOptions {
  /** LCID; default English (1033). */
  readonly language?: number;
  /** IANA name; default UTC. */
  readonly timeZone?: string;
}

interface PersonRow {
  readonly businessunitid: string | null;
  readonly isdisabled: boolean | null;
  /** Month and day, `07-01`. */
  readonly fiscal_start: string | null;
  readonly teams: string[];
  readonly units: string[];
  readonly roles: string[];
  readonly is_administrator: boolean;
  readonly privileges: Record<string, number> | null;
}

/** One statement: a request costs one round trip, and a cache could miss a change that commits late. */
async function readPerson(db: Db | Tx, userId: string): Promise<PersonRow | undefined> {
  const result = await sql<PersonRow>`
    with recursive teams as (
      select teamid as id from data.teammembership where systemuserid = ${userId}::uuid
    ), units as (
      select businessunitid as id from data.systemuser where systemuserid = ${userId}::uuid
      union
      select b.businessunitid from data.businessunit b join units on b.parentbusinessunitid = units.id
    ), roles as (
      select r.roleid as id, r.roletemplateid as template from data.role r where r.roleid in (
        select roleid from data.systemuserroles where systemuserid = ${userId}::uuid
        union
        select t.roleid from data.teamroles t join teams on t.teamid = teams.id
      )
    )
    select u.businessunitid, u.isdisabled,
      (select to_char(fiscalcalendarstart at time zone 'UTC', 'MM-DD') from data.organization
        order by createdon, organizationid limit 1) as fiscal_start,
      array(select id from teams order by id) as teams,
      array(select id from units where id is not null order by id) as units,
      array(select id from roles order by id) as roles,
      exists (select 1 from roles where template = ${administratorTemplate}::uuid) as is_administrator,
      (select jsonb_object_agg(privilege, depth) from (
        select p.privilege, max(p.depth) as depth from haversack.role_privilege p
        join roles on roles.id = p.role_id group by p.privilege) held) as privileges
    from data.systemuser u where u.systemuserid = ${userId}::uuid`.execute(db);
  return result.rows[0];
}

const asDepth = (value: number | undefined): Depth =>
  value === 1 || value === 2 || value === 3 || value === 4 ? value : depth.none;

/** Every month has a day 28, and a year that starts later than that in none of them is unknown to the field. */
function fiscalYearStart(start: string | null): FiscalYearStart {
  if (start === null) return { month: 1, day: 1 };
  return { month: Number(start.slice(0, 2)), day: Math.min(28, Number(start.slice(3))) };
}

/**
 * Resolves who asks to plain arrays: teams, business units below, and the most permissive depth of each privilege over
 * own and team roles. Throws `not-signed-in` for someone unknown or disabled.
 */
export async function resolvePrincipal(
  db: Db | Tx,
  model: Model,
  userId: string,
  options: PrincipalOptions = {},
): Promise<Principal> {
  const person = await readPerson(db, userId);
  if (person === undefined || person.isdisabled === true || person.businessunitid === null)
    throw new AppError('not-signed-in');
  const held = person.privileges ?? {};
  const tablePrivileges: Record<string, Partial<Record<Verb, Depth>>> = {};
  const ofTables = new Set<string>();
  for (const table of model.tables.values()) {
    const byVerb: Partial<Record<Verb, Depth>> = {};
    for (const verb of verbs) {
      const name = privilegeName(table, verb);
      ofTables.add(name);
      const level = asDepth(held[name]);
      if (level !== depth.none) byVerb[verb] = level;
    }
    tablePrivileges[table.logicalName] = byVerb;
  }
  return {
    userId,
    businessUnitId: person.businessunitid,
    teamIds: person.teams,
    roleIds: person.roles,
    businessUnitsBelow: person.units,
    tablePrivileges,
    otherPrivileges: Object.keys(held)
      .filter((name) => !ofTables.has(name) && asDepth(held[name]) !== depth.none)
      .sort(),
    isAdministrator: person.is_administrator,
    language: options.language ?? 1033,
    timeZone: options.timeZone ?? 'UTC',
    fiscalYearStart: fiscalYearStart(person.fiscal_start),
  };
}

/** What is read of a request; sign-in sets `userId`. */
interface AskingRequest {
  readonly userId: string | null;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** The device says its zone, since relative dates of a view are the person's days; it decides nothing else. */
function zoneOf(request: AskingRequest): string | undefined {
  const header = request.headers['x-time-zone'];
  if (typeof header !== 'string' || header.length > 64) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: header }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** The principal of a request; throws `not-signed-in` without a session. */
export async function principalOf(
  services: Pick<Services, 'database' | 'model'>,
  request: AskingRequest,
): Promise<Principal> {
  if (request.userId === null || request.userId === undefined) throw new AppError('not-signed-in');
  return resolvePrincipal(services.database.db, services.model.current, request.userId, {
    timeZone: zoneOf(request),
    language: languageOf(request.headers['accept-language']),
  });
}
