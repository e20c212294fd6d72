import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../solutions');

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

type Node = Readonly<Record<string, unknown>>;
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
});

const parsed = new Map<string, Node>();

function parse(path: string): Node {
  const node = parsed.get(path) ?? (parser.parse(readFileSync(path, 'utf8')) as Node);
  parsed.set(path, node);
  return node;
}

/** All elements of the name, at any depth. */
function all(node: unknown, name: string): Node[] {
  if (Array.isArray(node)) return node.flatMap((one) => all(one, name));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => [
    ...(key === name && Array.isArray(value) ? (value as Node[]) : []),
    ...all(value, name),
  ]);
}

const attribute = (node: Node, name: string): string | undefined => {
  const value = node[`@${name}`];
  return typeof value === 'string' ? value : undefined;
};
const texts = (node: unknown, name: string): string[] => all(node, name).map(String);

const textOf = (node: Node, name: string): string => String((node[name] as unknown[])[0]);

const stamped = ['createdon', 'createdby', 'modifiedon', 'modifiedby', 'versionnumber'];
const systemColumns: Readonly<Record<string, readonly string[]>> = {
  systemuser: ['systemuserid'],
  team: ['teamid'],
  businessunit: ['businessunitid'],
  role: ['roleid'],
};

const paths = ['base', 'sales', 'service'].flatMap(filesBelow);
const columns = new Map<string, Set<string>>();
for (const path of paths.filter((one) => one.endsWith('Entity.xml'))) {
  const file = parse(path);
  const table = attribute(all(file, 'entity')[0] ?? {}, 'Name')?.toLowerCase() ?? '';
  // A solution that only adds forms or views names the table without its columns.
  const before = columns.get(table) ?? [...stamped, ...(systemColumns[table] ?? [])];
  columns.set(table, new Set([...before, ...texts(file, 'LogicalName')]));
}
const relationships = paths
  .filter((path) => path.includes('/Relationships/'))
  .flatMap((path) => all(parse(path), 'EntityRelationship'));
const relationshipNames = new Set(relationships.map((one) => attribute(one, 'Name')));

function tableOf(path: string): string {
  return (/Entities\/([^/]+)\//.exec(path)?.[1] ?? '').toLowerCase();
}

/** Lookups whose relationships exist before any solution. */
const byThePlatform = new Set([
  'systemuser.businessunitid',
  'systemuser.parentsystemuserid',
  'team.businessunitid',
  'team.administratorid',
  'businessunit.parentbusinessunitid',
  'role.businessunitid',
]);

describe('bundled solutions', () => {
  test('are what the generator makes of the definitions', () => {
    expect(() =>
      execFileSync(process.execPath, [join(root, 'generate.mjs'), '--check'], { stdio: 'pipe' }),
    ).not.toThrow();
  });

  test('are well-formed throughout', () => {
    expect(paths.length).toBeGreaterThan(300);
    const broken = paths.filter((path) => XMLValidator.validate(readFileSync(path, 'utf8')) !== true);
    expect(broken).toEqual([]);
  });

  test('hold no id twice among forms, views and roles', () => {
    const ids = paths.flatMap((path) => {
      const file = parse(path);
      const folder = path.slice(root.length + 1).split('/')[0] ?? '';
      return [
        // A later solution brings a form again that shows its tables.
        ...texts(file, 'formid').map((id) => `${folder} ${id}`),
        ...texts(file, 'savedqueryid'),
        ...texts(file, 'savedqueryvisualizationid'),
        ...texts(file, 'FormId'),
        ...all(file, 'Role').flatMap((role) =>
          attribute(role, 'name') === undefined ? [] : (attribute(role, 'id') ?? []),
        ),
      ];
    });
    expect(ids.length).toBeGreaterThan(200);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('show only columns that their tables have on forms', () => {
    const missing = paths
      .filter((path) => path.includes('/FormXml/'))
      .flatMap((path) =>
        all(parse(path), 'control').flatMap((control) => {
          const column = attribute(control, 'datafieldname');
          return column === undefined || columns.get(tableOf(path))?.has(column) === true
            ? []
            : `${path}: ${column}`;
        }),
      );
    expect(missing).toEqual([]);
  });

  test('lead subgrids along relationships that exist', () => {
    const brought = new Set([
      ...relationshipNames,
      'business_unit_system_users',
      'user_parent_user',
      'teammembership_association',
      'teamroles_association',
      'systemuserroles_association',
    ]);
    const used = paths
      .filter((path) => path.includes('/FormXml/'))
      .flatMap((path) => texts(parse(path), 'RelationshipName'));
    expect(used.length).toBeGreaterThan(10);
    expect(used.filter((name) => !brought.has(name))).toEqual([]);
  });

  test('query and show only columns that exist in views', () => {
    const missing = paths
      .filter((path) => path.includes('/SavedQueries/'))
      .flatMap((path) => {
        const file = parse(path);
        const table = tableOf(path);
        const links = new Map(
          all(file, 'link-entity').map((link) => [attribute(link, 'alias'), attribute(link, 'name') ?? '']),
        );
        const cells = all(file, 'cell').map((cell) => attribute(cell, 'name') ?? '');
        const named = cells.map((name): [string, string] => {
          const [alias, linked] = name.split('.');
          return linked === undefined ? [table, name] : [links.get(alias) ?? '', linked];
        });
        const conditions = all(
          all(file, 'entity').map((entity) => entity['filter']),
          'condition',
        ).map((one): [string, string] => [
          links.get(attribute(one, 'entityname')) ?? table,
          attribute(one, 'attribute') ?? '',
        ]);
        const ordered = all(file, 'order').map((one): [string, string] => [
          table,
          attribute(one, 'attribute') ?? '',
        ]);
        return [...named, ...conditions, ...ordered].flatMap(([owner, column]) =>
          columns.get(owner)?.has(column) === true ? [] : `${path}: ${owner}.${column}`,
        );
      });
    expect(missing).toEqual([]);
  });

  test('open only tables and views that exist from site maps, and list them in their apps', () => {
    const views = new Set(paths.flatMap((path) => texts(parse(path), 'savedqueryid')));
    const dashboards = new Set(paths.flatMap((path) => texts(parse(path), 'FormId')));
    for (const path of paths.filter((one) => one.endsWith('AppModuleSiteMap.xml'))) {
      const app = parse(path.replaceAll('AppModuleSiteMap', 'AppModule'));
      const listed = new Set(all(app, 'AppModuleComponent').map((one) => attribute(one, 'schemaName')));
      const areas = all(parse(path), 'SubArea');
      expect(areas.length).toBeGreaterThan(3);
      for (const area of areas) {
        const url = new URLSearchParams(attribute(area, 'Url')?.split('?')[1]);
        const dashboard = attribute(area, 'DefaultDashboard');
        if (dashboard !== undefined) {
          expect(dashboards).toContain(dashboard);
          continue;
        }
        const table = attribute(area, 'Entity') ?? url.get('etn') ?? '';
        expect(columns.has(table), table).toBe(true);
        expect(listed, table).toContain(table);
        const view = url.get('viewid');
        if (view !== null) expect(views).toContain(view);
      }
    }
  });

  test('refer from every lookup to tables that exist', () => {
    const ends = new Map<string, string[]>();
    for (const one of relationships.filter((each) => each['ReferencingAttributeName'] !== undefined)) {
      const table = textOf(one, 'ReferencingEntityName').toLowerCase();
      const target = textOf(one, 'ReferencedEntityName').toLowerCase();
      const column = textOf(one, 'ReferencingAttributeName');
      expect(columns.has(target), `${table}.${column}`).toBe(true);
      expect(columns.get(table)?.has(column), `${table}.${column}`).toBe(true);
      ends.set(`${table}.${column}`, [...(ends.get(`${table}.${column}`) ?? []), target]);
    }
    for (const path of paths.filter((one) => one.endsWith('Entity.xml'))) {
      const table = tableOf(path);
      for (const column of all(parse(path), 'attribute'))
        if (
          ['lookup', 'customer'].includes(textOf(column, 'Type')) &&
          !byThePlatform.has(`${table}.${textOf(column, 'LogicalName')}`)
        )
          expect(ends.get(`${table}.${textOf(column, 'LogicalName')}`), `${table}`).toBeDefined();
    }
  });

  test('say everything in English and in German', () => {
    const labels = [
      'label',
      'displayname',
      'LocalizedName',
      'LocalizedCollectionName',
      'Description',
      'Title',
    ];
    const lacking = paths
      .filter((path) => !path.includes('/Roles/'))
      .flatMap((path) => {
        const file = parse(path);
        return labels.flatMap((name) => {
          const counts = (language: string) =>
            all(file, name).filter(
              (one) => attribute(one, 'languagecode') === language && attribute(one, 'description') !== '',
            ).length;
          return counts('1033') === counts('1031') ? [] : `${path}: ${name}`;
        });
      });
    expect(lacking).toEqual([]);
  });
});
