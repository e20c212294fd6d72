import { createContext } from '@lit/context';
import { Catalog } from '../metadata/catalog.ts';
import type { SubArea } from '../shared/metadata/app.ts';
import type { Chart } from '../shared/metadata/chart.ts';
import type { Dashboard } from '../shared/metadata/dashboard.ts';
import type { Form, FormType } from '../shared/metadata/form.ts';
import type { View, ViewType } from '../shared/metadata/view.ts';
import type { Verb } from '../shared/security/privilege.ts';

/** The open app's package as pages ask it: look-ups, and what the person may see. A new package is a new catalog. */
export class AppCatalog extends Catalog {
  /** Views of a table and type, the default first. */
  views(table: string, type: ViewType = 'public'): readonly View[] {
    return this.viewsOf(table, type);
  }

  forms(table: string, type: FormType): readonly Form[] {
    return this.formsOf(table, type);
  }

  /** Charts of a table, the default first. */
  charts(table: string): readonly Chart[] {
    return (this.package.charts ?? [])
      .filter((chart) => chart.table === table)
      .sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  }

  chart(id: string): Chart | undefined {
    return this.package.charts?.find((chart) => chart.id === id);
  }

  /** Those that the person is shown, defaults first. */
  dashboards(): readonly Dashboard[] {
    return this.package.dashboards ?? [];
  }

  dashboard(id: string): Dashboard | undefined {
    return this.dashboards().find((one) => one.id === id);
  }

  /** True when the person holds the privilege at some depth. It hides buttons; the server decides. */
  can(table: string, verb: Verb): boolean {
    return this.depth(table, verb) > 0;
  }

  /** The subareas that the person may open, in the order of the site map. */
  subAreas(): readonly SubArea[] {
    return this.package.siteMap.areas
      .flatMap((area) => area.groups)
      .flatMap((group) => group.subAreas)
      .filter((subArea) => this.isOffered(subArea));
  }

  /** False where a privilege is missing or this version cannot open the target. */
  isOffered(subArea: SubArea): boolean {
    const { target } = subArea;
    if (target.kind === 'unsupported') return false;
    if (target.kind === 'dashboard' && this.dashboards().length === 0) return false;
    if (target.kind === 'table' && (!this.table(target.table) || !this.can(target.table, 'read')))
      return false;
    return subArea.privileges.every(({ table, verbs }) => verbs.every((verb) => this.can(table, verb)));
  }
}

/** The open app's metadata; undefined while no app is open. */
export const appCatalogContext = createContext<AppCatalog | undefined>(Symbol('app-catalog'));
