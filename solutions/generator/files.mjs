import { baseApps, salesApps } from '../definitions/apps.mjs';
import { baseForms } from '../definitions/base-forms.mjs';
import { baseTables } from '../definitions/base-tables.mjs';
import { baseViews } from '../definitions/base-views.mjs';
import { salesManyToMany, salesTargets, systemLookups } from '../definitions/relationships.mjs';
import { salesForms } from '../definitions/sales-forms.mjs';
import { salesTables } from '../definitions/sales-tables.mjs';
import { salesViews } from '../definitions/sales-views.mjs';
import { baseRoles, salesRoles } from '../definitions/security.mjs';
import { entityFile } from './entity.mjs';
import { FormBuilder } from './forms.mjs';
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
import { document, el } from './text.mjs';
import { viewFile, viewId, viewsOf } from './views.mjs';
import { homelessWorkflows, workflowFiles, workflowModels } from './workflows.mjs';

const complete = (tables, views, forms) =>
  tables.map((definition) =>
    completeTable({
      ...definition,
      views: views[definition.schema.toLowerCase()],
      forms: forms[definition.schema.toLowerCase()],
    }),
  );

function lookupsOf(table) {
  return table.columns
    .filter(
      (column) =>
        !column.existing &&
        column.relationship !== false &&
        column.targets !== undefined &&
        column.type !== 'owner',
    )
    .flatMap((column) => column.targets.map((target) => relationshipOf(table.logical, column, target)));
}

function solutions() {
  const base = complete(baseTables, baseViews, baseForms);
  const sales = complete(salesTables, salesViews, salesForms);
  const find = (name) => {
    const found = [...base, ...sales].find((table) => table.logical === name);
    if (found === undefined) throw new Error(`no table ${name}`);
    return found;
  };
  const added = ({ table, column, target }) => relationshipOf(table, find(table).column(column), target);
  const system = ({ name, table, column, target }) => ({
    ...relationshipOf(table, find(table).column(column), target),
    name,
  });
  const manyToMany = [
    ...salesManyToMany,
    { name: 'teammembership_association', first: 'Team', second: 'SystemUser' },
  ];
  const known = ['business_unit_system_users', 'user_parent_user'];
  const all = [...base, ...sales]
    .flatMap(lookupsOf)
    .concat(salesTargets.map(added), systemLookups.map(system));
  const context = {
    table: find,
    viewId: (table, kind) => viewId(find(table).logical, kind),
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
        manyToMany: [],
        roles: baseRoles,
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
        apps: salesApps,
        needs: ['account', 'contact', 'activitypointer', 'transactioncurrency'].map((table) => ({
          table,
          solution: 'haversack_base',
        })),
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

/** Every file of the bundled solutions: path below solutions/ to content. */
export function solutionFiles() {
  const { context, list } = solutions();
  const tables = list.flatMap((solution) => solution.tables);
  const files = new Map();
  for (const solution of list) {
    const put = (path, content) => {
      if (files.has(`${solution.folder}/${path}`)) throw new Error(`two files at ${solution.folder}/${path}`);
      files.set(`${solution.folder}/${path}`, content);
    };
    const components = [];
    for (const table of solution.tables) {
      components.push({ type: 1, schemaName: table.logical, behavior: table.system ? 2 : 0 });
      put(`Entities/${table.schema}/Entity.xml`, entityFile(table));
      for (const [path, content] of new FormBuilder(table, context).build())
        put(`Entities/${table.schema}/${path}`, content);
      for (const view of viewsOf(table))
        put(`Entities/${table.schema}/SavedQueries/{${view.id}}.xml`, viewFile(table, view, context));
    }
    for (const [path, content] of relationshipFiles(solution, context)) put(path, content);
    for (const role of solution.roles) {
      put(`Roles/${role.name}.xml`, roleFile(role));
      components.push({ type: 20, id: `{${roleId(role)}}` });
    }
    for (const app of solution.apps) {
      put(`AppModules/${app.uniqueName}/AppModule.xml`, appFile(app, [...baseRoles, ...salesRoles]));
      put(`AppModuleSiteMaps/${app.uniqueName}/AppModuleSiteMap.xml`, siteMapFile(app));
      components.push({ type: 62, schemaName: app.uniqueName }, { type: 80, schemaName: app.uniqueName });
    }
    const workflows = workflowFiles(solution.folder, tables);
    for (const [path, content] of workflows.files) put(path, content);
    components.push(...workflows.components);
    put('Other/Solution.xml', manifestFile(solution, components));
    put('Other/Customizations.xml', customizationsFile());
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
