import { wellKnownRoles } from '../definitions/security.mjs';
import { dashboardId } from './dashboards.mjs';
import { document, el, flag, idOf, label, localized } from './text.mjs';
import { viewId } from './views.mjs';

const xsi = { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' };
const verbs = ['Create', 'Read', 'Write', 'Delete', 'Append', 'AppendTo', 'Assign', 'Share'];
const levels = { B: 'Basic', L: 'Local', D: 'Deep', G: 'Global' };
const version = '1.0.0.0';

/** The id of a role; well-known ones keep theirs. */
export const roleId = (role) => role.id ?? idOf('role', role.name);

export function roleFile(role) {
  const privileges = new Map();
  for (const { tables, grant } of role.grants)
    for (const table of tables)
      verbs.forEach((verb, at) => {
        if (grant[at] !== '-') privileges.set(`prv${verb}${table}`, levels[grant[at]]);
      });
  for (const name of role.other) privileges.set(name, 'Global');
  const sorted = [...privileges].sort(([a], [b]) => (a < b ? -1 : 1));
  return document(
    el(
      'Role',
      { id: `{${roleId(role)}}`, name: role.name, isinherited: 1, roletemplateid: role.id && `{${role.id}}` },
      el(
        'RolePrivileges',
        {},
        sorted.map(([name, level]) => el('RolePrivilege', { name, level })),
      ),
    ),
  );
}

function dashboardArea({ dashboard, title }, area, group) {
  return el(
    'SubArea',
    {
      Id: `${area.id}_${group.id}_dashboards`,
      Url: '/main.aspx?pagetype=dashboard',
      DefaultDashboard: `{${dashboardId(dashboard)}}`,
      Client: 'All,Web',
      AvailableOffline: 'true',
      PassParams: 'false',
      Sku: 'All,OnPremise,Live,SPLA',
    },
    titles(title),
  );
}

function subArea(item, area, group) {
  if (item.dashboard !== undefined) return dashboardArea(item, area, group);
  const [table, view, title] = Array.isArray(item) ? item : [item];
  const target =
    view === undefined
      ? { Entity: table }
      : { Url: `/main.aspx?pagetype=entitylist&etn=${table}&viewid={${viewId(table, view)}}` };
  return el(
    'SubArea',
    {
      Id: `${area.id}_${group.id}_${table}`,
      ...target,
      Client: 'All,Web',
      AvailableOffline: 'true',
      PassParams: 'false',
      Sku: 'All,OnPremise,Live,SPLA',
    },
    title === undefined ? undefined : titles(title),
  );
}

function titles(text) {
  const { english, german } = label(text);
  return el(
    'Titles',
    {},
    el('Title', { LCID: 1033, Title: english }),
    el('Title', { LCID: 1031, Title: german }),
  );
}

export function siteMapFile(app) {
  return document(
    el(
      'AppModuleSiteMap',
      xsi,
      el('SiteMapUniqueName', {}, app.uniqueName),
      el('EnableCollapsibleGroups', {}, 'False'),
      el('ShowHome', {}, 'True'),
      el('ShowPinned', {}, 'True'),
      el('ShowRecents', {}, 'True'),
      el(
        'SiteMap',
        { IntroducedVersion: version },
        app.areas.map((area) =>
          el(
            'Area',
            { Id: area.id, ShowGroups: 'true', IntroducedVersion: version },
            titles(area.title),
            area.groups.map((group) =>
              el(
                'Group',
                { Id: `${area.id}_${group.id}`, IsProfile: 'false', IntroducedVersion: version },
                titles(group.title),
                group.items.map((item) => subArea(item, area, group)),
              ),
            ),
          ),
        ),
      ),
      localized('LocalizedNames', 'LocalizedName', app.name),
    ),
  );
}

export const tablesOf = (app) =>
  [
    ...new Set([
      ...app.areas.flatMap((area) =>
        area.groups.flatMap((group) =>
          group.items.filter((item) => item.dashboard === undefined).map((item) => [item].flat()[0]),
        ),
      ),
      ...app.also,
    ]),
  ].sort();

export function appFile(app, roles, dashboards) {
  const idOfRole = (name) => wellKnownRoles[name] ?? roleId(roles.find((role) => role.name === name));
  return document(
    el(
      'AppModule',
      {},
      el('UniqueName', {}, app.uniqueName),
      el('IntroducedVersion', {}, version),
      el('statecode', {}, 0),
      el('statuscode', {}, 1),
      el('FormFactor', {}, 1),
      el('ClientType', {}, 4),
      el('NavigationType', {}, 0),
      el(
        'AppModuleComponents',
        {},
        tablesOf(app).map((schemaName) => el('AppModuleComponent', { type: 1, schemaName })),
        (dashboards ?? []).map((one) =>
          el('AppModuleComponent', { type: 60, id: `{${dashboardId(one.name)}}` }),
        ),
        el('AppModuleComponent', { type: 62, schemaName: app.uniqueName }),
      ),
      el(
        'AppModuleRoleMaps',
        {},
        app.roles.map((name) => el('Role', { id: `{${idOfRole(name)}}` })),
      ),
      localized('LocalizedNames', 'LocalizedName', app.name),
      localized('Descriptions', 'Description', app.description),
    ),
  );
}

const cascade = (name, value) => el(name, {}, value);

export function relationshipElement(one, schemaOf) {
  return el(
    'EntityRelationship',
    { Name: one.name },
    el('EntityRelationshipType', {}, 'OneToMany'),
    el('IsCustomizable', {}, 1),
    el('IntroducedVersion', {}, version),
    el('IsHierarchical', {}, flag(one.hierarchical)),
    el('ReferencingEntityName', {}, schemaOf(one.table)),
    el('ReferencedEntityName', {}, schemaOf(one.target)),
    cascade('CascadeAssign', one.onAssign),
    cascade('CascadeDelete', one.onDelete),
    cascade('CascadeArchive', 'NoCascade'),
    cascade('CascadeReparent', one.onAssign),
    cascade('CascadeShare', one.onAssign),
    cascade('CascadeUnshare', one.onAssign),
    el('IsValidForAdvancedFind', {}, 1),
    el('ReferencingAttributeName', {}, one.column),
    el(
      'EntityRelationshipRoles',
      {},
      el(
        'EntityRelationshipRole',
        {},
        el('NavPaneDisplayOption', {}, 'UseCollectionName'),
        el('NavPaneArea', {}, 'Details'),
        el('NavPaneOrder', {}, 10000),
        el('NavigationPropertyName', {}, one.property),
        el('RelationshipRoleType', {}, 1),
      ),
      el(
        'EntityRelationshipRole',
        {},
        el('NavigationPropertyName', {}, one.name),
        el('RelationshipRoleType', {}, 0),
      ),
    ),
  );
}

export function manyToManyElement(one) {
  const role = (ordinal) =>
    el(
      'EntityRelationshipRole',
      {},
      el('NavPaneDisplayOption', {}, 'UseCollectionName'),
      el('NavPaneArea', {}, 'Details'),
      el('NavPaneOrder', {}, 10000),
      el('NavigationPropertyName', {}, one.name),
      el('AssociationRoleOrdinal', {}, ordinal),
    );
  return el(
    'EntityRelationship',
    { Name: one.name },
    el('EntityRelationshipType', {}, 'ManyToMany'),
    el('IntroducedVersion', {}, version),
    el('IsHierarchical', {}, 0),
    el('FirstEntityName', {}, one.first),
    el('SecondEntityName', {}, one.second),
    el('IntersectEntityName', {}, one.intersect),
    el('IsValidForAdvancedFind', {}, 1),
    el('EntityRelationshipRoles', {}, role(1), role(2)),
  );
}

export function manifestFile(solution, components) {
  return document(
    el(
      'ImportExportXml',
      { version: '9.2', SolutionPackageVersion: '9.2', languagecode: 1033, generatedBy: 'Haversack', ...xsi },
      el(
        'SolutionManifest',
        {},
        el('UniqueName', {}, solution.uniqueName),
        localized('LocalizedNames', 'LocalizedName', solution.name),
        el('Descriptions'),
        el('Version', {}, version),
        el('Managed', {}, 0),
        el(
          'Publisher',
          {},
          el('UniqueName', {}, 'haversack'),
          localized('LocalizedNames', 'LocalizedName', 'Haversack|Haversack'),
          el('Descriptions'),
          el('CustomizationPrefix', {}, 'hvs'),
          el('CustomizationOptionValuePrefix', {}, 10000),
        ),
        el(
          'RootComponents',
          {},
          components.map((attributes) =>
            el('RootComponent', { ...attributes, behavior: attributes.behavior ?? 0 }),
          ),
        ),
        el(
          'MissingDependencies',
          {},
          solution.needs.map(({ table, solution: owner }) =>
            el(
              'MissingDependency',
              {},
              el('Required', {
                type: 1,
                schemaName: table,
                displayName: table,
                solution: `${owner} (${version})`,
              }),
              el('Dependent', {
                type: 80,
                schemaName: solution.apps[0].uniqueName,
                displayName: label(solution.apps[0].name).english,
              }),
            ),
          ),
        ),
      ),
    ),
  );
}

export function customizationsFile(sections) {
  const names = [
    'Entities',
    'Roles',
    'Workflows',
    'FieldSecurityProfiles',
    'Templates',
    'EntityMaps',
    'EntityRelationships',
    'OrganizationSettings',
    'optionsets',
    'WebResources',
    'CustomControls',
    'AppModuleSiteMaps',
    'AppModules',
    'EntityDataProviders',
  ];
  return document(
    el(
      'ImportExportXml',
      xsi,
      names.map((name) => el(name)),
      sections,
      el('Languages', {}, el('Language', {}, 1033), el('Language', {}, 1031)),
    ),
  );
}
