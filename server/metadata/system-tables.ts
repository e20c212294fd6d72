import type {
  Column,
  Labels,
  ManyToMany,
  OneToMany,
  Ownership,
  Table,
} from '../../src/shared/metadata/table.ts';
import { withImplied } from './implied-columns.ts';

type Brief = Partial<Column<Labels>> & Pick<Column<Labels>, 'type'>;

const text = (maxLength = 200): Brief => ({ type: 'string', maxLength });
const memo: Brief = { type: 'memo', maxLength: 1_048_576 };
const flag = (defaultValue = false): Brief => ({
  type: 'boolean',
  defaultValue,
  options: [
    { value: 0, label: { '1033': 'No', '1031': 'Nein' } },
    { value: 1, label: { '1033': 'Yes', '1031': 'Ja' } },
  ],
});
const integer: Brief = { type: 'integer' };
const lookup = (...targets: readonly string[]): Brief => ({ type: 'lookup', targets });
const choice = (...options: readonly (readonly [number, string])[]): Brief => ({
  type: 'choice',
  options: options.map(([value, english]) => ({ value, label: { '1033': english } })),
});
const instant: Brief = { type: 'datetime', behavior: 'userlocal' };
const id: Brief = { type: 'uniqueidentifier' };

function titleCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

interface TableFacts {
  readonly name: string;
  readonly schemaName: string;
  readonly label: readonly [string, string];
  readonly plural: readonly [string, string];
  readonly set: string;
  readonly ownership: Ownership;
  readonly primaryId?: string;
  readonly primaryName?: string;
  readonly objectTypeCode?: number;
  readonly columns: Readonly<Record<string, Brief>>;
}

function columnOf(logicalName: string, facts: Brief, primaryName: string | undefined): Column<Labels> {
  return {
    logicalName,
    schemaName: titleCase(logicalName),
    label: { '1033': titleCase(logicalName) },
    required: 'none',
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    ...(logicalName === primaryName ? { primaryName: true } : {}),
    ...facts,
  };
}

function table(facts: TableFacts): Table<Labels> {
  const labels = (pair: readonly [string, string]): Labels => ({ '1033': pair[0], '1031': pair[1] });
  return withImplied(
    {
      logicalName: facts.name,
      schemaName: facts.schemaName,
      entitySetName: facts.set,
      label: labels(facts.label),
      pluralLabel: labels(facts.plural),
      ownership: facts.ownership,
      primaryId: facts.primaryId ?? `${facts.name}id`,
      ...(facts.primaryName === undefined ? {} : { primaryName: facts.primaryName }),
      ...(facts.objectTypeCode === undefined ? {} : { objectTypeCode: facts.objectTypeCode }),
      keys: [],
      columns: Object.entries(facts.columns).map(([name, brief]) => columnOf(name, brief, facts.primaryName)),
    },
    false,
  );
}

interface IntersectFacts {
  readonly name: string;
  readonly primaryId: string;
  readonly set: string;
  readonly first: readonly [string, string];
  readonly second: readonly [string, string];
}

/** The table behind an N:N relationship; each pair of rows at most once. */
export function intersectTable(facts: IntersectFacts & { readonly schemaName?: string }): Table<Labels> {
  const name: Labels = { '1033': facts.schemaName ?? facts.name };
  return withImplied(
    {
      logicalName: facts.name,
      schemaName: facts.schemaName ?? titleCase(facts.name),
      entitySetName: facts.set,
      label: name,
      pluralLabel: name,
      ownership: 'none',
      primaryId: facts.primaryId,
      isIntersect: true,
      keys: [],
      columns: [facts.first[1], facts.second[1]].map((column) => columnOf(column, id, undefined)),
    },
    false,
  );
}

const userTables: readonly Table<Labels>[] = [
  table({
    name: 'organization',
    schemaName: 'Organization',
    label: ['Organization', 'Organisation'],
    plural: ['Organizations', 'Organisationen'],
    set: 'organizations',
    ownership: 'organization',
    primaryName: 'name',
    objectTypeCode: 1019,
    columns: { name: text(160), basecurrencyid: lookup('transactioncurrency'), languagecode: integer },
  }),
  table({
    name: 'businessunit',
    schemaName: 'BusinessUnit',
    label: ['Business Unit', 'Unternehmenseinheit'],
    plural: ['Business Units', 'Unternehmenseinheiten'],
    set: 'businessunits',
    ownership: 'business',
    primaryName: 'name',
    objectTypeCode: 10,
    columns: { name: text(160), parentbusinessunitid: lookup('businessunit'), isdisabled: flag() },
  }),
  table({
    name: 'systemuser',
    schemaName: 'SystemUser',
    label: ['User', 'Benutzer'],
    plural: ['Users', 'Benutzer'],
    set: 'systemusers',
    ownership: 'business',
    primaryName: 'fullname',
    objectTypeCode: 8,
    columns: {
      fullname: text(200),
      firstname: text(64),
      lastname: text(64),
      domainname: text(1024),
      internalemailaddress: { ...text(100), format: 'email' },
      businessunitid: lookup('businessunit'),
      isdisabled: flag(),
      parentsystemuserid: lookup('systemuser'),
      positionid: lookup('position'),
      applicationid: id,
      accessmode: choice([0, 'Read-Write'], [1, 'Administrative'], [2, 'Read'], [4, 'Non-interactive']),
    },
  }),
  table({
    name: 'team',
    schemaName: 'Team',
    label: ['Team', 'Team'],
    plural: ['Teams', 'Teams'],
    set: 'teams',
    ownership: 'business',
    primaryName: 'name',
    objectTypeCode: 9,
    columns: {
      name: text(160),
      businessunitid: lookup('businessunit'),
      teamtype: choice([0, 'Owner'], [1, 'Access'], [2, 'Security Group'], [3, 'Office Group']),
      isdefault: flag(),
      administratorid: lookup('systemuser'),
    },
  }),
  table({
    name: 'role',
    schemaName: 'Role',
    label: ['Security Role', 'Sicherheitsrolle'],
    plural: ['Security Roles', 'Sicherheitsrollen'],
    set: 'roles',
    ownership: 'business',
    primaryName: 'name',
    objectTypeCode: 1036,
    columns: { name: text(100), businessunitid: lookup('businessunit'), roletemplateid: id },
  }),
];

const designTables: readonly Table<Labels>[] = [
  table({
    name: 'publisher',
    schemaName: 'Publisher',
    label: ['Publisher', 'Herausgeber'],
    plural: ['Publishers', 'Herausgeber'],
    set: 'publishers',
    ownership: 'organization',
    primaryName: 'friendlyname',
    objectTypeCode: 7101,
    columns: {
      uniquename: text(256),
      friendlyname: text(256),
      customizationprefix: text(8),
      customizationoptionvalueprefix: integer,
    },
  }),
  table({
    name: 'solution',
    schemaName: 'Solution',
    label: ['Solution', 'Lösung'],
    plural: ['Solutions', 'Lösungen'],
    set: 'solutions',
    ownership: 'organization',
    primaryName: 'friendlyname',
    objectTypeCode: 7100,
    columns: {
      uniquename: text(65),
      friendlyname: text(256),
      version: text(256),
      ismanaged: flag(),
      publisherid: lookup('publisher'),
      installedon: instant,
    },
  }),
  table({
    name: 'systemform',
    schemaName: 'SystemForm',
    label: ['Form', 'Formular'],
    plural: ['Forms', 'Formulare'],
    set: 'systemforms',
    primaryId: 'formid',
    ownership: 'organization',
    primaryName: 'name',
    objectTypeCode: 1030,
    columns: {
      name: text(100),
      description: text(2000),
      objecttypecode: { type: 'entityname' },
      type: choice(
        [0, 'Dashboard'],
        [2, 'Main'],
        [6, 'Quick View'],
        [7, 'Quick Create'],
        [10, 'Interactive Dashboard'],
        [11, 'Card'],
      ),
      formxml: memo,
      isdefault: flag(),
      formactivationstate: choice([0, 'Inactive'], [1, 'Active']),
    },
  }),
  ...(['savedquery', 'userquery'] as const).map((name) =>
    table({
      name,
      schemaName: name === 'savedquery' ? 'SavedQuery' : 'UserQuery',
      label: name === 'savedquery' ? ['View', 'Ansicht'] : ['Saved View', 'Gespeicherte Ansicht'],
      plural: name === 'savedquery' ? ['Views', 'Ansichten'] : ['Saved Views', 'Gespeicherte Ansichten'],
      set: name === 'savedquery' ? 'savedqueries' : 'userqueries',
      ownership: name === 'savedquery' ? 'organization' : 'user',
      primaryName: 'name',
      objectTypeCode: name === 'savedquery' ? 1039 : 4230,
      columns: {
        name: text(200),
        description: text(2000),
        returnedtypecode: { type: 'entityname' },
        querytype: integer,
        fetchxml: memo,
        layoutxml: memo,
        ...(name === 'savedquery' ? { isdefault: flag(), isquickfindquery: flag() } : {}),
      },
    }),
  ),
  table({
    name: 'savedqueryvisualization',
    schemaName: 'SavedQueryVisualization',
    label: ['Chart', 'Diagramm'],
    plural: ['Charts', 'Diagramme'],
    set: 'savedqueryvisualizations',
    ownership: 'organization',
    primaryName: 'name',
    objectTypeCode: 1111,
    columns: {
      name: text(100),
      description: text(2000),
      primaryentitytypecode: { type: 'entityname' },
      datadescription: memo,
      presentationdescription: memo,
      isdefault: flag(),
    },
  }),
  table({
    name: 'appmodule',
    schemaName: 'AppModule',
    label: ['App', 'App'],
    plural: ['Apps', 'Apps'],
    set: 'appmodules',
    ownership: 'organization',
    primaryName: 'name',
    objectTypeCode: 9700,
    columns: {
      name: text(100),
      uniquename: text(100),
      description: text(2000),
      clienttype: integer,
      publishedon: instant,
      descriptor: memo,
    },
  }),
  table({
    name: 'sitemap',
    schemaName: 'SiteMap',
    label: ['Site Map', 'Siteübersicht'],
    plural: ['Site Maps', 'Siteübersichten'],
    set: 'sitemaps',
    ownership: 'organization',
    primaryName: 'sitemapname',
    objectTypeCode: 4709,
    columns: { sitemapname: text(160), sitemapnameunique: text(100), sitemapxml: memo },
  }),
];

const intersects: readonly (IntersectFacts & { readonly relationship: string })[] = [
  {
    name: 'systemuserroles',
    primaryId: 'systemuserroleid',
    set: 'systemuserrolescollection',
    relationship: 'systemuserroles_association',
    first: ['systemuser', 'systemuserid'],
    second: ['role', 'roleid'],
  },
  {
    name: 'teamroles',
    primaryId: 'teamroleid',
    set: 'teamrolescollection',
    relationship: 'teamroles_association',
    first: ['team', 'teamid'],
    second: ['role', 'roleid'],
  },
  {
    name: 'teammembership',
    primaryId: 'teammembershipid',
    set: 'teammemberships',
    relationship: 'teammembership_association',
    first: ['team', 'teamid'],
    second: ['systemuser', 'systemuserid'],
  },
  {
    name: 'appmoduleroles',
    primaryId: 'appmoduleroleid',
    set: 'appmodulerolescollection',
    relationship: 'appmoduleroles_association',
    first: ['appmodule', 'appmoduleid'],
    second: ['role', 'roleid'],
  },
];

/** Tables that exist before any solution: people, roles, and what a solution brings as rows. */
export const systemTables: readonly Table<Labels>[] = [
  ...userTables,
  ...designTables,
  ...intersects.map(intersectTable),
];

function oneToMany(schemaName: string, referencing: string, column: string, referenced: string): OneToMany {
  return {
    kind: 'one-to-many',
    schemaName,
    referenced,
    referencing,
    column,
    lookupProperty: column,
    collectionProperty: schemaName,
    onDelete: 'restrict',
    onAssign: 'none',
    onShare: 'none',
  };
}

/** Relationships between them. */
export const systemRelationships: readonly (OneToMany | ManyToMany)[] = [
  {
    ...oneToMany(
      'business_unit_parent_business_unit',
      'businessunit',
      'parentbusinessunitid',
      'businessunit',
    ),
    hierarchical: true,
  },
  oneToMany('business_unit_system_users', 'systemuser', 'businessunitid', 'businessunit'),
  {
    ...oneToMany('user_parent_user', 'systemuser', 'parentsystemuserid', 'systemuser'),
    onDelete: 'removelink',
    hierarchical: true,
  },
  oneToMany('business_unit_teams', 'team', 'businessunitid', 'businessunit'),
  oneToMany('lk_team_administratorid', 'team', 'administratorid', 'systemuser'),
  oneToMany('business_unit_roles', 'role', 'businessunitid', 'businessunit'),
  oneToMany('publisher_solution', 'solution', 'publisherid', 'publisher'),
  ...intersects.map((one): ManyToMany => ({
    kind: 'many-to-many',
    schemaName: one.relationship,
    intersect: one.name,
    tableA: one.first[0],
    columnA: one.first[1],
    propertyA: one.relationship,
    tableB: one.second[0],
    columnB: one.second[1],
    propertyB: one.relationship,
  })),
];
