type ValueKind = 'text' | 'number' | 'flag' | 'id';

/** A column and where its value may stand: as an attribute or a child, by any of the names. */
export type ColumnSpec = ValueKind | readonly [ValueKind, ...string[]];

/** How an element becomes a row of a table; its name is the table's, in any case. */
export interface RowSpec {
  readonly table: string;
  /** What the report calls it; parts of another component have no line of their own. */
  readonly kind?: string;
  readonly columns: Readonly<Record<string, ColumnSpec>>;
  /** Column that names the row which this one is a part of. */
  readonly parent?: string;
  readonly parts?: readonly RowSpec[];
}

const descriptive = { name: 'text', description: 'text' } as const;

/** Components that are rows, as customizations.xml and the folders of newer components write them. */
export const rowSpecs: readonly RowSpec[] = [
  {
    table: 'connectionrole',
    kind: 'connection role',
    columns: { ...descriptive, category: 'number' },
    parts: [
      {
        table: 'connectionroleassociation',
        parent: 'connectionroleidone',
        columns: { connectionroleidtwo: ['id', 'associatedconnectionroleid'] },
      },
    ],
  },
  {
    table: 'duplicaterule',
    kind: 'duplicate rule',
    columns: {
      ...descriptive,
      uniquename: 'text',
      baseentityname: 'text',
      matchingentityname: 'text',
      iscasesensitive: 'flag',
      excludeinactiverecords: 'flag',
    },
    parts: [
      {
        table: 'duplicaterulecondition',
        parent: 'regardingobjectid',
        columns: {
          baseattributename: 'text',
          matchingattributename: 'text',
          operatorcode: 'number',
          operatorparam: 'number',
          ignoreblankvalues: 'flag',
        },
      },
    ],
  },
  {
    table: 'sla',
    kind: 'service level',
    columns: { ...descriptive, isdefault: 'flag' },
    parts: [
      {
        table: 'slaitem',
        parent: 'slaid',
        columns: {
          name: 'text',
          sequencenumber: 'number',
          applicablewhenxml: 'text',
          successconditionsxml: 'text',
          warnafter: 'number',
          failureafter: 'number',
        },
      },
    ],
  },
  {
    table: 'mobileofflineprofile',
    kind: 'mobile offline profile',
    columns: { ...descriptive, isvalidated: 'flag', selectedentitymetadata: 'text' },
    parts: [
      {
        table: 'mobileofflineprofileitem',
        parent: 'regardingobjectid',
        columns: {
          name: 'text',
          selectedentitytypecode: 'text',
          recorddistributioncriteria: 'number',
          recordsownedbyme: 'flag',
          recordsownedbymyteam: 'flag',
          recordsownedbymybusinessunit: 'flag',
          getrelatedentityrecords: 'flag',
          profileitemrule: ['id', 'profileitemrule', 'profileitemruleid'],
          profileitementityfilter: 'text',
          syncintervalinminutes: 'number',
          selectedcolumns: 'text',
          viewquery: 'text',
        },
        parts: [
          {
            table: 'mobileofflineprofileitemassociation',
            parent: 'regardingobjectid',
            columns: {
              name: 'text',
              relationshipname: 'text',
              relationshipdisplayname: 'text',
              relationshipid: 'text',
              profileitemassociationentityfilter: 'text',
            },
          },
        ],
      },
    ],
  },
  {
    table: 'environmentvariabledefinition',
    kind: 'environment variable',
    columns: {
      schemaname: 'text',
      displayname: 'text',
      description: 'text',
      type: 'number',
      defaultvalue: 'text',
      isrequired: 'flag',
      secretstore: 'number',
      hint: 'text',
      valueschema: 'text',
    },
    parts: [
      {
        table: 'environmentvariablevalue',
        parent: 'environmentvariabledefinitionid',
        columns: { schemaname: 'text', value: 'text' },
      },
    ],
  },
  {
    table: 'webresource',
    kind: 'web resource',
    columns: {
      name: 'text',
      displayname: 'text',
      description: 'text',
      webresourcetype: 'number',
      languagecode: 'number',
      isenabledformobileclient: 'flag',
      isavailableformobileoffline: 'flag',
    },
  },
  {
    table: 'template',
    kind: 'e-mail template',
    columns: {
      title: ['text', 'title', 'name'],
      description: 'text',
      templatetypecode: 'text',
      languagecode: 'number',
      subject: 'text',
      subjectpresentationxml: 'text',
      body: 'text',
      presentationxml: 'text',
    },
  },
];

const elementNames: Readonly<Record<string, string>> = { emailtemplate: 'template' };

/** The way an element becomes a row; undefined where it does not. */
export function rowSpecOf(elementName: string): RowSpec | undefined {
  const lower = elementName.toLowerCase();
  const table = Object.hasOwn(elementNames, lower) ? elementNames[lower] : lower;
  return rowSpecs.find((one) => one.table === table);
}
