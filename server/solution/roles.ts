import { sql } from 'kysely';
import { readGuid } from '../../src/shared/base/guid.ts';
import type { Depth } from '../../src/shared/security/privilege.ts';
import type { Db } from '../db/database.ts';
import type { MetaItem, MetaItems, RoleItem } from '../metadata/meta-items.ts';
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

type Privileges = Readonly<Record<string, Depth>>;

function highest(all: readonly Privileges[]): Privileges {
  const found: Record<string, Depth> = {};
  for (const one of all)
    for (const [name, depth] of Object.entries(one)) found[name] = Math.max(found[name] ?? 0, depth) as Depth;
  return found;
}

/** Two roles of a file may be one here, by template or name: it gets what either has. */
export function joinRoles(roles: readonly RoleItem[]): RoleItem[] {
  const joined = new Map<string, RoleItem>();
  for (const role of roles) {
    const known = joined.get(role.id);
    const privileges = highest([known?.privileges ?? {}, role.privileges]);
    joined.set(role.id, { ...(known ?? role), privileges });
  }
  return [...joined.values()];
}

function isOf(item: MetaItem, solution: string): boolean {
  return item.solution.toLowerCase() === solution.toLowerCase();
}

/** The document that holds what a solution says of a role. The first solution's bears the role's id alone. */
export function roleDocument(stored: MetaItems, role: RoleItem, solution: string): MetaItem {
  const first = stored.all('role').find((item) => item.name === role.id);
  const name =
    first === undefined || isOf(first, solution) ? role.id : `${role.id} ${solution.toLowerCase()}`;
  return { kind: 'role', name, solution, body: role };
}

/** The document that holds what sharing a solution gave a role, now and before. */
export function shareDocument(
  stored: MetaItems,
  role: Pick<RoleItem, 'id' | 'name'>,
  solution: string,
  grants: Privileges,
): MetaItem {
  const name = `${role.id} ${solution.toLowerCase()}`;
  const privileges = highest([stored.get('share', name)?.privileges ?? {}, grants]);
  return { kind: 'share', name, solution, body: { id: role.id, name: role.name, privileges } };
}

export interface Granted {
  /** What the solution's earlier version gave. */
  readonly before: Privileges;
  /** What other solutions and shares give. */
  readonly others: Privileges;
}

/** Who gave a role what, as far as documents tell. */
export function grantedTo(stored: MetaItems, roleId: string, solution: string): Granted {
  const bodies = stored.all('role').filter((item) => item.body.id === roleId);
  const shares = stored.all('share').filter((item) => item.body.id === roleId);
  const own = bodies.filter((item) => isOf(item, solution));
  const others = [...bodies.filter((item) => !isOf(item, solution)), ...shares];
  return {
    before: highest(own.map((item) => item.body.privileges)),
    others: highest(others.map((item) => item.body.privileges)),
  };
}

async function readPrivileges(db: Db, roleId: string): Promise<Privileges> {
  const found = await sql<{ privilege: string; depth: Depth }>`
    select privilege, depth from haversack.role_privilege where role_id = cast(${roleId} as uuid)`.execute(
    db,
  );
  return Object.fromEntries(found.rows.map((row) => [row.privilege, row.depth]));
}

/**
 * Brings a role from the privileges its file gave before to those it gives now. What other solutions or shares give,
 * and what was raised above all of them, stays.
 */
export async function changePrivileges(
  db: Db,
  roleId: string,
  { before, others }: Granted,
  after: Privileges,
): Promise<number> {
  const current = await readPrivileges(db, roleId);
  const set: { privilege: string; depth: number }[] = [];
  const gone: string[] = [];
  for (const privilege of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const was = before[privilege] ?? 0;
    const is = after[privilege] ?? 0;
    const other = others[privilege] ?? 0;
    const now = current[privilege] ?? 0;
    // Above what documents tell it was granted otherwise.
    if (was === is || (now > Math.max(was, other) && now >= is)) continue;
    const depth = Math.max(is, other);
    if (depth === 0) gone.push(privilege);
    else if (is > 0 || now > 0) set.push({ privilege, depth });
  }
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

/** Takes from every role what the solution and sharing it gave, and nobody else gives. */
export async function revokePrivileges(db: Db, stored: MetaItems, solution: string): Promise<void> {
  const documents = [...stored.all('role'), ...stored.all('share')];
  for (const id of new Set(documents.filter((item) => isOf(item, solution)).map((item) => item.body.id))) {
    const ofRole = documents.filter((item) => item.body.id === id);
    const given = (isOwn: boolean): Privileges =>
      highest(ofRole.filter((item) => isOf(item, solution) === isOwn).map((item) => item.body.privileges));
    await changePrivileges(db, id, { before: given(true), others: given(false) }, {});
  }
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
