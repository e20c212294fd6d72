import { sql } from 'kysely';
import type { Depth, Verb } from '../../src/shared/security/privilege.ts';
import { privilegeName } from '../../src/shared/security/privilege-name.ts';
import type { Database } from '../../server/db/database.ts';
import type { Model } from '../../server/metadata/model.ts';
import { systemAdministrator } from '../../server/metadata/system-roles.ts';

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Units: root over north (over harbour) and south. One person in each, a team in south that ann belongs to. */
export const people = {
  root: id(1),
  north: id(2),
  harbour: id(3),
  south: id(4),
  admin: id(10),
  ann: id(11),
  bob: id(12),
  cid: id(13),
  disabled: id(14),
  team: id(20),
  role: id(30),
  teamRole: id(31),
} as const;

/** Units, people, a team and their (yet empty) roles. */
export async function createPeople(database: Database): Promise<void> {
  const p = people;
  await sql`
    insert into data.businessunit (businessunitid, name, parentbusinessunitid) values
      (${p.root}::uuid, 'Root', null), (${p.north}::uuid, 'North', ${p.root}::uuid),
      (${p.harbour}::uuid, 'Harbour', ${p.north}::uuid), (${p.south}::uuid, 'South', ${p.root}::uuid)`.execute(
    database.db,
  );
  await sql`
    insert into data.systemuser (systemuserid, fullname, businessunitid, isdisabled) values
      (${p.admin}::uuid, 'Admin', ${p.root}::uuid, false), (${p.ann}::uuid, 'Ann', ${p.north}::uuid, false),
      (${p.bob}::uuid, 'Bob', ${p.harbour}::uuid, false), (${p.cid}::uuid, 'Cid', ${p.south}::uuid, false),
      (${p.disabled}::uuid, 'Dora', ${p.north}::uuid, true)`.execute(database.db);
  await sql`insert into data.team (teamid, name, businessunitid)
    values (${p.team}::uuid, 'Team', ${p.south}::uuid)`.execute(database.db);
  await sql`insert into data.teammembership (teammembershipid, teamid, systemuserid)
    values (gen_random_uuid(), ${p.team}::uuid, ${p.ann}::uuid)`.execute(database.db);
  await sql`insert into data.role (roleid, name) values
    (${p.role}::uuid, 'Sales'), (${p.teamRole}::uuid, 'Team role')`.execute(database.db);
  await sql`insert into data.systemuserroles (systemuserroleid, systemuserid, roleid) values
    (gen_random_uuid(), ${p.admin}::uuid, ${systemAdministrator}::uuid),
    (gen_random_uuid(), ${p.ann}::uuid, ${p.role}::uuid),
    (gen_random_uuid(), ${p.bob}::uuid, ${p.role}::uuid),
    (gen_random_uuid(), ${p.cid}::uuid, ${p.role}::uuid)`.execute(database.db);
  await sql`insert into data.teamroles (teamroleid, teamid, roleid)
    values (gen_random_uuid(), ${p.team}::uuid, ${p.teamRole}::uuid)`.execute(database.db);
}

/** Replaces what a role allows, by table and verb. */
export async function setPrivileges(
  database: Database,
  model: Model,
  grants: Readonly<Record<string, Readonly<Partial<Record<Verb, Depth>>>>>,
  role: string = people.role,
): Promise<void> {
  await sql`delete from haversack.role_privilege where role_id = ${role}::uuid`.execute(database.db);
  const held = new Map<string, Depth>();
  for (const [name, verbs] of Object.entries(grants)) {
    const table = model.tables.get(name);
    if (table === undefined) throw new Error(`no table ${name}`);
    for (const [verb, level] of Object.entries(verbs))
      if (level > 0) held.set(privilegeName(table, verb as Verb), level);
  }
  await sql`insert into haversack.role_privilege (role_id, privilege, depth)
    select ${role}::uuid, * from unnest(${[...held.keys()]}::text[], ${[...held.values()]}::smallint[])`.execute(
    database.db,
  );
}

/** Every verb at one depth. */
export function allVerbs(level: Depth): Readonly<Record<Verb, Depth>> {
  return {
    create: level,
    read: level,
    write: level,
    delete: level,
    append: level,
    appendto: level,
    assign: level,
    share: level,
  };
}
