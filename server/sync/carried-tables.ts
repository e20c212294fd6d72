import { must } from '../../src/shared/base/assert.ts';
import type { Principal } from '../../src/shared/security/privilege.ts';
import type { AppModel, Model } from '../metadata/model.ts';
import type { CarriedTables } from './carried-scope.ts';

/** What the app's compiled package says it carries. */
export type CarriedBy = (model: Model, app: AppModel, principal: Principal) => readonly string[];

/** Apps shared with one of the person's roles; administrators have all. */
export function openApps(model: Model, principal: Principal): readonly AppModel[] {
  if (principal.isAdministrator) return model.apps;
  const held = new Set(principal.roleIds);
  return model.apps.filter((app) => app.roleIds.some((role) => held.has(role)));
}

/** Tables carried for the person: those of all the apps they may open, one scope for all of them. */
export function carriedTables(model: Model, principal: Principal, carriedBy: CarriedBy): CarriedTables {
  const names = new Set(openApps(model, principal).flatMap((app) => carriedBy(model, app, principal)));
  return new Map(
    [...names]
      .filter((name) => model.tables.has(name))
      .map((name) => [
        name,
        must(model.tables.get(name), 'filtered').columns.map((column) => column.logicalName),
      ]),
  );
}
