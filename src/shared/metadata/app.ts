import type { Verb, Depth } from '../security/privilege.ts';
import type { Chart } from './chart.ts';
import type { Currencies } from './currency.ts';
import type { Dashboard } from './dashboard.ts';
import type { Form } from './form.ts';
import type { Relationship, Table } from './table.ts';
import type { View } from './view.ts';

export interface SiteMap<L = string> {
  readonly showHome: boolean;
  readonly showRecent: boolean;
  readonly showPinned: boolean;
  readonly areas: readonly SiteMapArea<L>[];
}

export interface SiteMapArea<L = string> {
  readonly id: string;
  readonly title: L;
  readonly icon?: string;
  readonly groups: readonly SiteMapGroup<L>[];
}

export interface SiteMapGroup<L = string> {
  readonly id: string;
  readonly title: L;
  readonly subAreas: readonly SubArea<L>[];
}

/** A leaf of the navigation. Targets that this version does not open are `unsupported` and reported at import. */
export interface SubArea<L = string> {
  readonly id: string;
  readonly title: L;
  readonly icon?: string;
  readonly target:
    | { readonly kind: 'table'; readonly table: string; readonly viewId?: string }
    | { readonly kind: 'dashboard'; readonly dashboardId?: string }
    | { readonly kind: 'url'; readonly url: string }
    | { readonly kind: 'unsupported'; readonly what: string };
  /** All must hold, else the entry is not shown. */
  readonly privileges: readonly { readonly table: string; readonly verbs: readonly Verb[] }[];
}

/** An app as listed in "My apps". */
export interface AppSummary {
  readonly id: string;
  readonly uniqueName: string;
  readonly name: string;
  readonly description: string;
  readonly color?: string;
  /** Content hash of the person's current package for the app. */
  readonly packageHash: string;
}

/**
 * Everything a device needs to show one app to one person in one language, as one JSON file addressed by its content.
 * The server trims it by the person's privileges; the client only hides what is absent (I8).
 */
export interface AppPackage {
  readonly format: 1;
  readonly app: Omit<AppSummary, 'packageHash'>;
  /** LCID of the texts. */
  readonly language: number;
  /** Version of the metadata it was compiled from; outbox entries name it. */
  readonly metadataVersion: string;
  /** The app's tables, those its views and forms link to, and lookup targets that the person may read. */
  readonly tables: readonly Table[];
  /** Logical names of the tables whose rows the device carries, a subset of `tables`. */
  readonly carried: readonly string[];
  readonly relationships: readonly Relationship[];
  readonly forms: readonly Form[];
  readonly views: readonly View[];
  /** Charts of the tables, those of the dashboards among them; absent in packages of older servers. */
  readonly charts?: readonly Chart[];
  /** Those that the person is shown, defaults first; absent in packages of older servers. */
  readonly dashboards?: readonly Dashboard[];
  readonly siteMap: SiteMap;
  /** Signs of money; absent in packages of older servers, and for who may not read currencies. */
  readonly currencies?: Currencies;
  /** The person's depth by table and verb; absent: none. Hides buttons, decides nothing. */
  readonly privileges: Readonly<Record<string, Readonly<Partial<Record<Verb, Depth>>>>>;
}
