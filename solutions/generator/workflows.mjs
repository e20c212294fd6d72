import { mappings } from '../definitions/mappings.mjs';
import { processes } from '../definitions/processes.mjs';
import { rules } from '../definitions/rules.mjs';
import { document, el, idOf, label } from './text.mjs';
import { processXaml, ruleXaml } from './xaml.mjs';

const words = (text) => text.split(/\s+/).filter(Boolean);
const labels = (text) => {
  const { english, german } = label(text);
  return { 1033: english, 1031: german };
};

/** Classes of the controls that show a step, by column type; text for all others. */
const classIds = {
  memo: 'e0dece4b-6fc8-4a8f-a065-082708572369',
  choice: '3ef39988-22bb-4f0b-bbbe-64b5a3748aee',
  state: '3ef39988-22bb-4f0b-bbbe-64b5a3748aee',
  status: '3ef39988-22bb-4f0b-bbbe-64b5a3748aee',
  boolean: '67fac785-cd58-4f9f-abb3-4b7ddc6ed5ed',
  datetime: '5b773807-9fb2-42db-97c3-7a91eff8adff',
  lookup: '270bd3db-d9af-4782-9025-509e298dec0a',
  customer: '270bd3db-d9af-4782-9025-509e298dec0a',
  owner: '270bd3db-d9af-4782-9025-509e298dec0a',
  integer: 'c6d124ca-7eda-4a60-aea9-7fb8d318b68f',
  decimal: 'c3efe0c3-0ec6-42be-8349-cbd9079dfd8e',
  double: '0d2c745a-e5a8-4c8f-ba63-c6d3bb604660',
  money: '533b9e00-756b-4312-95a0-dc888637ac78',
};
const textClass = '4273edbd-ac1d-40d3-9fb2-095c621b552d';

/** Looks up tables and columns, and notes those that no solution defines yet. */
class Guard {
  missing = [];
  #tables;

  constructor(tables) {
    this.#tables = new Map(tables.map((table) => [table.logical, table]));
  }

  column(table, name) {
    return this.#tables.get(table)?.columns.find((one) => one.name === name);
  }

  hasTables(what, ...names) {
    const absent = names.filter((name) => !this.#tables.has(name));
    for (const name of absent) this.missing.push(`${what}: table ${name}`);
    return absent.length === 0;
  }

  hasColumns(what, table, names) {
    const absent = names.filter((name) => this.column(table, name) === undefined);
    for (const name of absent) this.missing.push(`${what}: column ${table}.${name}`);
    return absent.length === 0;
  }
}

function processModel(definition, guard) {
  const what = label(definition.name).english;
  if (!guard.hasTables(what, ...new Set(definition.stages.map((stage) => stage.table)))) return [];
  const stageId = (name) => idOf('stage', definition.uniqueName, name);
  const nameOf = (stage) => label(stage.label).english;
  const stages = definition.stages.map((stage, at) => {
    const following = definition.stages[at + 1];
    const steps = words(stage.steps).filter((name) => guard.hasColumns(what, stage.table, [name]));
    return {
      id: stageId(nameOf(stage)),
      label: labels(stage.label),
      table: stage.table,
      category: stage.category,
      steps: steps.map((name) => {
        const column = guard.column(stage.table, name);
        return {
          kind: 'column',
          id: idOf('step', definition.uniqueName, nameOf(stage), name),
          label: labels(column.label),
          column: name,
          required: words(stage.required ?? '').includes(name),
          classId: classIds[column.type] ?? textClass,
        };
      }),
      ...(following === undefined ? {} : { next: stageId(nameOf(following)) }),
      branches: (stage.branches ?? []).map((branch) => ({
        label: branch.label,
        ...(branch.when === undefined ? {} : { when: branch.when }),
        stage: stageId(branch.to),
      })),
    };
  });
  return [
    {
      id: idOf('process', definition.uniqueName),
      uniqueName: definition.uniqueName,
      name: labels(definition.name),
      description: labels(definition.description),
      table: stages[0].table,
      order: definition.order,
      active: true,
      stages,
      crossings: (definition.crossings ?? []).map(({ from, to, ...rest }) => ({
        from: stageId(from),
        to: stageId(to),
        ...rest,
      })),
    },
  ];
}

function ruleModel(definition, guard) {
  const { key, columns, name, description, table, steps } = definition;
  const what = label(name).english;
  if (!guard.hasTables(what, table) || !guard.hasColumns(what, table, words(columns))) return [];
  return [
    {
      id: idOf('rule', table, key),
      name: labels(name),
      description: labels(description),
      table,
      scope: { kind: 'table' },
      active: true,
      steps,
    },
  ];
}

function mappingModel({ source, target, columns }, guard) {
  const what = `${source} to ${target}`;
  if (!guard.hasTables(what, source, target)) return [];
  const pairs = words(columns).map((pair) => {
    const [from, to = from] = pair.split('>');
    return { from, to };
  });
  const known = pairs.filter(
    ({ from, to }) => guard.hasColumns(what, source, [from]) && guard.hasColumns(what, target, [to]),
  );
  return [{ source, target, columns: known }];
}

/** Names of what belongs to solutions that are not made. */
export function homelessWorkflows(folders) {
  const named = [...processes, ...rules].map((one) => ({ ...one, what: label(one.name).english }));
  const mapped = mappings.map((one) => ({ ...one, what: `${one.source} to ${one.target}` }));
  return [...named, ...mapped]
    .filter((one) => !folders.includes(one.solution))
    .map((one) => `${one.what}: solution ${one.solution}`);
}

/** Processes, rules and mappings of a solution as the importer reads them, and what they lack to be made. */
export function workflowModels(folder, tables) {
  const guard = new Guard(tables);
  const own = (list, make) =>
    list.filter((one) => one.solution === folder).flatMap((one) => make(one, guard));
  return {
    processes: own(processes, processModel),
    rules: own(rules, ruleModel),
    mappings: own(mappings, mappingModel),
    missing: guard.missing,
    typeOf: (table, column) => guard.column(table, column)?.type,
  };
}

const localizedNames = (outer, inner, texts) =>
  el(
    outer,
    {},
    Object.entries(texts).map(([languagecode, description]) => el(inner, { description, languagecode })),
  );

function headFile(one, path, category, more) {
  const isProcess = category === 4;
  const state = Number(one.active);
  return document(
    el(
      'Workflow',
      {
        WorkflowId: `{${one.id}}`,
        Name: one.name['1033'],
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      },
      el('XamlFileName', {}, `/${path}`),
      el('Type', {}, 1),
      el('Subprocess', {}, 0),
      el('Category', {}, category),
      el('Mode', {}, isProcess ? 0 : 1),
      el('Scope', {}, 4),
      el('OnDemand', {}, 0),
      el('TriggerOnCreate', {}, Number(isProcess)),
      el('TriggerOnDelete', {}, 0),
      el('AsyncAutodelete', {}, 0),
      el('SyncWorkflowLogOnFailure', {}, 0),
      el('StateCode', {}, state),
      el('StatusCode', {}, state + 1),
      isProcess ? el('processorder', {}, one.order) : undefined,
      el('RunAs', {}, 1),
      isProcess ? el('UniqueName', {}, one.uniqueName) : undefined,
      el('IsTransacted', {}, 1),
      el('IntroducedVersion', {}, '1.0.0.0'),
      el('IsCustomizable', {}, 1),
      el('BusinessProcessType', {}, 0),
      el('IsCustomProcessingStepAllowedForOtherPublishers', {}, 1),
      el('ProcessTriggerScope', {}, isProcess ? 1 : 2),
      el('PrimaryEntity', {}, one.table),
      localizedNames('LocalizedNames', 'LocalizedName', one.name),
      localizedNames('Descriptions', 'Description', one.description),
      more,
    ),
  );
}

function processLabels(process) {
  const list = process.stages.flatMap((stage) => [stage, ...stage.steps]);
  return el(
    'labels',
    {},
    list.map(({ id, label: texts }) =>
      el(
        'steplabels',
        { id: `{${id}}` },
        Object.entries(texts).map(([languagecode, description]) =>
          el('label', { languagecode, description }),
        ),
      ),
    ),
  );
}

const pathOf = (one) =>
  `Workflows/${one.name['1033'].replaceAll(/[^A-Za-z0-9]/g, '')}-${one.id.toUpperCase()}.xaml`;

function mappingsFile(list) {
  const map = ({ from, to }) =>
    el('AttributeMap', {}, el('AttributeSource', {}, from), el('AttributeTarget', {}, to));
  return document(
    el(
      'EntityMaps',
      { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' },
      list.map(({ source, target, columns }) =>
        el(
          'EntityMap',
          {},
          el('EntitySource', {}, source),
          el('EntityTarget', {}, target),
          el('AttributeMaps', {}, columns.map(map)),
        ),
      ),
    ),
  );
}

/** Files and root components of a solution's processes, rules and mappings, and what was left out. */
export function workflowFiles(folder, tables) {
  const models = workflowModels(folder, tables);
  const files = [];
  const components = [];
  const put = (one, category, xaml, more) => {
    const path = pathOf(one);
    files.push([path, xaml], [`${path}.data.xml`, headFile(one, path, category, more)]);
    components.push({ type: 29, id: `{${one.id}}` });
  };
  for (const one of models.processes) put(one, 4, processXaml(one, models.typeOf), processLabels(one));
  for (const one of models.rules)
    put(
      one,
      2,
      ruleXaml(one, (column) => models.typeOf(one.table, column)),
    );
  if (models.mappings.length > 0) files.push(['Other/EntityMaps.xml', mappingsFile(models.mappings)]);
  return { files, components, missing: models.missing };
}
