import { must } from '../../src/shared/base/assert.ts';
import type { FormFactor } from '../../src/shared/protocol/values.ts';
import type { Principal } from '../../src/shared/security/privilege.ts';
import { canOpenApp } from '../metadata/compile-package.ts';
import type { AppModel, Model } from '../metadata/model.ts';
import { PackageCache } from '../metadata/package-cache.ts';
import type { CarriedTables } from './carried-scope.ts';

/** Logical names of the tables that one app of the person carries. */
export type CarriedBy = (
  model: Model,
  app: AppModel,
  principal: Principal,
  formFactor: FormFactor,
) => readonly string[];

/** What the person's compiled package of the app says it carries; the cache compiles once for people alike. */
export function carriedByPackage(packages: PackageCache = new PackageCache()): CarriedBy {
  return (model, app, principal, formFactor) =>
    packages.find(model, app.id, { principal, language: principal.language, formFactor })?.package.carried ??
    [];
}

/**
 * Tables carried for the person on this kind of device: those of all the apps they may open, one scope for all of
 * them.
 */
export function carriedTables(
  model: Model,
  principal: Principal,
  formFactor: FormFactor,
  carriedBy: CarriedBy,
): CarriedTables {
  const apps = model.apps.filter((app) => canOpenApp(model, app, principal));
  const names = new Set(apps.flatMap((app) => carriedBy(model, app, principal, formFactor)));
  return new Map(
    [...names]
      .filter((name) => model.tables.has(name))
      .map((name) => [
        name,
        must(model.tables.get(name), 'filtered').columns.map((column) => column.logicalName),
      ]),
  );
}
