import { baseApps, salesApps } from '../definitions/apps.mjs';
import { baseCharts } from '../definitions/base-charts.mjs';
import { baseForms } from '../definitions/base-forms.mjs';
import { baseTables } from '../definitions/base-tables.mjs';
import { baseViews } from '../definitions/base-views.mjs';
import {
  baseManyToMany,
  salesManyToMany,
  salesTargets,
  systemLookups,
} from '../definitions/relationships.mjs';
import { salesCharts } from '../definitions/sales-charts.mjs';
import { salesDashboards } from '../definitions/sales-dashboards.mjs';
import { salesForms } from '../definitions/sales-forms.mjs';
import { salesTables } from '../definitions/sales-tables.mjs';
import { salesViews } from '../definitions/sales-views.mjs';
import { baseRoles, salesRoles } from '../definitions/security.mjs';
import { serviceApps } from '../definitions/service-apps.mjs';
import { serviceCharts } from '../definitions/service-charts.mjs';
import { serviceDashboards } from '../definitions/service-dashboards.mjs';
import { serviceForms } from '../definitions/service-forms.mjs';
import { serviceManyToMany, serviceTargets } from '../definitions/service-relationships.mjs';
import { serviceRoles } from '../definitions/service-security.mjs';
import { serviceTables } from '../definitions/service-tables.mjs';
import { serviceViews } from '../definitions/service-views.mjs';
import { chartFile, chartId } from './charts.mjs';
import { componentSections } from './components.mjs';
import { dashboardFile, dashboardId } from './dashboards.mjs';
import { entityFile, shellFile } from './entity.mjs';
import { FormBuilder, tablesOfForms } from './forms.mjs';
import { completeTable, relationshipOf } from './model.mjs';
import {
  appFile,
  customizationsFile,
  manifestFile,
  manyToManyElement,
  relationshipElement,
  roleFile,
  roleId,
  siteMapFile,
} from './solution.mjs';
import { checkCommands, ribbonFile } from './ribbon.mjs';
import { document, el, label } from './text.mjs';
import { tablesOfView, viewFile, viewId, viewsOf } from './views.mjs';
import { homelessWorkflows, workflowFiles, workflowModels } from './workflows.mjs';

const allRoles = [...baseRoles, ...salesRoles, ...serviceRoles];

const complete = (tables, views, forms, charts) =>
  tables.map((definition) => {
    const logical = definition.schema.toLowerCase();
    return completeTable({
      ...definition,
      views: views[logical],
      forms: forms[logical],
      charts: charts[logical] ?? [],
    });
  });

function lookupsOf(table) {
  return table.columns
    .filter(
      (column) =>
        !column.existing &&
        column.addedBy === undefined &&
        column.relationship !== false &&
        column.targets !== undefined &&
        column.type !== 'owner',
    )
    .flatMap((column) => column.targets.map((target) => relationshipOf(table.logical, column, target)));
}

/** The table of pairs behind an N:N relationship, as far as a view can read it. */
function intersectTable({ intersect, first, second }) {
  const logical = intersect.toLowerCase();
  const columns = [`${first.toLowerCase()}id`, `${second.toLowerCase()}id`];
  return {
    logical,
    column(name) {
      if (!columns.includes(name)) throw new Error(`${logical}: no column ${name}`);
      return { name, type: 'uniqueidentifier', label: intersect };
    },
  };
}

function solutions() {
  const base = complete(baseTables, baseViews, baseForms, baseCharts);
  const sales = complete(salesTables, salesViews, salesForms, salesCharts);
  const service = complete(serviceTables, serviceViews, serviceForms, serviceCharts);
  const find = (name) => {
    const found =
      [...base, ...sales, ...service].find((table) => table.logical === name) ??
      [...baseManyToMany, ...salesManyToMany, ...serviceManyToMany]
        .map(intersectTable)
        .find((table) => table.logical === name);
    if (found === undefined) throw new Error(`no table ${name}`);
    return found;
  };
  const added = ({ table, column, target }) => relationshipOf(table, find(table).column(column), target);
  const system = ({ name, table, column, target }) => ({
    ...relationshipOf(table, find(table).column(column), target),
    name,
  });
  const manyToMany = [
    ...baseManyToMany,
    ...salesManyToMany,
    ...serviceManyToMany,
    { name: 'teammembership_association', first: 'Team', second: 'SystemUser' },
    { name: 'systemuserroles_association', first: 'SystemUser', second: 'Role' },
    { name: 'teamroles_association', first: 'Team', second: 'Role' },
  ];
  const known = ['business_unit_system_users', 'user_parent_user'];
  const all = [...base, ...sales, ...service]
    .flatMap(lookupsOf)
    .concat([...salesTargets, ...serviceTargets].map(added), systemLookups.map(system));
  const context = {
    table: find,
    viewId(table, kind) {
      const found = find(table);
      const names = found.views?.views.map((view) => label(view.name).english) ?? [];
      if (kind !== 'associated' && !names.includes(kind)) throw new Error(`${table}: no view ${kind}`);
      return viewId(found.logical, kind);
    },
    isRelationship: (name) =>
      known.includes(name) || [...all, ...manyToMany].some((one) => one.name === name),
    roleId: (name) => roleId(allRoles.find((role) => role.name === name)),
    subgrid(owner, relationship, table) {
      const one = all.find((candidate) => candidate.name === relationship);
      const many = manyToMany.find((candidate) => candidate.name === relationship);
      const sides = one
        ? [one.target, one.table]
        : many
          ? [many.first.toLowerCase(), many.second.toLowerCase()]
          : [owner, table];
      if (one === undefined && many === undefined && !known.includes(relationship))
        throw new Error(`${owner}: no relationship ${relationship}`);
      if (!sides.includes(owner) || !sides.includes(table))
        throw new Error(`${owner}: ${relationship} does not lead to ${table}`);
    },
  };
  return {
    context,
    list: [
      {
        folder: 'base',
        uniqueName: 'haversack_base',
        name: 'Base|Basis',
        tables: base,
        relationships: [...base.flatMap(lookupsOf), ...systemLookups.map(system)],
        manyToMany: baseManyToMany,
        roles: baseRoles,
        dashboards: [],
        apps: baseApps,
        needs: [],
      },
      {
        folder: 'sales',
        uniqueName: 'haversack_sales',
        name: 'Sales|Vertrieb',
        tables: sales,
        relationships: [...sales.flatMap(lookupsOf), ...salesTargets.map(added)],
        manyToMany: salesManyToMany,
        roles: salesRoles,
        dashboards: salesDashboards,
        apps: salesApps,
        needs: ['account', 'contact', 'activitypointer', 'transactioncurrency'].map((table) => ({
          table,
          solution: 'haversack_base',
        })),
      },
      {
        folder: 'service',
        uniqueName: 'haversack_service',
        name: 'Service|Service',
        tables: service,
        relationships: [...service.flatMap(lookupsOf), ...serviceTargets.map(added)],
        manyToMany: serviceManyToMany,
        roles: serviceRoles,
        dashboards: serviceDashboards,
        apps: serviceApps,
        needs: [
          ...['account', 'contact', 'activitypointer', 'queue', 'subject'].map((table) => ({
            table,
            solution: 'haversack_base',
          })),
          { table: 'product', solution: 'haversack_sales' },
        ],
      },
    ],
  };
}

function relationshipFiles(solution, context) {
  const schemaOf = (name) => context.table(name).schema;
  const groups = new Map();
  const add = (referenced, name, element) =>
    groups.set(referenced, [...(groups.get(referenced) ?? []), { name, element }]);
  for (const one of solution.relationships)
    add(schemaOf(one.target), one.name, relationshipElement(one, schemaOf));
  for (const one of solution.manyToMany) add(one.first, one.name, manyToManyElement(one));
  const byName = (a, b) => (a.name < b.name ? -1 : 1);
  const root = (elements) =>
    document(
      el('EntityRelationships', { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' }, elements),
    );
  const names = [...groups.values()].flat().sort(byName);
  if (new Set(names.map(({ name }) => name.toLowerCase())).size !== names.length)
    throw new Error(`${solution.folder}: two relationships have one name`);
  return [
    ['Other/Relationships.xml', root(names.map(({ name }) => el('EntityRelationship', { Name: name })))],
    ...[...groups].map(([referenced, list]) => [
      `Other/Relationships/${referenced}.xml`,
      root(list.sort(byName).map(({ element }) => element)),
    ]),
  ];
}

/**
 * What one solution brings of a table's forms and views. A form goes again into each later solution whose tables it
 * shows, a view into the one that brings the last table it reads.
 */
function designFiles(table, at, layerOf, context) {
  const own = layerOf(table.logical);
  const files = [];
  const known = { ...context, isKnown: (name) => layerOf(name) <= at };
  if (own === at || tablesOfForms(table.forms).some((name) => layerOf(name) === at)) {
    const built = [...new FormBuilder(table, known).build()];
    files.push(...(own === at ? built : built.filter(([path]) => path.startsWith('FormXml/main/'))));
  }
  for (const view of viewsOf(table))
    if (Math.max(own, ...tablesOfView(table, view).map(layerOf)) === at)
      files.push([`SavedQueries/{${view.id}}.xml`, viewFile(table, view, context)]);
  return files;
}

/** Every file of the bundled solutions: path below solutions/ to content. */
export function solutionFiles() {
  const { context, list } = solutions();
  const tables = list.flatMap((solution) => solution.tables);
  const files = new Map();
  checkCommands(
    list.map(({ folder }) => folder),
    context.table,
  );
  const layerOf = (name) => {
    const found = list.findIndex(
      ({ tables, manyToMany }) =>
        tables.some((table) => table.logical === name) ||
        manyToMany.some(({ intersect }) => intersect.toLowerCase() === name),
    );
    if (found < 0) throw new Error(`no table ${name}`);
    return found;
  };
  for (const [at, solution] of list.entries()) {
    const put = (path, content) => {
      if (files.has(`${solution.folder}/${path}`)) throw new Error(`two files at ${solution.folder}/${path}`);
      files.set(`${solution.folder}/${path}`, content);
    };
    const components = [];
    for (const table of solution.tables) {
      components.push({ type: 1, schemaName: table.logical, behavior: table.system ? 2 : 0 });
      put(`Entities/${table.schema}/Entity.xml`, entityFile(table));
      for (const [path, content] of designFiles(table, at, layerOf, context))
        put(`Entities/${table.schema}/${path}`, content);
      for (const chart of table.charts)
        put(
          `Entities/${table.schema}/Visualizations/{${chartId(table, chart)}}.xml`,
          chartFile(table, chart),
        );
      const ribbon = ribbonFile(solution.folder, table);
      if (ribbon !== undefined) put(`Entities/${table.schema}/RibbonDiff.xml`, ribbon);
    }
    for (const table of list.slice(0, at).flatMap(({ tables }) => tables)) {
      const added = designFiles(table, at, layerOf, context);
      const columns = table.columns.filter((column) => column.addedBy === solution.folder);
      const ribbon = ribbonFile(solution.folder, table);
      if (added.length === 0 && columns.length === 0 && ribbon === undefined) continue;
      components.push({ type: 1, schemaName: table.logical, behavior: 2 });
      put(`Entities/${table.schema}/Entity.xml`, shellFile(table, columns));
      for (const [path, content] of added) put(`Entities/${table.schema}/${path}`, content);
      if (ribbon !== undefined) put(`Entities/${table.schema}/RibbonDiff.xml`, ribbon);
    }
    for (const [path, content] of relationshipFiles(solution, context)) put(path, content);
    for (const role of solution.roles) {
      put(`Roles/${role.name}.xml`, roleFile(role));
      components.push({ type: 20, id: `{${roleId(role)}}` });
    }
    for (const dashboard of solution.dashboards) {
      put(...dashboardFile(dashboard, context));
      components.push({ type: 60, id: `{${dashboardId(dashboard.name)}}` });
    }
    for (const app of solution.apps) {
      put(`AppModules/${app.uniqueName}/AppModule.xml`, appFile(app, allRoles, solution.dashboards));
      put(`AppModuleSiteMaps/${app.uniqueName}/AppModuleSiteMap.xml`, siteMapFile(app));
      components.push({ type: 62, schemaName: app.uniqueName }, { type: 80, schemaName: app.uniqueName });
    }
    const workflows = workflowFiles(solution.folder, tables);
    for (const [path, content] of workflows.files) put(path, content);
    components.push(...workflows.components);
    const rows = componentSections(solution.folder, context.table, context.isRelationship);
    components.push(...rows.components);
    put('Other/Solution.xml', manifestFile(solution, components));
    put('Other/Customizations.xml', customizationsFile(rows.sections));
  }
  return files;
}

/** Processes, rules and mappings of every bundled solution by folder, as the importer is to read them. */
export function bundledWorkflows() {
  const { list } = solutions();
  const tables = list.flatMap((solution) => solution.tables);
  return new Map(list.map(({ folder }) => [folder, workflowModels(folder, tables)]));
}

/** What of the processes, rules and mappings is not made, because no solution defines what it names. */
export function leftOut() {
  const models = bundledWorkflows();
  return [
    ...[...models.values()].flatMap(({ missing }) => missing),
    ...homelessWorkflows([...models.keys()]),
  ];
}
