import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import type { Row } from '../../src/shared/metadata/row.ts';
import { must } from '../../src/shared/base/assert.ts';
import type { Db } from '../db/database.ts';
import { systemTables } from '../metadata/system-tables.ts';
import { stableGuid } from '../metadata/stable-guid.ts';
import { writeRows } from '../metadata/write-rows.ts';
import type { SolutionModel } from './solution-model.ts';

const formTypeNumbers = { main: 2, quickview: 6, quickcreate: 7, card: 11 } as const;

function text(labels: Labels, fallback: string): string {
  return labels['1033'] ?? Object.values(labels)[0] ?? fallback;
}

function table(name: string): Table<Labels> {
  return must(
    systemTables.find((one) => one.logicalName === name),
    `system table ${name}`,
  );
}

/** Id of an app's row; the same wherever the app is imported. */
export function appId(uniqueName: string): string {
  return stableGuid('appmodule', uniqueName.toLowerCase());
}

function formRows(model: SolutionModel): Row[] {
  return model.forms.map(({ form, description, active, xml }) => ({
    formid: form.id,
    name: text(form.name, 'Form'),
    description: text(description, ''),
    objecttypecode: form.table,
    type: formTypeNumbers[form.type],
    formxml: xml,
    isdefault: form.isDefault,
    formactivationstate: active ? 1 : 0,
  }));
}

/** Dashboards are forms of no table. */
function dashboardRows(model: SolutionModel): Row[] {
  return model.dashboards.map(({ dashboard, xml }) => ({
    formid: dashboard.id,
    name: text(dashboard.name, 'Dashboard'),
    description: text(dashboard.description, ''),
    objecttypecode: 'none',
    type: dashboard.kind === 'interactive' ? 10 : 0,
    formxml: xml,
    isdefault: dashboard.isDefault,
    formactivationstate: 1,
  }));
}

function chartRows(model: SolutionModel): Row[] {
  return model.charts.map(({ chart, dataXml, presentationXml }) => ({
    savedqueryvisualizationid: chart.id,
    name: text(chart.name, 'Chart'),
    description: text(chart.description, ''),
    primaryentitytypecode: chart.table,
    datadescription: dataXml,
    presentationdescription: presentationXml,
    isdefault: chart.isDefault,
  }));
}

function viewRows(model: SolutionModel): Row[] {
  const used = model.views.map((one) => ({
    id: one.view.id,
    name: one.view.name,
    description: one.description,
    table: one.view.table,
    queryType: one.queryType,
    isDefault: one.view.isDefault,
    fetchXml: one.fetchXml,
    layoutXml: one.layoutXml,
  }));
  const stored = model.storedViews.map((one) => ({ ...one, description: {} as Labels }));
  return [...used, ...stored].map((one) => ({
    savedqueryid: one.id,
    name: text(one.name, 'View'),
    description: text(one.description, ''),
    returnedtypecode: one.table,
    querytype: one.queryType,
    fetchxml: one.fetchXml,
    layoutxml: one.layoutXml,
    isdefault: one.isDefault,
    isquickfindquery: one.queryType === 4,
  }));
}

/** Id of a publisher's row. */
export function publisherId(model: Pick<SolutionModel, 'manifest'>): string {
  return stableGuid('publisher', model.manifest.publisher.uniqueName.toLowerCase());
}

/** Id of a solution's row. */
export function solutionId(uniqueName: string): string {
  return stableGuid('solution', uniqueName.toLowerCase());
}

/** Ids of the rows that stand for the solution and its parts, by table. */
export function designIds(
  model: Pick<
    SolutionModel,
    'manifest' | 'forms' | 'dashboards' | 'views' | 'storedViews' | 'charts' | 'siteMaps' | 'apps'
  >,
): ReadonlyMap<string, readonly string[]> {
  return new Map([
    ['publisher', [publisherId(model)]],
    ['solution', [solutionId(model.manifest.uniqueName)]],
    [
      'systemform',
      [...model.forms.map((one) => one.form.id), ...model.dashboards.map((one) => one.dashboard.id)],
    ],
    ['savedquery', [...model.views.map((one) => one.view.id), ...model.storedViews.map((one) => one.id)]],
    ['savedqueryvisualization', model.charts.map((one) => one.chart.id)],
    ['sitemap', model.siteMaps.map((one) => stableGuid('sitemap', one.uniqueName.toLowerCase()))],
    ['appmodule', model.apps.map((one) => appId(one.uniqueName))],
  ]);
}

/** Writes the rows that stand for the solution and its parts; returns how many differed. */
export async function writeDesignRows(db: Db, model: SolutionModel): Promise<number> {
  const { manifest } = model;
  const { publisher } = manifest;
  const plan: readonly (readonly [string, readonly Row[]])[] = [
    [
      'publisher',
      [
        {
          publisherid: publisherId(model),
          uniquename: publisher.uniqueName,
          friendlyname: text(publisher.name, publisher.uniqueName),
          customizationprefix: publisher.prefix,
          customizationoptionvalueprefix: publisher.optionValuePrefix ?? null,
        },
      ],
    ],
    [
      'solution',
      [
        {
          solutionid: solutionId(manifest.uniqueName),
          uniquename: manifest.uniqueName,
          friendlyname: text(manifest.name, manifest.uniqueName),
          version: manifest.version,
          ismanaged: manifest.managed,
          publisherid: publisherId(model),
        },
      ],
    ],
    ['systemform', [...formRows(model), ...dashboardRows(model)]],
    ['savedquery', viewRows(model)],
    ['savedqueryvisualization', chartRows(model)],
    [
      'sitemap',
      model.siteMaps.map((one) => ({
        sitemapid: stableGuid('sitemap', one.uniqueName.toLowerCase()),
        sitemapname: text(one.name, one.uniqueName),
        sitemapnameunique: one.uniqueName,
        sitemapxml: one.xml,
      })),
    ],
    [
      'appmodule',
      model.apps.map((one) => ({
        appmoduleid: appId(one.uniqueName),
        name: text(one.name, one.uniqueName),
        uniquename: one.uniqueName,
        description: text(one.description, ''),
        clienttype: 4,
      })),
    ],
  ];
  let changed = 0;
  for (const [name, rows] of plan) changed += await writeRows(db, table(name), rows);
  return changed;
}

/** Gives roles an app; what was given before stays. */
export async function giveApp(db: Db, app: string, roleIds: readonly string[]): Promise<number> {
  return writeRows(
    db,
    table('appmoduleroles'),
    roleIds.map((role) => ({
      appmoduleroleid: stableGuid('appmoduleroles', app, role),
      appmoduleid: app,
      roleid: role,
    })),
  );
}

/** Writes the rows of roles. */
export async function writeRoleRows(
  db: Db,
  roles: readonly { readonly id: string; readonly name: string; readonly templateId?: string }[],
): Promise<number> {
  return writeRows(
    db,
    table('role'),
    roles.map((role) => ({ roleid: role.id, name: role.name, roletemplateid: role.templateId ?? null })),
  );
}
