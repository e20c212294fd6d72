import type { Page } from 'playwright-core';
import type { AppPackage, AppSummary } from '../../../src/shared/metadata/app.ts';
import type { Form } from '../../../src/shared/metadata/form.ts';
import type { Table } from '../../../src/shared/metadata/table.ts';
import type { View } from '../../../src/shared/metadata/view.ts';
import type { Link } from '../../../src/shared/query/ast.ts';
import type { Api } from './api.ts';
import type { Inspector } from './inspector.ts';

declare const inspector: Inspector;

/** What a tour came by, for a test to see that it came by something. */
export interface Tour {
  readonly forms: number;
  readonly views: number;
  /** What was wrong, each with its place. */
  readonly problems: readonly string[];
}

/** The apps of the person who is signed in on the page. */
export async function listApps(page: Page, url: string): Promise<readonly AppSummary[]> {
  const answer = await page.request.get(`${url}/app/v1/apps`);
  return ((await answer.json()) as { apps: AppSummary[] }).apps;
}

export async function packageOf(page: Page, url: string, name: string): Promise<AppPackage> {
  const app = (await listApps(page, url)).find((one) => one.uniqueName === name);
  const answer = await page.request.get(`${url}/app/v1/packages/${name}/${app?.packageHash ?? 'none'}`);
  return (await answer.json()) as AppPackage;
}

/**
 * The app as a device gets it for a tour: forms without a page of their own (quick views, cards, quick create) and views
 * without a list of their own (related lists, lookups, quick find) are offered once more as a main form and as a list.
 */
export function offeringAll(app: AppPackage): AppPackage {
  const forms = app.forms.filter((form) => form.type !== 'main');
  const views = app.views.filter((view) => view.type !== 'public');
  return {
    ...app,
    forms: [
      ...app.forms,
      ...forms.map((one) => ({ ...one, id: `${one.id}-main`, type: 'main' as const, order: 1_000 })),
    ],
    views: [
      ...app.views,
      ...views.map((one) => ({ ...one, id: `${one.id}-list`, type: 'public' as const, isDefault: false })),
    ],
  };
}

const isOfferedOnceMore = (id: string): boolean => id.endsWith('-main') || id.endsWith('-list');

/** Gives this page's device every app as {@link offeringAll} makes it. */
export async function offerAll(page: Page): Promise<void> {
  await page.context().route('**/app/v1/packages/**', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: offeringAll((await answer.json()) as AppPackage) });
  });
}

function linkOf(links: readonly Link[], alias: string | undefined): Link | undefined {
  return links.map((link) => (link.alias === alias ? link : linkOf(link.links, alias))).find(Boolean);
}

/** What stands above the columns of a view, as its metadata says. */
function headersOf(app: AppPackage, view: View): string[] {
  return view.cells
    .filter((cell) => !cell.hidden)
    .map((cell) => {
      const [name = '', alias] = cell.column.split('.').reverse();
      const table = alias === undefined ? view.table : linkOf(view.query.links, alias)?.table;
      const column = app.tables
        .find((one) => one.logicalName === table)
        ?.columns.find((one) => one.logicalName === name);
      return cell.label || column?.label || name;
    });
}

/** Id of a row of the table that the person can open: one that is there, else one made now; undefined: neither works. */
async function someRow(api: Api, table: Table): Promise<string | undefined> {
  const first = async (): Promise<string | undefined> => {
    const found = await api.get(`${table.entitySetName}?$select=${table.primaryId}&$top=1`);
    return (found['value'] as Record<string, string>[])[0]?.[table.primaryId];
  };
  const present = await first().catch(() => undefined);
  if (present !== undefined || table.primaryName === undefined) return present;
  await api.post(table.entitySetName, { [table.primaryName]: 'Sample' }).catch(() => undefined);
  return first().catch(() => undefined);
}

/** Rows to open for each table of the app that has a form. */
export async function rowsToOpen(api: Api, app: AppPackage): Promise<ReadonlyMap<string, string>> {
  const rows = new Map<string, string>();
  for (const table of app.tables) {
    const isOpened = app.forms.some((form) => form.type === 'main' && form.table === table.logicalName);
    const id = isOpened ? await someRow(api, table) : undefined;
    if (id !== undefined) rows.set(table.logicalName, id);
  }
  return rows;
}

/** Opens the forms and views of one app after another within one page, and compares each with what was compiled. */
export class AppTour {
  readonly #page: Page;
  readonly #app: AppPackage;
  readonly #rows: ReadonlyMap<string, string>;
  readonly #seen: Set<string>;
  readonly #problems: string[] = [];
  #place = '';
  #forms = 0;
  #views = 0;

  /** `seen`: what another app's tour came by that is offered once more; it is the same there. */
  constructor(page: Page, app: AppPackage, rows: ReadonlyMap<string, string>, seen: Set<string>) {
    this.#seen = seen;
    this.#page = page;
    this.#app = app;
    this.#rows = rows;
  }

  async run(): Promise<Tour> {
    const note = (what: string): void => this.#note([what]);
    const onError = (error: Error): void => note(`page error: ${error.message}`);
    const onConsole = (message: { type(): string; text(): string }): void => {
      if (message.type() === 'error') note(`console: ${message.text()}`);
    };
    this.#page.on('pageerror', onError).on('console', onConsole);
    for (const name of this.#app.carried) {
      // More of the same tells nothing new and takes its time.
      if (this.#problems.length > 5) break;
      await this.#openViews(name);
      await this.#openForms(name);
    }
    this.#page.off('pageerror', onError).off('console', onConsole);
    return { forms: this.#forms, views: this.#views, problems: this.#problems };
  }

  #isSeen(one: Form | View): boolean {
    if (!isOfferedOnceMore(one.id)) return false;
    const content = JSON.stringify(one);
    return this.#seen.has(content) || this.#seen.add(content).size === 0;
  }

  #note(problems: readonly string[]): void {
    this.#problems.push(...problems.map((problem) => `${this.#place}: ${problem}`));
  }

  #go(path: string, expected: { record: boolean; id?: string }): Promise<string[]> {
    const address = `/app/${this.#app.app.uniqueName}/${path}`;
    return this.#page.evaluate(([to, wanted]) => inspector.go(to, wanted), [address, expected] as const);
  }

  async #openViews(table: string): Promise<void> {
    for (const view of this.#app.views.filter((one) => one.table === table && one.type === 'public')) {
      if (this.#isSeen(view)) continue;
      this.#place = `${table}, view ${view.name} (${view.id})`;
      this.#views += 1;
      this.#note(await this.#go(`${table}?view=${view.id}`, { record: false, id: view.id }));
      const headers = headersOf(this.#app, view);
      const missing = await this.#page.evaluate((labels) => inspector.inspectHeaders(labels), headers);
      this.#note(missing.map((label) => `no column ${label}`));
    }
  }

  async #openForms(table: string): Promise<void> {
    const forms = this.#app.forms.filter((form) => form.table === table && form.type === 'main');
    if (forms.length === 0) return;
    this.#place = `${table}, new`;
    const row = this.#rows.get(table);
    if (this.#app.privileges[table]?.create !== undefined || row === undefined) {
      this.#note(await this.#go(`${table}/new`, { record: true }));
      await this.#choose(forms, forms[0]);
    }
    if (row !== undefined) this.#note(await this.#go(`${table}/${row}`, { record: true }));
    for (const form of forms) {
      if (this.#isSeen(form)) continue;
      this.#place = `${table}, form ${form.name} (${form.id})`;
      this.#forms += 1;
      await this.#choose(forms, form);
    }
  }

  /** As a person does, where there is a choice. */
  async #choose(main: readonly Form[], form: Form | undefined): Promise<void> {
    if (main.length > 1 && form !== undefined)
      await this.#page.getByLabel('Form', { exact: true }).selectOption(form.id);
    await this.#inspect(form);
  }

  async #inspect(form: Form | undefined): Promise<void> {
    if (form !== undefined) this.#note(await this.#page.evaluate((one) => inspector.inspectForm(one), form));
  }
}
