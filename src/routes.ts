import type { ActionResult, Commands, Route, RouteContext } from '@vaadin/router';
import type { Administration } from './data/administration.ts';
import type { HsApp } from './pages/hs-app.ts';
import type { Page } from './pages/page.ts';
import type { PageProblem } from './pages/problem-page.ts';
import type { OpenOutcome } from './pages/app-session.ts';

/** A page that is made once its code is there; the element's properties are set before it is attached. */
async function problemPage(root: HsApp, problem: PageProblem, detail = ''): Promise<HTMLElement> {
  await import('./pages/problem-page.ts');
  const page = document.createElement('hs-problem-page');
  page.problem = problem;
  page.detail = detail;
  page.addEventListener('hs-retry', () => window.location.reload());
  root.enter(page);
  return page;
}

async function signInPage(root: HsApp): Promise<HTMLElement> {
  await import('./pages/sign-in-page.ts');
  const session = root.app.session;
  const page = document.createElement('hs-sign-in-page');
  page.reachable = session?.kind !== 'signed-out' || session.serverReached;
  page.addEventListener('hs-sign-in', () => {
    if (page.reachable) root.services.session.signIn(window.location.pathname + window.location.search);
    else window.location.reload();
  });
  root.enter(page);
  return page;
}

function outcomePage(root: HsApp, outcome: Exclude<OpenOutcome, { kind: 'open' }>): Promise<HTMLElement> {
  switch (outcome.kind) {
    case 'signed-out':
      return signInPage(root);
    case 'failed':
      return problemPage(root, 'failed', outcome.message);
    default:
      return problemPage(root, outcome.kind);
  }
}

type Action = (context: RouteContext, commands: Commands) => Promise<ActionResult>;

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A page outside apps, for who is signed in. */
function personal(root: HsApp, make: (context: RouteContext) => Promise<Page>): Action {
  return async (context) => {
    const [page, session] = await Promise.all([make(context), root.app.me()]);
    if (session.kind === 'signed-out') return signInPage(root);
    root.enter(page);
    return page;
  };
}

async function openAdministration(): Promise<Administration> {
  const { createAdministration } = await import('./data/administration-client.ts');
  return createAdministration((input, init) => fetch(input, init));
}

/** A page inside an app: its code and the app are fetched side by side. */
function inApp(root: HsApp, make: (context: RouteContext) => Promise<Page>): Action {
  return async (context: RouteContext) => {
    const name = text(context.params['app']);
    root.nameApp(name);
    const [page, outcome] = await Promise.all([make(context), root.app.openApp(name)]);
    if (outcome.kind !== 'open') return outcomePage(root, outcome);
    root.enter(page);
    return page;
  };
}

function query(context: RouteContext): URLSearchParams {
  return new URLSearchParams(context.search);
}

async function recordPage(context: RouteContext, id: string | undefined): Promise<Page> {
  await import('./pages/record-page.ts');
  const page = document.createElement('hs-record-page');
  page.tableName = text(context.params['table']);
  if (id === undefined) page.defaults = Object.fromEntries(query(context));
  else page.recordId = id;
  return page;
}

async function dashboardPage(context: RouteContext): Promise<Page> {
  await import('./pages/dashboard-page.ts');
  const page = document.createElement('hs-dashboard-page');
  page.dashboardId = text(context.params['id']);
  return page;
}

/** The first page of the app: the first subarea that the person may open. */
async function firstPage(root: HsApp, context: RouteContext, commands: Commands): Promise<ActionResult> {
  const name = text(context.params['app']);
  root.nameApp(name);
  const outcome = await root.app.openApp(name);
  if (outcome.kind !== 'open') return outcomePage(root, outcome);
  for (const { target } of outcome.catalog.subAreas())
    if (target.kind === 'table')
      return commands.redirect(`/app/${encodeURIComponent(name)}/${encodeURIComponent(target.table)}`);
  return problemPage(root, 'empty-app');
}

/** Every page is a lazy import: the first page fetches its own code only. */
export function createRoutes(root: HsApp): Route[] {
  return [
    {
      path: '/',
      action: personal(root, async () => {
        await import('./pages/my-apps-page.ts');
        return document.createElement('hs-my-apps-page');
      }),
    },
    {
      path: '/settings',
      action: personal(root, async () => {
        await import('./pages/settings-page.ts');
        return document.createElement('hs-settings-page');
      }),
    },
    {
      path: '/admin/solutions',
      action: personal(root, async () => {
        const [administration] = await Promise.all([
          openAdministration(),
          import('./pages/solutions-page.ts'),
        ]);
        const page = document.createElement('hs-solutions-page');
        page.administration = administration;
        return page;
      }),
    },
    {
      path: '/admin/tables',
      action: personal(root, async () => {
        const [administration] = await Promise.all([openAdministration(), import('./pages/tables-page.ts')]);
        const page = document.createElement('hs-tables-page');
        page.administration = administration;
        return page;
      }),
    },
    {
      path: '/admin/solutions/:name',
      action: personal(root, async (context) => {
        const [administration] = await Promise.all([
          openAdministration(),
          import('./pages/solution-page.ts'),
        ]);
        const page = document.createElement('hs-solution-page');
        page.administration = administration;
        page.name = text(context.params['name']);
        return page;
      }),
    },
    { path: '/app/:app', action: (context, commands) => firstPage(root, context, commands) },
    {
      path: '/app/:app/outbox',
      action: inApp(root, async () => {
        await import('./pages/outbox-page.ts');
        return document.createElement('hs-outbox-page');
      }),
    },
    { path: '/app/:app/dashboards', action: inApp(root, (context) => dashboardPage(context)) },
    { path: '/app/:app/dashboards/:id', action: inApp(root, (context) => dashboardPage(context)) },
    {
      path: '/app/:app/:table',
      action: inApp(root, async (context) => {
        await import('./pages/view-page.ts');
        const page = document.createElement('hs-view-page');
        page.tableName = text(context.params['table']);
        const search = query(context);
        const view = search.get('view');
        const find = search.get('q');
        const chart = search.get('chart');
        if (view !== null) page.viewId = view;
        if (find !== null) page.search = find;
        if (chart !== null) page.chartId = chart;
        return page;
      }),
    },
    { path: '/app/:app/:table/new', action: inApp(root, (context) => recordPage(context, undefined)) },
    {
      path: '/app/:app/:table/:id',
      action: inApp(root, (context) => recordPage(context, text(context.params['id']))),
    },
    { path: '(.*)', action: () => problemPage(root, 'not-found') },
  ];
}
