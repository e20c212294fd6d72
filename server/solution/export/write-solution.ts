import type { XmlElement } from '../../../src/shared/base/xml.ts';
import { textOf } from '../solution-files.ts';
import type { ChartSource, KeptComponent, SolutionModel } from '../solution-model.ts';
import { parseXml } from '../xml.ts';
import { writeApp } from './app-writer.ts';
import { element, printDocument, texts, wrap } from './build-xml.ts';
import { writeColumnSecurity } from './column-security-writer.ts';
import { writeChart, writeDashboards } from './drawing-writer.ts';
import { writeChoice } from './choice-writer.ts';
import { writeForms } from './form-writer.ts';
import { writeManifest } from './manifest-writer.ts';
import { writeRelationship } from './relationship-writer.ts';
import { writeRole } from './role-writer.ts';
import { writeSiteMap } from './site-map-writer.ts';
import { writeTable } from './table-writer.ts';
import { writeViews } from './view-writer.ts';

/** What an export is written from: the parts of a solution, and what was kept of it as it came. */
export type ExportedModel = Pick<
  SolutionModel,
  | 'manifest'
  | 'tables'
  | 'choices'
  | 'relationships'
  | 'forms'
  | 'views'
  | 'storedViews'
  | 'charts'
  | 'dashboards'
  | 'siteMaps'
  | 'apps'
  | 'roles'
  | 'columnSecurity'
  | 'rows'
  | 'kept'
>;

function parseKept({ kind, name, body }: KeptComponent): XmlElement {
  return parseXml(textOf(body), `${kind} ${name}`);
}

/** Charts and command bars stand with their table, charts in a section of their own, also those that no reader understood. */
function drawnOfTable(charts: readonly ChartSource[], kept: readonly KeptComponent[]): XmlElement[] {
  const unread = kept.filter((one) => one.kind === 'visualization');
  const others = kept.filter((one) => one.kind !== 'visualization');
  return [
    ...wrap('Visualizations', [...charts.map(writeChart), ...unread.map(parseKept)]),
    ...others.map(parseKept),
  ];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** An `Entity` for each definition; forms, views and kept parts go to the first of their table, or to one without any. */
function writeEntities(model: ExportedModel): XmlElement[] {
  const forms = groupBy(model.forms, (one) => one.form.table);
  const views = groupBy(model.views, (one) => one.view.table);
  const stored = groupBy(model.storedViews, (one) => one.table);
  const charts = groupBy(model.charts, (one) => one.chart.table);
  const kept = groupBy(model.kept, (one) => one.table);
  const grouped = [forms, views, stored, charts, kept];
  const open = new Set(grouped.flatMap((group) => [...group.keys()]));
  const partsOf = (table: string): XmlElement[] =>
    open.delete(table)
      ? [
          ...writeForms(forms.get(table) ?? []),
          ...writeViews(views.get(table) ?? [], stored.get(table) ?? []),
          ...drawnOfTable(charts.get(table) ?? [], kept.get(table) ?? []),
        ]
      : [];
  const defined = model.tables.map((source) =>
    element('Entity', {}, [...writeTable(source), ...partsOf(source.table.logicalName)]),
  );
  const extended = [...open]
    .sort()
    .map((table) => element('Entity', {}, [...texts({ Name: table }), ...partsOf(table)]));
  return [...defined, ...extended];
}

/** Languages in which the solution names its tables and apps. */
function languagesOf(model: ExportedModel): string[] {
  const named = [
    ...model.tables.map(({ table }) => table.label),
    ...model.apps.map((app) => app.name),
    model.manifest.name,
  ];
  return [...new Set(named.flatMap((labels) => Object.keys(labels)))].sort();
}

function writeCustomizations(model: ExportedModel): XmlElement {
  const written = new Map<string, readonly XmlElement[]>([
    ...writeDashboards(model.dashboards),
    ['FieldSecurityProfiles', model.columnSecurity.map(writeColumnSecurity)],
  ]);
  const kept = groupBy(model.kept, (one) => one.section);
  const sections = [...new Set([...written.keys(), ...kept.keys()])].flatMap((section) =>
    wrap(section, [...(written.get(section) ?? []), ...(kept.get(section) ?? []).map(parseKept)]),
  );
  return element('ImportExportXml', {}, [
    element('Entities', {}, writeEntities(model)),
    element('Roles', {}, model.roles.map(writeRole)),
    element('EntityRelationships', {}, model.relationships.map(writeRelationship)),
    element('optionsets', {}, model.choices.map(writeChoice)),
    ...wrap('AppModuleSiteMaps', model.siteMaps.map(writeSiteMap)),
    ...wrap('AppModules', model.apps.map(writeApp)),
    ...sections,
    ...wrap(
      'Languages',
      languagesOf(model).flatMap((language) => texts({ Language: language })),
    ),
  ]);
}

/** Type of each kind of file in the archive, which other tools ask for. */
function writeContentTypes(paths: readonly string[]): XmlElement {
  const extensions = new Set(['xml']);
  for (const path of paths) {
    const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
    if (extension !== undefined) extensions.add(extension);
  }
  return element(
    'Types',
    { xmlns: 'http://schemas.openxmlformats.org/package/2006/content-types' },
    [...extensions]
      .sort()
      .map((Extension) => element('Default', { Extension, ContentType: 'application/octet-stream' })),
  );
}

/**
 * The files of a solution in the packed layout, from its parts. The same parts give the same bytes. What reads them again
 * reads the same parts: reader and writer of each kind belong together.
 */
export function writeSolution(model: ExportedModel): ReadonlyMap<string, Uint8Array> {
  const encode = (root: XmlElement): Uint8Array => new TextEncoder().encode(printDocument(root));
  const kept = model.kept.filter((one) => one.kind === 'file' && one.section === undefined);
  const files = new Map<string, Uint8Array>();
  files.set('[Content_Types].xml', encode(writeContentTypes(kept.map((one) => one.name))));
  files.set('solution.xml', encode(writeManifest(model.manifest)));
  files.set('customizations.xml', encode(writeCustomizations(model)));
  for (const one of kept) if (!files.has(one.name)) files.set(one.name, one.body);
  return files;
}
