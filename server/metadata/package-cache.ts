import { createHash } from 'node:crypto';
import type { AppPackage, AppSummary } from '../../src/shared/metadata/app.ts';
import type { Principal } from '../../src/shared/security/privilege.ts';
import { canOpenApp, compilePackage, isMobile, type PackageAsk } from './compile-package.ts';
import type { AppModel, Model } from './model.ts';

type Compiled = ReturnType<typeof compilePackage>;

/** People with the same rights see the same package, so it is compiled once for all of them. */
function rightsOf(principal: Principal): string {
  if (principal.isAdministrator) return 'administrator';
  const held = Object.entries(principal.tablePrivileges)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([table, byVerb]) => [table, Object.entries(byVerb).sort(([a], [b]) => (a < b ? -1 : 1))]);
  const text = JSON.stringify([[...principal.roleIds].sort(), held]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Compiled packages of the latest models; the least recently used go first. */
export class PackageCache {
  readonly #compiled = new Map<string, Compiled>();
  readonly #size: number;

  /** `size`: packages kept; a package is about half a megabyte. */
  constructor(size = 100) {
    this.#size = size;
  }

  #compile(model: Model, app: AppModel, ask: PackageAsk): Compiled {
    const device = isMobile(ask.formFactor) ? 'mobile' : '';
    const key = `${model.version} ${app.id} ${ask.language} ${device} ${rightsOf(ask.principal)}`;
    const found = this.#compiled.get(key) ?? compilePackage(model, app, ask);
    this.#compiled.delete(key);
    this.#compiled.set(key, found);
    const [oldest] = this.#compiled.keys();
    if (this.#compiled.size > this.#size && oldest !== undefined) this.#compiled.delete(oldest);
    return found;
  }

  /** The apps that the person may open, by name. */
  list(model: Model, ask: PackageAsk): AppSummary[] {
    return model.apps
      .filter((app) => canOpenApp(model, app, ask.principal))
      .map((app) => {
        const compiled = this.#compile(model, app, ask);
        return { ...compiled.package.app, packageHash: compiled.hash };
      })
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  /** The person's package of an app, by unique name or id; undefined when there is no such app for them. */
  find(
    model: Model,
    app: string,
    ask: PackageAsk,
  ): { readonly hash: string; readonly package: AppPackage } | undefined {
    const wanted = app.toLowerCase();
    const found = model.apps.find((one) => one.id === wanted || one.uniqueName.toLowerCase() === wanted);
    if (found === undefined || !canOpenApp(model, found, ask.principal)) return undefined;
    return this.#compile(model, found, ask);
  }
}
