import { strToU8 } from 'fflate';
import type { Row } from '../src/shared/metadata/row.ts';
import { typeKey } from '../src/shared/metadata/row.ts';
import type { SolutionFiles } from '../server/solution/solution-files.ts';

/** The tables the benchmarks read: rows like accounts, and small ones that make the number of carried rows large. */
export const tables = { account: 'bench_account', item: 'bench_item' } as const;

/** Each app has a role of its own that may read every row of the app's tables. */
export const apps = {
  accounts: {
    name: 'bench_accounts',
    roleId: '6f0c2c0e-5b0a-4c55-9d0e-2f6f3b1f0a01',
    tables: [tables.account],
  },
  all: {
    name: 'bench_all',
    roleId: '6f0c2c0e-5b0a-4c55-9d0e-2f6f3b1f0a02',
    tables: [tables.account, tables.item],
  },
} as const;

const textColumns = [
  'address',
  'city',
  'phone',
  'email',
  'website',
  'industry',
  'segment',
  'remark',
  'source',
] as const;
const ownColumns: readonly (readonly [name: string, type: string, extra: string])[] = [
  ...textColumns.map((name) => [name, 'nvarchar', '<MaxLength>200</MaxLength>'] as const),
  ['employees', 'int', '<MinValue>0</MinValue><MaxValue>1000000</MaxValue>'],
  ['rating', 'int', '<MinValue>0</MinValue><MaxValue>100</MaxValue>'],
  ['discount', 'decimal', '<Accuracy>2</Accuracy><MinValue>0</MinValue><MaxValue>100</MaxValue>'],
  ['since', 'datetime', '<Format>date</Format><Behavior>2</Behavior>'],
];

const titles = (name: string): string =>
  `<displaynames><displayname description="${name}" languagecode="1033" /></displaynames>`;

function attribute(table: string, name: string, type: string, extra = ''): string {
  const logicalName = `${table}_${name}`;
  return `<attribute PhysicalName="${logicalName}"><Type>${type}</Type><LogicalName>${logicalName}</LogicalName>
    <RequiredLevel>none</RequiredLevel>${extra}${titles(name)}</attribute>`;
}

function view(table: string, id: string, columns: readonly string[]): string {
  const names = columns.map((column) => `${table}_${column}`);
  return `<SavedQueries><savedqueries><savedquery><isdefault>1</isdefault><savedqueryid>{${id}}</savedqueryid>
    <layoutxml><grid name="resultset" jump="${table}_name" select="1"><row name="result" id="${table}id">
    ${names.map((name) => `<cell name="${name}" width="150" />`).join('')}</row></grid></layoutxml>
    <querytype>0</querytype><fetchxml><fetch version="1.0" mapping="logical"><entity name="${table}">
    <attribute name="${table}id" />${names.map((name) => `<attribute name="${name}" />`).join('')}
    <order attribute="${table}_name" descending="false" /><filter type="and">
    <condition attribute="statecode" operator="eq" value="0" /></filter></entity></fetch></fetchxml>
    <LocalizedNames><LocalizedName description="Active rows" languagecode="1033" /></LocalizedNames>
    </savedquery></savedqueries></SavedQueries>`;
}

function entity(table: string, own: typeof ownColumns, viewId: string): string {
  const columns = [
    `<attribute PhysicalName="${table}id"><Type>primarykey</Type><LogicalName>${table}id</LogicalName>${titles(table)}</attribute>`,
    attribute(table, 'name', 'nvarchar', '<DisplayMask>PrimaryName</DisplayMask><MaxLength>100</MaxLength>'),
    ...own.map(([name, type, extra]) => attribute(table, name, type, extra)),
  ];
  return `<Entity><Name LocalizedName="${table}" OriginalName="${table}">${table}</Name><EntityInfo><entity Name="${table}">
    <LocalizedNames><LocalizedName description="${table}" languagecode="1033" /></LocalizedNames>
    <attributes>${columns.join('')}</attributes><EntitySetName>${table}s</EntitySetName>
    <OwnershipTypeMask>UserOwned</OwnershipTypeMask></entity></EntityInfo>
    ${view(table, viewId, ['name', ...own.slice(0, 5).map(([name]) => name)])}</Entity>`;
}

interface App {
  readonly name: string;
  readonly roleId: string;
  readonly tables: readonly string[];
}

const siteMap = (app: App): string =>
  `<AppModuleSiteMap><SiteMapUniqueName>${app.name}</SiteMapUniqueName><SiteMap><Area Id="a"><Titles>
  <Title LCID="1033" Title="Work" /></Titles><Group Id="g">${app.tables
    .map((table) => `<SubArea Id="${table}" Entity="${table}" />`)
    .join('')}</Group></Area></SiteMap></AppModuleSiteMap>`;

const appModule = (app: App): string =>
  `<AppModule><UniqueName>${app.name}</UniqueName><AppModuleComponents>${app.tables
    .map((table) => `<AppModuleComponent type="1" schemaName="${table}" />`)
    .join('')}<AppModuleComponent type="62" schemaName="${app.name}" /></AppModuleComponents>
  <AppModuleRoleMaps><Role id="{${app.roleId}}" /></AppModuleRoleMaps>
  <LocalizedNames><LocalizedName description="${app.name}" languagecode="1033" /></LocalizedNames></AppModule>`;

const role = (app: App): string =>
  `<Role id="{${app.roleId}}" name="${app.name}"><RolePrivileges>${app.tables
    .flatMap((table) => ['Read', 'Write'].map((verb) => `prv${verb}${table}`))
    .concat('prvReadSystemUser', 'prvReadBusinessUnit')
    .map((name) => `<RolePrivilege name="${name}" level="Global" />`)
    .join('')}</RolePrivileges></Role>`;

/** A solution with the two tables, the two apps over them and the roles that open these. */
export function benchSolution(): SolutionFiles {
  const all = Object.values(apps);
  const parts = `<Entities>${entity(tables.account, ownColumns, '6f0c2c0e-5b0a-4c55-9d0e-2f6f3b1f0b01')}
    ${entity(tables.item, [], '6f0c2c0e-5b0a-4c55-9d0e-2f6f3b1f0b02')}</Entities>
    <Roles>${all.map(role).join('')}</Roles>
    <AppModuleSiteMaps>${all.map(siteMap).join('')}</AppModuleSiteMaps>
    <AppModules>${all.map(appModule).join('')}</AppModules>`;
  const manifest = `<ImportExportXml><SolutionManifest><UniqueName>Bench</UniqueName><Version>1.0.0.0</Version>
    <Managed>0</Managed><Publisher><UniqueName>bench</UniqueName><CustomizationPrefix>bench</CustomizationPrefix></Publisher>
    <RootComponents /><MissingDependencies /></SolutionManifest></ImportExportXml>`;
  return {
    name: 'bench',
    entries: new Map([
      ['solution.xml', strToU8(manifest)],
      ['customizations.xml', strToU8(`<ImportExportXml>${parts}</ImportExportXml>`)],
    ]),
  };
}

/** Ids that stand in the rows. */
export interface RowPeople {
  readonly owners: readonly { readonly userId: string; readonly businessUnitId: string }[];
}

const words = 'harbour steel north river garden quiet copper amber field stone cloud bridge'.split(' ');
const idOf = (table: number, n: number): string =>
  `${(Math.imul(n + 1, 2654435761) >>> 0).toString(16).padStart(8, '0')}-0000-4000-8000-${table}${String(n).padStart(11, '0')}`;
const instant = (n: number): string =>
  new Date(1_600_000_000_000 + n * 7_919_000).toISOString().slice(0, 19) + 'Z';

function recorded(n: number, { owners }: RowPeople): Row {
  const owner = owners[n % owners.length];
  const author = owners[(n * 7) % owners.length];
  return {
    createdon: instant(n),
    modifiedon: instant(n + 50_000),
    createdby: author?.userId ?? null,
    modifiedby: author?.userId ?? null,
    ownerid: owner?.userId ?? null,
    [typeKey('ownerid')]: 'systemuser',
    owninguser: owner?.userId ?? null,
    owningbusinessunit: owner?.businessUnitId ?? null,
  };
}

function text(n: number, column: number): string {
  const word = (step: number): string =>
    words[(n * (column + 3) + step * (n % 5) + step) % words.length] ?? '';
  return `${[1, 2, 3, 4, 5].map(word).join(' ')} ${(n * (column + 11)) % 9973}`;
}

/** Rows of 25 columns beside id and version, about 0.8 kB each on the wire. */
export function accountRows(from: number, to: number, people: RowPeople): Row[] {
  const prefix = tables.account;
  return Array.from({ length: to - from }, (_, index): Row => {
    const n = from + index;
    return {
      [`${prefix}id`]: idOf(1, n),
      [`${prefix}_name`]: `${text(n, 0)} Ltd`,
      ...Object.fromEntries(textColumns.map((column, at) => [`${prefix}_${column}`, text(n, at + 1)])),
      [`${prefix}_employees`]: (n * 37) % 20_000,
      [`${prefix}_rating`]: n % 11 === 0 ? null : n % 100,
      [`${prefix}_discount`]: `${n % 40}.${String(n % 100).padStart(2, '0')}`,
      [`${prefix}_since`]: instant(n * 3).slice(0, 10),
      ...recorded(n, people),
    };
  });
}

/** Rows with little more than a name. */
export function itemRows(from: number, to: number, people: RowPeople): Row[] {
  return Array.from({ length: to - from }, (_, index): Row => {
    const n = from + index;
    return { [`${tables.item}id`]: idOf(2, n), [`${tables.item}_name`]: text(n, 0), ...recorded(n, people) };
  });
}
