import { ContextProvider, type Context } from '@lit/context';
import { Formats } from '../../src/i18n/formats.ts';
import { AppCatalog, appCatalogContext } from '../../src/state/app-catalog.ts';
import { dataClientContext } from '../../src/state/data-client-context.ts';
import {
  chartChoicesContext,
  formChoicesContext,
  type RememberedChoices,
} from '../../src/state/remembered-choices.ts';
import { formatsContext } from '../../src/state/formats-context.ts';
import { linksContext, type Links } from '../../src/state/links.ts';
import { ListMemory, listMemoryContext } from '../../src/state/list-memory.ts';
import { Preferences, preferencesContext } from '../../src/state/preferences.ts';
import { sessionClientContext } from '../../src/state/session-context.ts';
import { syncStatusContext } from '../../src/state/sync-status-context.ts';
import type { SyncStatus } from '../../src/sync/status.ts';
import type { AppPackage } from '../../src/shared/metadata/app.ts';
import { fakeAppPackage } from './fake-app-package.ts';
import { FakeDataClient } from './fake-data-client.ts';
import { FakeSessionClient } from './fake-session-client.ts';

/** A fixed now, so that relative times are the same in each run. */
export const now = Date.UTC(2026, 10, 22, 12, 0);

export interface Mounted {
  readonly host: HTMLElement;
  readonly went: string[];
  readonly data: FakeDataClient;
  readonly memory: ListMemory;
  setStatus(status: SyncStatus): void;
}

/** Loads the tokens once and puts the element under a host that provides every context. */
export async function mount(
  element: HTMLElement,
  options: {
    readonly data?: FakeDataClient;
    readonly session?: FakeSessionClient;
    readonly status?: SyncStatus;
    readonly memory?: ListMemory;
    readonly package?: AppPackage;
    readonly choices?: RememberedChoices;
    readonly charts?: RememberedChoices;
  } = {},
): Promise<Mounted> {
  await loadTokens();
  const host = document.createElement('div');
  host.style.cssText = 'height: 640px; display: flex; flex-direction: column';
  const data = options.data ?? new FakeDataClient();
  const went: string[] = [];
  const links: Links = {
    apps: () => '/',
    app: (app) => `/app/${app}`,
    table: (table) => `/app/sales/${table}`,
    dashboard: (id) => `/app/sales/dashboards${id === undefined ? '' : `/${id}`}`,
    record: (table, id) => `/app/sales/${table}/${id}`,
    newRecord: (table) => `/app/sales/${table}/new`,
    outbox: () => '/app/sales/outbox',
    settings: () => '/settings',
    solutions: () => '/admin/solutions',
    tables: () => '/admin/tables',
    solution: (name) => `/admin/solutions/${name}`,
    go: (path) => went.push(path),
  };
  const memory = options.memory ?? new ListMemory();
  const provide = <T>(context: Context<unknown, T>, initialValue: T) =>
    new ContextProvider(host, { context, initialValue });
  provide(dataClientContext, data);
  provide(appCatalogContext, new AppCatalog(options.package ?? fakeAppPackage));
  provide(formChoicesContext, options.choices);
  provide(chartChoicesContext, options.charts);
  provide(
    formatsContext,
    new Formats({ locale: 'en-US', timeZone: 'Europe/Berlin', clock: { now: () => now } }),
  );
  provide(linksContext, links);
  provide(listMemoryContext, memory);
  provide(preferencesContext, new Preferences(memoryStorage()));
  provide(sessionClientContext, options.session ?? new FakeSessionClient({ data }));
  const status = provide<SyncStatus | undefined>(syncStatusContext, options.status);
  host.append(element);
  document.body.append(host);
  return { host, went, data, memory, setStatus: (next) => status.setValue(next) };
}

/** Storage that forgets with the test. */
export function memoryStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

/** Resolves when the condition holds; fails after five seconds with the words given. */
export async function until<T>(condition: () => T | null | undefined | false, what: string): Promise<T> {
  const start = performance.now();
  for (;;) {
    const value = condition();
    if (value) return value;
    if (performance.now() - start > 5000) throw new Error(`did not happen: ${what}`);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

async function loadTokens(): Promise<void> {
  if (document.querySelector('link[data-tokens]')) return;
  document.documentElement.lang = 'en';
  await Promise.all(
    ['tokens', 'vaadin'].map(
      (name) =>
        new Promise((resolve, reject) => {
          const link = document.createElement('link');
          link.rel = 'stylesheet';
          link.dataset['tokens'] = '';
          link.href = `/src/styles/${name}.css`;
          link.addEventListener('load', resolve);
          link.addEventListener('error', () => reject(new Error(`${link.href} is not served`)));
          document.head.append(link);
        }),
    ),
  );
  document.body.style.cssText =
    'margin: 0; background: var(--hs-canvas); color: var(--hs-text); font: 14px/1.45 system-ui';
}
