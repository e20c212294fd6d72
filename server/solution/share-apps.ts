import type { Db } from '../db/database.ts';
import { type MetaItems, writeMetaItems } from '../metadata/meta-items.ts';
import { basicUser, templateByName } from '../metadata/system-roles.ts';
import { appId, giveApp, writeRoleRows } from './design-rows.ts';
import { raisePrivileges, type RoleDirectory, shareDocument } from './roles.ts';
import { shareGrants, type SharedModel, type TableMap, unknownRole } from './share.ts';

/** Basic User comes with the base solution; sharing with it must work without. */
async function findSharedRole(
  db: Db,
  reference: string,
  directory: RoleDirectory,
): Promise<{ id: string; name: string }> {
  const found =
    directory.find(reference) ?? directory.find(templateByName[reference.trim().toLowerCase()] ?? reference);
  if (found !== undefined) return found;
  if (reference !== basicUser && templateByName[reference.trim().toLowerCase()] !== basicUser)
    throw unknownRole(reference);
  const role = { id: basicUser, name: 'Basic User', templateId: basicUser };
  await writeRoleRows(db, [role]);
  directory.add(role);
  return role;
}

/** What sharing has to know of the solution and the organisation. */
export interface Shareable {
  readonly stored: MetaItems;
  readonly model: SharedModel;
  readonly tables: TableMap;
  readonly directory: RoleDirectory;
}

/**
 * Lets roles, by name, id or template id, open the solution's apps and gives them what they need to work in them.
 * Throws `bad-request` for a role that does not exist. `changed` counts what was different before.
 */
export async function shareApps(
  db: Db,
  { stored, model, tables, directory }: Shareable,
  references: readonly string[],
): Promise<{ readonly sentences: readonly string[]; readonly changed: number }> {
  const sentences: string[] = [];
  let changed = 0;
  const grants = shareGrants(model, tables);
  for (const reference of references) {
    const role = await findSharedRole(db, reference, directory);
    for (const app of model.apps) changed += await giveApp(db, appId(app.uniqueName), [role.id]);
    changed += await raisePrivileges(db, role.id, grants.privileges);
    changed += await writeMetaItems(db, [
      shareDocument(stored, role, model.manifest.uniqueName, grants.privileges),
    ]);
    const apps = model.apps.map((app) => app.uniqueName).join(', ');
    sentences.push(
      `${role.name} opens ${apps === '' ? 'no app, since the solution has none' : apps}; ` +
        `works with the own rows of ${grants.own.join(', ') || 'no table'}` +
        (grants.referred.length === 0 ? '' : `; reads and refers to ${grants.referred.join(', ')}`),
    );
  }
  return { sentences, changed };
}
