import { sql } from 'kysely';
import { readGuid } from '../../src/shared/base/guid.ts';
import type { Depth } from '../../src/shared/security/privilege.ts';
import type { Db } from '../db/database.ts';
import type { RoleItem } from '../metadata/meta-items.ts';
import { templateByName } from '../metadata/system-roles.ts';
import type { RoleSource } from './solution-model.ts';

export interface KnownRole {
  readonly id: string;
  readonly name: string;
  readonly templateId?: string;
}

/** Roles of the organisation, by every way in which files name them. */
export class RoleDirectory {
  readonly #roles: KnownRole[];
  readonly #aliases = new Map<string, string>();

  constructor(roles: readonly KnownRole[]) {
    this.#roles = [...roles];
  }

  /** A role by id, by the id of its template, by an id it has in some file, or by name. */
  find(reference: string): KnownRole | undefined {
    const id = readGuid(reference);
    if (id === undefined) {
      const name = reference.trim().toLowerCase();
      return this.#roles.find((role) => role.name.toLowerCase() === name);
    }
    const alias = this.#aliases.get(id);
    return (
      this.#roles.find((role) => role.id === id) ??
      this.#roles.find((role) => role.id === alias) ??
      this.#roles.find((role) => role.templateId === id)
    );
  }

  add(role: KnownRole, alias?: string): void {
    if (!this.#roles.some((known) => known.id === role.id)) this.#roles.push(role);
    if (alias !== undefined && alias !== role.id) this.#aliases.set(alias, role.id);
  }
}

/** All roles in the database. */
export async function readRoleDirectory(db: Db, items: readonly RoleItem[]): Promise<RoleDirectory> {
  const found = await sql<{ id: string; name: string | null; template: string | null }>`
    select roleid as id, name, roletemplateid as template from data.role order by roleid`.execute(db);
  const directory = new RoleDirectory(
    found.rows.map((row) => ({
      id: row.id,
      name: row.name ?? '',
      ...(row.template === null ? {} : { templateId: row.template }),
    })),
  );
  for (const item of items) directory.add(item, item.fileId);
  return directory;
}

/** The role as it is stored: one of the same template, or name, that exists already takes over the file's. */
export function placeRole(source: RoleSource, directory: RoleDirectory): RoleItem {
  const templateId = source.templateId ?? templateByName[source.name.toLowerCase()];
  const existing =
    directory.find(source.id) ??
    (templateId === undefined ? undefined : directory.find(templateId)) ??
    directory.find(source.name);
  const id = existing?.id ?? source.id;
  return {
    id,
    name: source.name,
    privileges: source.privileges,
    ...(templateId === undefined ? {} : { templateId }),
    ...(id === source.id ? {} : { fileId: source.id }),
  };
}

/** Brings a role from the privileges its file gave before to those it gives now; what was granted otherwise stays. */
export async function changePrivileges(
  db: Db,
  roleId: string,
  before: Readonly<Record<string, Depth>>,
  after: Readonly<Record<string, Depth>>,
): Promise<number> {
  const set = Object.entries(after)
    .filter(([name, depth]) => depth > 0 && before[name] !== depth)
    .map(([privilege, depth]) => ({ privilege, depth }));
  const gone = Object.keys(before).filter((name) => (after[name] ?? 0) === 0);
  const removed = await sql`
    delete from haversack.role_privilege where role_id = cast(${roleId} as uuid)
      and privilege in (select jsonb_array_elements_text(cast(${JSON.stringify(gone)} as jsonb)))
    returning privilege`.execute(db);
  const written = await sql`
    insert into haversack.role_privilege as p (role_id, privilege, depth)
    select cast(${roleId} as uuid), privilege, depth
    from jsonb_to_recordset(cast(${JSON.stringify(set)} as jsonb)) as x(privilege text, depth smallint)
    on conflict (role_id, privilege) do update set depth = excluded.depth
      where p.depth is distinct from excluded.depth
    returning privilege`.execute(db);
  const changed = removed.rows.length + written.rows.length;
  if (changed > 0) await touchRole(db, roleId);
  return changed;
}

/** Adds privileges, never lowering one. */
export async function raisePrivileges(
  db: Db,
  roleId: string,
  grants: Readonly<Record<string, Depth>>,
): Promise<number> {
  const list = Object.entries(grants).map(([privilege, depth]) => ({ privilege, depth }));
  const written = await sql`
    insert into haversack.role_privilege as p (role_id, privilege, depth)
    select cast(${roleId} as uuid), privilege, depth
    from jsonb_to_recordset(cast(${JSON.stringify(list)} as jsonb)) as x(privilege text, depth smallint)
    on conflict (role_id, privilege) do update set depth = excluded.depth where p.depth < excluded.depth
    returning privilege`.execute(db);
  if (written.rows.length > 0) await touchRole(db, roleId);
  return written.rows.length;
}

/** Privileges stand outside the row, so the row is logged as changed: devices learn of it like of any other change. */
async function touchRole(db: Db, roleId: string): Promise<void> {
  await sql`
    with touched as (
      update data.role set versionnumber = nextval('haversack.version'), modifiedon = now()
      where roleid = cast(${roleId} as uuid) returning roleid
    )
    insert into haversack.change_log (table_name, row_id, op) select 'role', roleid, 'u' from touched`.execute(
    db,
  );
}
