import type { LitElement } from 'lit';
import type { AppCatalog } from '../state/app-catalog.ts';
import type { Visited } from '../state/preferences.ts';

/** What every route target offers the root; all but the update promise may be absent. */
export interface Page extends LitElement {
  /** Title of the page, for the document and the phone's header. */
  readonly heading?: string;
  readonly tableName?: string;
  readonly recordId?: string | undefined;
  focusSearch?(): void;
}

/** The page as a place worth coming back to: lists and records are, new records and settings are not. */
export function pagePlace(page: Page, catalog: AppCatalog | undefined): Visited | undefined {
  const table = page.tableName;
  if (!catalog || table === undefined || page.recordId !== undefined || page.focusSearch === undefined)
    return undefined;
  const title = catalog.table(table)?.pluralLabel;
  if (title === undefined) return undefined;
  const app = catalog.package.app.uniqueName;
  return { app, table, title, path: `/app/${encodeURIComponent(app)}/${encodeURIComponent(table)}` };
}
