import { strToU8, zipSync } from 'fflate';

/** How large a made solution is. */
export interface LargeSolution {
  readonly name?: string;
  readonly tables: number;
  /** Columns of each table beside its id and its name. */
  readonly columns: number;
}

/** Words that mean something to PostgreSQL: columns of every table of its own, and words of SQL. */
export const sqlWords = [
  'xmin',
  'xmax',
  'cmin',
  'cmax',
  'ctid',
  'tableoid',
  'oid',
  'select',
  'from',
  'where',
  'order',
  'group',
  'user',
  'table',
  'column',
  'default',
  'primary',
  'references',
  'limit',
  'offset',
  'end',
  'null',
  'array',
  'window',
  'current_user',
] as const;

/** Values of choices are any numbers: here with gaps, out of order and negative. */
const choiceValues = [100_000_007, 1, -5, 42, 2_147_483_647];

function labels(text: string): string {
  return `<displaynames><displayname description="${text}" languagecode="1033" /><displayname description="${text} (de)" languagecode="1031" /></displaynames>`;
}

function options(column: string): string {
  const each = choiceValues.map(
    (value) =>
      `<option value="${value}"><labels><label description="${column} ${value}" languagecode="1033" /></labels></option>`,
  );
  return `<optionset Name="${column}"><options>${each.join('')}</options></optionset>`;
}

const kinds = [
  () => '<Type>nvarchar</Type><MaxLength>200</MaxLength>',
  (name: string) => `<Type>picklist</Type>${options(name)}`,
  () => '<Type>int</Type><MinValue>-5</MinValue><MaxValue>1000</MaxValue>',
  () => '<Type>lookup</Type>',
  () => '<Type>money</Type><Accuracy>4</Accuracy>',
  () => '<Type>datetime</Type><Format>date</Format><Behavior>2</Behavior>',
  () => '<Type>bit</Type>',
  (name: string) => `<Type>multiselectpicklist</Type>${options(name)}`,
] as const;

function isLookup(index: number): boolean {
  return index % kinds.length === 3;
}

/** The words first, then plain names. */
function columnName(index: number): string {
  return sqlWords[index] ?? `big_column${index}`;
}

function tableName(index: number): string {
  return `big_table${index}`;
}

function attribute(name: string, facts: string): string {
  return `<attribute PhysicalName="${name}">${facts}<LogicalName>${name}</LogicalName><RequiredLevel>none</RequiredLevel>${labels(name)}</attribute>`;
}

function guid(kind: number, table: number): string {
  return `{${String(kind).padStart(8, '0')}-0000-4000-8000-${String(table).padStart(12, '0')}}`;
}

function form(table: number, columns: readonly string[]): string {
  const rows = columns.map(
    (name) =>
      `<row><cell id="c_${name}"><labels><label description="${name}" languagecode="1033" /></labels><control id="${name}" datafieldname="${name}" classid="{4273EDBD-AC1D-40d3-9FB2-095C621B552D}" /></cell></row>`,
  );
  return `<FormXml><forms type="main"><systemform><formid>${guid(1, table)}</formid><form><tabs><tab name="t" id="t"><columns><column width="100%"><sections><section name="s" id="s" columns="1"><rows>${rows.join('')}</rows></section></sections></column></columns></tab></tabs></form><LocalizedNames><LocalizedName description="Main" languagecode="1033" /></LocalizedNames></systemform></forms></FormXml>`;
}

function view(table: number, columns: readonly string[]): string {
  const shown = columns.slice(0, 8);
  const cells = shown.map((name) => `<cell name="${name}" width="100" />`).join('');
  const attributes = shown.map((name) => `<attribute name="${name}" />`).join('');
  return `<SavedQueries><savedqueries><savedquery><savedqueryid>${guid(2, table)}</savedqueryid><querytype>0</querytype><isdefault>1</isdefault><layoutxml><grid><row>${cells}</row></grid></layoutxml><fetchxml><fetch><entity name="${tableName(table)}">${attributes}</entity></fetch></fetchxml><LocalizedNames><LocalizedName description="All" languagecode="1033" /></LocalizedNames></savedquery></savedqueries></SavedQueries>`;
}

function entity(table: number, count: number): string {
  const name = tableName(table);
  const names = Array.from({ length: count }, (_, index) => columnName(index));
  const attributes = [
    attribute(`${name}id`, '<Type>primarykey</Type>'),
    attribute(
      `${name}_name`,
      '<Type>nvarchar</Type><MaxLength>100</MaxLength><DisplayMask>PrimaryName</DisplayMask>',
    ),
    ...names.map((column, index) => attribute(column, (kinds[index % kinds.length] ?? kinds[0])(column))),
  ];
  const shown = [`${name}_name`, ...names];
  return `<Entity><Name LocalizedName="${name}" OriginalName="${name}">${name}</Name><EntityInfo><entity Name="${name}"><LocalizedNames><LocalizedName description="${name}" languagecode="1033" /></LocalizedNames><attributes>${attributes.join('')}</attributes><EntitySetName>${name}set</EntitySetName><OwnershipTypeMask>UserOwned</OwnershipTypeMask></entity></EntityInfo>${form(table, shown)}${view(table, shown)}</Entity>`;
}

function relationships(tables: number, count: number): string {
  let text = '';
  for (let table = 0; table < tables; table += 1)
    for (let index = 0; index < count; index += 1) {
      if (!isLookup(index)) continue;
      const target = tableName((table * 7 + index) % tables);
      text += `<EntityRelationship Name="${tableName(table)}_${columnName(index)}"><EntityRelationshipType>OneToMany</EntityRelationshipType><ReferencingEntityName>${tableName(table)}</ReferencingEntityName><ReferencedEntityName>${target}</ReferencedEntityName><ReferencingAttributeName>${columnName(index)}</ReferencingAttributeName></EntityRelationship>`;
    }
  return `<EntityRelationships>${text}</EntityRelationships>`;
}

function app(tables: number): string {
  const names = Array.from({ length: tables }, (_, table) => tableName(table));
  return `<AppModuleSiteMaps><AppModuleSiteMap><SiteMapUniqueName>big_app</SiteMapUniqueName><SiteMap><Area Id="a"><Group Id="g">${names
    .map((name) => `<SubArea Id="${name}" Entity="${name}" />`)
    .join(
      '',
    )}</Group></Area></SiteMap></AppModuleSiteMap></AppModuleSiteMaps><AppModules><AppModule><UniqueName>big_app</UniqueName><AppModuleComponents>${names
    .map((name) => `<AppModuleComponent type="1" schemaName="${name}" />`)
    .join('')}</AppModuleComponents><AppModuleRoleMaps /></AppModule></AppModules>`;
}

/**
 * An archive of a solution of that size: all kinds of columns, lookups among the tables, a form and a view a table, one
 * app over all. Columns are called like words of SQL first.
 */
export function largeSolution({ name = 'Large', tables, columns }: LargeSolution): Uint8Array {
  const entities = Array.from({ length: tables }, (_, table) => entity(table, columns)).join('');
  return zipSync(
    {
      'solution.xml': strToU8(
        `<ImportExportXml><SolutionManifest><UniqueName>${name}</UniqueName><Version>1.0.0.0</Version><Managed>0</Managed><Publisher><UniqueName>big</UniqueName><CustomizationPrefix>big</CustomizationPrefix></Publisher><RootComponents /><MissingDependencies /></SolutionManifest></ImportExportXml>`,
      ),
      'customizations.xml': strToU8(
        `<ImportExportXml><Entities>${entities}</Entities>${relationships(tables, columns)}${app(tables)}</ImportExportXml>`,
      ),
    },
    { level: 6 },
  );
}
