import type { OneToMany } from '../../src/shared/metadata/table.ts';
import { choice, flag, instant, integer, lookup, memo, oneToMany, table, text } from './table-facts.ts';

/*
 * Tables whose rows are components of solutions, with the columns, sets and type codes that Dataverse documents for
 * them. Administrators read and write them through the Web API.
 */

const variables = [
  table({
    name: 'environmentvariabledefinition',
    schemaName: 'EnvironmentVariableDefinition',
    label: ['Environment Variable Definition', 'Umgebungsvariablendefinition'],
    plural: ['Environment Variable Definitions', 'Umgebungsvariablendefinitionen'],
    set: 'environmentvariabledefinitions',
    ownership: 'organization',
    primaryName: 'schemaname',
    objectTypeCode: 380,
    columns: {
      schemaname: text(100),
      displayname: text(100),
      description: text(2000),
      type: choice(
        [100_000_000, 'String'],
        [100_000_001, 'Number'],
        [100_000_002, 'Boolean'],
        [100_000_003, 'JSON'],
        [100_000_004, 'Data source'],
        [100_000_005, 'Secret'],
      ),
      defaultvalue: text(2000),
      isrequired: flag(),
      secretstore: choice([0, 'Azure Key Vault'], [1, 'Microsoft Dataverse']),
      hint: text(2000),
      valueschema: text(2000),
    },
  }),
  table({
    name: 'environmentvariablevalue',
    schemaName: 'EnvironmentVariableValue',
    label: ['Environment Variable Value', 'Umgebungsvariablenwert'],
    plural: ['Environment Variable Values', 'Umgebungsvariablenwerte'],
    set: 'environmentvariablevalues',
    ownership: 'organization',
    primaryName: 'schemaname',
    objectTypeCode: 381,
    columns: {
      schemaname: text(100),
      value: text(2000),
      environmentvariabledefinitionid: lookup('environmentvariabledefinition'),
    },
  }),
];

const duplicates = [
  table({
    name: 'duplicaterule',
    schemaName: 'DuplicateRule',
    label: ['Duplicate Detection Rule', 'Duplikaterkennungsregel'],
    plural: ['Duplicate Detection Rules', 'Duplikaterkennungsregeln'],
    set: 'duplicaterules',
    ownership: 'organization',
    primaryName: 'name',
    objectTypeCode: 4414,
    columns: {
      name: text(160),
      uniquename: text(100),
      description: text(2000),
      baseentityname: text(100),
      matchingentityname: text(100),
      iscasesensitive: flag(),
      excludeinactiverecords: flag(),
    },
  }),
  table({
    name: 'duplicaterulecondition',
    schemaName: 'DuplicateRuleCondition',
    label: ['Duplicate Rule Condition', 'Duplikatregelbedingung'],
    plural: ['Duplicate Rule Conditions', 'Duplikatregelbedingungen'],
    set: 'duplicateruleconditions',
    ownership: 'organization',
    objectTypeCode: 4416,
    columns: {
      regardingobjectid: lookup('duplicaterule'),
      baseattributename: text(100),
      matchingattributename: text(100),
      operatorcode: choice(
        [0, 'Exact Match'],
        [1, 'Same First Characters'],
        [2, 'Same Last Characters'],
        [3, 'Same Date'],
        [4, 'Same Date and Time'],
        [5, 'Exact Match (Pick List Label)'],
        [6, 'Exact Match (Pick List Value)'],
      ),
      operatorparam: integer,
      ignoreblankvalues: flag(),
    },
  }),
];

const offline = [
  table({
    name: 'mobileofflineprofile',
    schemaName: 'MobileOfflineProfile',
    label: ['Mobile Offline Profile', 'Profil für Mobile Offline'],
    plural: ['Mobile Offline Profiles', 'Profile für Mobile Offline'],
    set: 'mobileofflineprofiles',
    ownership: 'organization',
    primaryName: 'name',
    objectTypeCode: 9866,
    columns: {
      name: text(255),
      description: text(2000),
      isvalidated: flag(),
      publishedon: instant,
      selectedentitymetadata: memo,
    },
  }),
  table({
    name: 'mobileofflineprofileitem',
    schemaName: 'MobileOfflineProfileItem',
    label: ['Mobile Offline Profile Item', 'Profilelement für Mobile Offline'],
    plural: ['Mobile Offline Profile Items', 'Profilelemente für Mobile Offline'],
    set: 'mobileofflineprofileitems',
    ownership: 'organization',
    primaryName: 'name',
    objectTypeCode: 9867,
    columns: {
      name: text(255),
      regardingobjectid: lookup('mobileofflineprofile'),
      selectedentitytypecode: text(100),
      recorddistributioncriteria: choice(
        [0, 'Download related data only'],
        [1, 'All records'],
        [2, 'Other data filter'],
        [3, 'Custom data filter'],
      ),
      recordsownedbyme: flag(),
      recordsownedbymyteam: flag(),
      recordsownedbymybusinessunit: flag(),
      getrelatedentityrecords: flag(true),
      profileitemrule: lookup('savedquery'),
      profileitementityfilter: memo,
      syncintervalinminutes: integer,
      selectedcolumns: memo,
      viewquery: memo,
    },
  }),
  table({
    name: 'mobileofflineprofileitemassociation',
    schemaName: 'MobileOfflineProfileItemAssociation',
    label: ['Mobile Offline Profile Item Association', 'Profilelementzuordnung für Mobile Offline'],
    plural: ['Mobile Offline Profile Item Associations', 'Profilelementzuordnungen für Mobile Offline'],
    set: 'mobileofflineprofileitemassociations',
    ownership: 'organization',
    primaryName: 'name',
    objectTypeCode: 9868,
    columns: {
      name: text(255),
      regardingobjectid: lookup('mobileofflineprofileitem'),
      relationshipname: text(255),
      relationshipdisplayname: text(255),
      relationshipid: text(100),
      profileitemassociationentityfilter: memo,
    },
  }),
];

const files = [
  table({
    name: 'webresource',
    schemaName: 'WebResource',
    label: ['Web Resource', 'Webressource'],
    plural: ['Web Resources', 'Webressourcen'],
    set: 'webresourceset',
    ownership: 'organization',
    primaryName: 'name',
    objectTypeCode: 9333,
    columns: {
      name: text(256),
      displayname: text(200),
      description: text(2000),
      webresourcetype: choice(
        [1, 'Webpage (HTML)'],
        [2, 'Style Sheet (CSS)'],
        [3, 'Script (JScript)'],
        [4, 'Data (XML)'],
        [5, 'PNG format'],
        [6, 'JPG format'],
        [7, 'GIF format'],
        [8, 'Silverlight (XAP)'],
        [9, 'Style Sheet (XSL)'],
        [10, 'ICO format'],
        [11, 'Vector format (SVG)'],
        [12, 'String (RESX)'],
      ),
      languagecode: integer,
      isenabledformobileclient: flag(),
      isavailableformobileoffline: flag(),
      content: memo,
    },
  }),
  table({
    name: 'template',
    schemaName: 'Template',
    label: ['Email Template', 'E-Mail-Vorlage'],
    plural: ['Email Templates', 'E-Mail-Vorlagen'],
    set: 'templates',
    ownership: 'organization',
    primaryName: 'title',
    objectTypeCode: 2010,
    columns: {
      title: text(200),
      description: text(2000),
      templatetypecode: text(100),
      languagecode: integer,
      subject: memo,
      subjectpresentationxml: memo,
      body: memo,
      presentationxml: memo,
      ispersonal: flag(),
    },
  }),
  table({
    name: 'documenttemplate',
    schemaName: 'DocumentTemplate',
    label: ['Document Template', 'Dokumentvorlage'],
    plural: ['Document Templates', 'Dokumentvorlagen'],
    set: 'documenttemplates',
    ownership: 'organization',
    primaryName: 'name',
    objectTypeCode: 9940,
    columns: {
      name: text(200),
      description: text(2000),
      documenttype: choice([1, 'Microsoft Excel'], [2, 'Microsoft Word']),
      associatedentitytypecode: text(100),
      languagecode: integer,
      status: {
        type: 'boolean',
        defaultValue: false,
        options: [
          { value: 0, label: { '1033': 'Activated', '1031': 'Aktiviert' } },
          { value: 1, label: { '1033': 'Draft', '1031': 'Entwurf' } },
        ],
      },
      clientdata: memo,
      content: memo,
    },
  }),
];

/** Tables that solutions bring rows of. */
export const componentTables = [...variables, ...duplicates, ...offline, ...files];

const part = (...ends: Parameters<typeof oneToMany>): OneToMany => ({
  ...oneToMany(...ends),
  onDelete: 'all',
});

/** Their relationships: parts go with what they are parts of. */
export const componentRelationships = [
  part(
    'environmentvariabledefinition_environmentvariablevalue',
    'environmentvariablevalue',
    'environmentvariabledefinitionid',
    'environmentvariabledefinition',
  ),
  part(
    'DuplicateRule_DuplicateRuleConditions',
    'duplicaterulecondition',
    'regardingobjectid',
    'duplicaterule',
  ),
  part(
    'MobileOfflineProfile_MobileOfflineProfileItem',
    'mobileofflineprofileitem',
    'regardingobjectid',
    'mobileofflineprofile',
  ),
  part(
    'MobileOfflineProfileItem_MobileOfflineProfileItemAssociation',
    'mobileofflineprofileitemassociation',
    'regardingobjectid',
    'mobileofflineprofileitem',
  ),
  {
    ...oneToMany(
      'SavedQuery_MobileOfflineProfileItem',
      'mobileofflineprofileitem',
      'profileitemrule',
      'savedquery',
    ),
    onDelete: 'removelink' as const,
  },
];
