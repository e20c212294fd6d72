import type { Links } from '../state/links.ts';

const segment = encodeURIComponent;

/** Addresses inside one app; `app` is its unique name, empty while none is open. */
export function appLinks(app: () => string): Links {
  const base = () => `/app/${segment(app())}`;
  return {
    apps: () => '/',
    app: (name) => `/app/${segment(name)}`,
    table: (table, viewId, chartId) => {
      const query = new URLSearchParams({
        ...(viewId === undefined ? {} : { view: viewId }),
        ...(chartId === undefined ? {} : { chart: chartId }),
      }).toString();
      return `${base()}/${segment(table)}${query === '' ? '' : `?${query}`}`;
    },
    dashboard: (id) => `${base()}/dashboards${id === undefined ? '' : `/${segment(id)}`}`,
    record: (table, id) => `${base()}/${segment(table)}/${segment(id)}`,
    newRecord: (table, defaults) => {
      const query = new URLSearchParams(defaults).toString();
      return `${base()}/${segment(table)}/new${query === '' ? '' : `?${query}`}`;
    },
    outbox: () => `${base()}/outbox`,
    settings: () => '/settings',
    solutions: () => '/admin/solutions',
    tables: () => '/admin/tables',
    solution: (name) => `/admin/solutions/${segment(name)}`,
    go: (path) => {
      const url = new URL(path, window.location.origin);
      // What @vaadin/router listens for; asking it this way keeps the router out of pages and components.
      window.dispatchEvent(
        new CustomEvent('vaadin-router-go', {
          detail: { pathname: url.pathname, search: url.search, hash: url.hash },
        }),
      );
    },
  };
}
