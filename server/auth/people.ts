import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { FiscalYearStart } from '../../src/shared/query/ast.ts';
import type { Db } from '../db/database.ts';
import { principalOf } from '../security/principal.ts';
import { languageOf } from '../plugins/language.ts';
import type { AuthServices } from './services.ts';

/** The signed-in person as pages need to know them. */
export interface SignedInPerson {
  readonly userId: string;
  readonly name: string;
  readonly email?: string;
  readonly businessUnitId: string;
  readonly teamIds: readonly string[];
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly isAdministrator: boolean;
  /** LCID. */
  readonly language: number;
  /** IANA name. */
  readonly timeZone: string;
  /** The organisation's. */
  readonly fiscalYearStart: FiscalYearStart;
}

/** False for somebody unknown or disabled. */
export async function isEnabledPerson(db: Db, userId: string): Promise<boolean> {
  const found = await sql`
    select 1 from data.systemuser
    where systemuserid = ${userId}::uuid and coalesce(isdisabled, false) = false`.execute(db);
  return found.rows.length > 0;
}

/** Who asks, with the roles of their own and of their teams; throws `not-signed-in`. */
export async function readSignedInPerson(
  services: AuthServices,
  request: FastifyRequest,
): Promise<SignedInPerson> {
  const principal = await principalOf(services, request);
  const { db } = services.database;
  const people = await sql<{ fullname: string | null; internalemailaddress: string | null }>`
    select fullname, internalemailaddress from data.systemuser where systemuserid = ${principal.userId}::uuid`.execute(
    db,
  );
  const roles = await sql<{ roleid: string; name: string | null }>`
    select roleid, name from data.role where roleid = any(${[...principal.roleIds]}::uuid[]) order by name`.execute(
    db,
  );
  return {
    userId: principal.userId,
    name: people.rows[0]?.fullname ?? '',
    email: people.rows[0]?.internalemailaddress ?? undefined,
    businessUnitId: principal.businessUnitId,
    teamIds: principal.teamIds,
    roles: roles.rows.map((row) => ({ id: row.roleid, name: row.name ?? '' })),
    isAdministrator: principal.isAdministrator,
    // Until people have settings of their own: what the browser asks for.
    language: languageOf(request.headers['accept-language']),
    timeZone: principal.timeZone,
    fiscalYearStart: principal.fiscalYearStart,
  };
}
