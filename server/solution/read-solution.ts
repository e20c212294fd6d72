import type { ColumnSecurityProfile } from '../../src/shared/metadata/column-security.ts';
import { printXml } from '../../src/shared/base/xml.ts';
import type { XmlElement } from '../../src/shared/base/xml.ts';
import { requireSize } from './component-limits.ts';
import { type Located, openDocument, type SolutionDocument } from './document.ts';
import { allAt, attributeOf, childOf, childrenOf, isRemoved, textAt } from './element.ts';
import { isEmpty } from './is-empty.ts';
import { fileItems } from './kept-files.ts';
import { elementWords } from './kept-words.ts';
import { readApp } from './readers/app.ts';
import { readChart } from './readers/chart.ts';
import { readGlobalChoice } from './readers/choice.ts';
import { readColumnSecurity } from './readers/column-security.ts';
import { readDashboard } from './readers/dashboard.ts';
import { formTypeOf, readForm } from './readers/form.ts';
import { readManifest } from './readers/manifest.ts';
import { readRelationship } from './readers/relationship.ts';
import { ribbonItems } from './readers/ribbon.ts';
import { readRole } from './readers/role.ts';
import { readSiteMap } from './readers/site-map.ts';
import { readTable } from './readers/table.ts';
import { readView } from './readers/view.ts';
import { readRows } from './read-component-rows.ts';
import { readWorkflows, reportedHere } from './read-workflows.ts';
import type { ReportItem } from '../../src/shared/metadata/solution-report.ts';
import type { SolutionFiles } from './solution-files.ts';
import type {
  ChartSource,
  DashboardSource,
  FormSource,
  KeptComponent,
  Manifest,
  SolutionModel,
  StoredView,
  TableSource,
  ViewSource,
} from './solution-model.ts';
import type { XmlLimits } from './xml.ts';

interface Collected<S> {
  readonly sources: S[];
  readonly items: ReportItem[];
}

function collect<S>(
  parts: readonly Located[],
  read: (element: XmlElement, path: string) => { source?: S; items: ReportItem[] },
): Collected<S> {
  const collected: Collected<S> = { sources: [], items: [] };
  for (const part of parts) {
    const { source, items } = read(part.element, part.path);
    if (source !== undefined) collected.sources.push(source);
    for (const item of items) collected.items.push(item);
  }
  return collected;
}

function entityName(element: XmlElement): string {
  const entity = childOf(childOf(element, 'EntityInfo'), 'entity');
  return (attributeOf(entity, 'Name') ?? textAt(element, 'Name') ?? '').toLowerCase();
}

function readForms(part: Located): Collected<FormSource> {
  const table = entityName(part.element);
  const collected: Collected<FormSource> = { sources: [], items: [] };
  for (const group of allAt(part.element, 'FormXml', 'forms')) {
    const stated = attributeOf(group, 'type');
    for (const systemForm of childrenOf(group, 'systemform')) {
      if (isRemoved(systemForm) || attributeOf(systemForm, 'unmodified') === '1') continue;
      const type = formTypeOf(stated ?? textAt(systemForm, 'type'));
      const name = `${table}: ${textAt(systemForm, 'formid') ?? 'unnamed'}`;
      if (type === undefined) {
        collected.items.push({
          kind: 'form',
          name,
          status: 'kept',
          reason: `a form of type ${stated ?? 'unknown'}`,
        });
        continue;
      }
      const { source, items } = readForm(systemForm, table, type, part.path);
      if (source !== undefined) collected.sources.push(source);
      for (const item of items) collected.items.push(item);
    }
  }
  return collected;
}

function readViews(part: Located): Collected<ViewSource> & { stored: StoredView[] } {
  const table = entityName(part.element);
  const collected = { sources: [] as ViewSource[], items: [] as ReportItem[], stored: [] as StoredView[] };
  for (const savedQuery of allAt(part.element, 'SavedQueries', 'savedqueries', 'savedquery')) {
    if (isRemoved(savedQuery) || attributeOf(savedQuery, 'unmodified') === '1') continue;
    const { source, stored, items } = readView(savedQuery, table, part.path);
    if (source !== undefined) collected.sources.push(source);
    if (stored !== undefined) collected.stored.push(stored);
    for (const item of items) collected.items.push(item);
  }
  return collected;
}

function nameOf(element: XmlElement, index: number): string {
  return (
    attributeOf(element, 'Name') ??
    attributeOf(element, 'connectionreferencelogicalname') ??
    textAt(element, 'Name') ??
    textAt(element, 'UniqueName') ??
    textAt(element, 'title') ??
    textAt(element, 'FormId') ??
    textAt(element, 'savedqueryvisualizationid') ??
    attributeOf(element, 'id') ??
    `${element.name} ${index + 1}`
  );
}

function keep(element: XmlElement, name: string, place: Place): { kept: KeptComponent; item: ReportItem } {
  const kind = element.name.toLowerCase();
  const words = elementWords(kind);
  return {
    kept: { kind, name, body: new TextEncoder().encode(printXml(element)), ...place },
    item: { name, status: words.reason === undefined ? 'used' : 'kept', ...words },
  };
}

function hasActions(ribbon: XmlElement): boolean {
  return (
    allAt(ribbon, 'CustomActions', 'CustomAction').length +
      allAt(ribbon, 'CustomActions', 'HideCustomAction').length >
    0
  );
}

function chartsOf(entity: XmlElement): readonly XmlElement[] {
  return allAt(entity, 'Visualizations')
    .flatMap((section) =>
      section.children.flatMap((one) =>
        one.name.toLowerCase() === 'visualization' ? one : childrenOf(one, 'visualization'),
      ),
    )
    .filter((one) => !isRemoved(one) && attributeOf(one, 'unmodified') !== '1');
}

type Place = Pick<KeptComponent, 'section' | 'table'>;

interface Drawings {
  readonly charts: ChartSource[];
  readonly dashboards: DashboardSource[];
  readonly items: ReportItem[];
  /** What could not be read, with its name, to be stored as it came. */
  readonly unread: ({ readonly element: XmlElement; readonly name: string } & Place)[];
}

function readDrawings(document: SolutionDocument): Drawings {
  const drawings: Drawings = { charts: [], dashboards: [], items: [], unread: [] };
  const report = (items: readonly ReportItem[]): void => {
    for (const item of items) drawings.items.push(item);
  };
  for (const { element, path } of document.entities) {
    const table = entityName(element);
    chartsOf(element).forEach((chart, index) => {
      const { source, items } = readChart(chart, table, path);
      report(items);
      if (source !== undefined) drawings.charts.push(source);
      else drawings.unread.push({ element: chart, name: `${table}: ${nameOf(chart, index)}`, table });
    });
  }
  document.dashboards.forEach(({ element }, index) => {
    const { source, items } = readDashboard(element);
    report(items);
    if (source !== undefined) drawings.dashboards.push(source);
    else drawings.unread.push({ element, name: nameOf(element, index), section: `${element.name}s` });
  });
  return drawings;
}

function readKept(
  document: SolutionDocument,
  unread: Drawings['unread'],
  told: ReadonlySet<string>,
): { kept: KeptComponent[]; items: ReportItem[] } {
  const kept: KeptComponent[] = [];
  const items: ReportItem[] = [];
  const add = (element: XmlElement, name: string, place: Place): void => {
    const made = keep(element, name, place);
    kept.push(made.kept);
    if (element.name.toLowerCase() === 'ribbondiffxml')
      for (const item of ribbonItems(element, place.table)) items.push(item);
    else if (!reportedHere.has(made.item.kind)) items.push(made.item);
  };
  // What has no name is counted by kind, so that its name does not depend on what else there is.
  const counts = new Map<string, number>();
  for (const { element, section } of document.others) {
    if (isEmpty(element) && Object.keys(element.attributes).length === 0) continue;
    const count = counts.get(element.name) ?? 0;
    counts.set(element.name, count + 1);
    add(element, nameOf(element, count), { section });
  }
  for (const { element } of document.entities) {
    const table = entityName(element);
    for (const ribbon of childrenOf(element, 'RibbonDiffXml'))
      if (hasActions(ribbon)) add(ribbon, table, { table });
  }
  // Their readers reported them.
  for (const { element, name, ...place } of unread) kept.push(keep(element, name, place).kept);
  for (const [path, body] of document.files) kept.push({ kind: 'file', name: path, body });
  for (const item of fileItems(document.files, told)) items.push(item);
  return { kept, items };
}

/** Drops site maps and apps that lie in the folder but are no component: left behind by an earlier unpack. */
function listed<S extends { readonly uniqueName: string }>(
  collected: Collected<S>,
  manifest: Manifest,
  type: string,
  kind: string,
): S[] {
  const declares = [...manifest.roots].some((root) => root.startsWith(`${type}:`));
  if (!declares) return collected.sources;
  return collected.sources.filter((source) => {
    if (manifest.roots.has(`${type}:${source.uniqueName.toLowerCase()}`)) return true;
    collected.items.push({
      kind,
      name: source.uniqueName,
      status: 'not understood',
      reason: 'it is not listed as a component of the solution',
    });
    return false;
  });
}

/** Drops all but the first of parts under one key, and says so. */
function once<S>(sources: S[], items: ReportItem[], kind: string, keyOf: (source: S) => string): S[] {
  const seen = new Set<string>();
  return sources.filter((source) => {
    const key = keyOf(source);
    if (seen.size !== seen.add(key).size) return true;
    items.push({
      kind,
      name: key,
      status: 'not understood',
      reason: 'it stands in the solution more than once',
    });
    return false;
  });
}

function by<T>(key: (one: T) => string): (a: T, b: T) => number {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}

/** Reads a whole solution into a value. Throws for what makes it unusable, reports everything less. */
export function readSolution(files: SolutionFiles, limits?: XmlLimits): SolutionModel {
  const document = openDocument(files, limits);
  const manifest = readManifest(document.manifest.element, document.manifest.path);
  const tables = collect<TableSource>(document.entities, (element) => readTable(element));
  const choices = collect(document.choices, (element) => {
    const source = readGlobalChoice(element);
    return { source, items: [] };
  });
  const relationships = collect(document.relationships, (element) => {
    const source = readRelationship(element);
    const name = attributeOf(element, 'Name') ?? 'unnamed';
    return source === undefined
      ? {
          items: [
            {
              kind: 'relationship',
              name,
              status: 'not understood' as const,
              reason: 'a table or column is missing',
            },
          ],
        }
      : { source, items: [] };
  });
  const forms = document.entities.map(readForms);
  const views = document.entities.map(readViews);
  const siteMaps = collect(document.siteMaps, (element) => readSiteMap(element));
  const apps = collect(document.apps, (element) => readApp(element));
  const roles = collect(document.roles, (element) => readRole(element));
  const usedSiteMaps = listed(siteMaps, manifest, '62', 'site map');
  const usedApps = listed(apps, manifest, '80', 'app');
  const repeated: ReportItem[] = [];
  const usedViews = once(
    views.flatMap((one) => one.sources),
    repeated,
    'view',
    (one) => one.view.id,
  );
  const viewIds = new Set(usedViews.map((one) => one.view.id));
  const storedViews = once(
    views.flatMap((one) => one.stored).filter((one) => !viewIds.has(one.id)),
    repeated,
    'view',
    (one) => one.id,
  );
  const drawings = readDrawings(document);
  const columnSecurity: ColumnSecurityProfile[] = [];
  const securityItems: ReportItem[] = [];
  document.columnSecurity.forEach(({ element }, index) => {
    const { source, items } = readColumnSecurity(element);
    securityItems.push(...items);
    if (source !== undefined) columnSecurity.push(source);
    else drawings.unread.push({ element, name: nameOf(element, index), section: 'FieldSecurityProfiles' });
  });
  const { items: workflowItems, told, ...workflows } = readWorkflows(document);
  const { kept, items: keptItems } = readKept(document, drawings.unread, told);
  const read = [tables, choices, relationships, ...forms, ...views, siteMaps, apps, roles, drawings];
  const model: SolutionModel = {
    manifest,
    tables: tables.sources.sort(by((one) => one.table.logicalName)),
    choices: once(choices.sources, repeated, 'choice', (one) => one.name).sort(by((one) => one.name)),
    relationships: once(relationships.sources, repeated, 'relationship', (one) => one.schemaName).sort(
      by((one) => one.schemaName),
    ),
    forms: once(
      forms.flatMap((one) => one.sources),
      repeated,
      'form',
      (one) => one.form.id,
    ).sort(by((one) => one.form.id)),
    views: usedViews.sort(by((one) => one.view.id)),
    storedViews: storedViews.sort(by((one) => one.id)),
    charts: once(drawings.charts, repeated, 'chart', (one) => one.chart.id).sort(by((one) => one.chart.id)),
    dashboards: once(drawings.dashboards, repeated, 'dashboard', (one) => one.dashboard.id).sort(
      by((one) => one.dashboard.id),
    ),
    siteMaps: once(usedSiteMaps, repeated, 'site map', (one) => one.uniqueName.toLowerCase()).sort(
      by((one) => one.uniqueName),
    ),
    apps: once(usedApps, repeated, 'app', (one) => one.uniqueName.toLowerCase()).sort(
      by((one) => one.uniqueName),
    ),
    roles: once(roles.sources, repeated, 'role', (one) => one.id).sort(by((one) => one.id)),
    mappings: workflows.mappings,
    columnSecurity: once(columnSecurity, repeated, 'column security', (one) => one.id),
    processes: once([...workflows.processes], repeated, 'process', (one) => one.id),
    rules: once([...workflows.rules], repeated, 'business rule', (one) => one.id),
    rows: readRows(document),
    kept,
    items: [
      ...read.flatMap((one) => one.items),
      ...workflowItems,
      ...securityItems,
      ...repeated,
      ...keptItems,
    ],
  };
  requireSize(files.name, model);
  return model;
}
