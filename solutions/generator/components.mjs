import {
  connectionRoles,
  duplicateRules,
  emailTemplates,
  offlineProfiles,
} from '../definitions/components.mjs';
import { el, idOf } from './text.mjs';

const braced = (id) => `{${id}}`;

function connectionRole({ id, name, category, pairsWith }) {
  const other = connectionRoles.find((one) => one.name === pairsWith);
  if (pairsWith !== undefined && other === undefined) throw new Error(`no connection role ${pairsWith}`);
  return el(
    'ConnectionRole',
    {},
    el('connectionroleid', {}, braced(id)),
    el('name', {}, name),
    el('category', {}, category),
    other &&
      el(
        'ConnectionRoleAssociations',
        {},
        el('ConnectionRoleAssociation', {}, el('associatedconnectionroleid', {}, braced(other.id))),
      ),
  );
}

function duplicateRule({ name, table, columns }, find) {
  return el(
    'DuplicateRule',
    {},
    el('duplicateruleid', {}, braced(idOf('duplicaterule', name))),
    el('name', {}, name),
    el('baseentityname', {}, table),
    el('matchingentityname', {}, table),
    el('iscasesensitive', {}, 0),
    el('excludeinactiverecords', {}, 1),
    el(
      'DuplicateRuleConditions',
      {},
      columns
        .split(' ')
        .map((column) =>
          el(
            'DuplicateRuleCondition',
            {},
            el('duplicateruleconditionid', {}, braced(idOf('duplicaterulecondition', name, column))),
            el('baseattributename', {}, find(table).column(column).name),
            el('matchingattributename', {}, column),
            el('operatorcode', {}, 0),
            el('ignoreblankvalues', {}, 1),
          ),
        ),
    ),
  );
}

function emailTemplate({ title, table, subject, body }, find) {
  return el(
    'EmailTemplate',
    {},
    el('templateid', {}, braced(idOf('template', title))),
    el('title', {}, title),
    el('templatetypecode', {}, find(table).logical),
    el('languagecode', {}, 1033),
    el('subject', {}, subject),
    el('body', {}, body),
  );
}

const criteria = { related: 0, all: 1, mine: 2, team: 2 };

function profileItem(profile, { table, rows, with: along = '' }, find, isRelationship) {
  const filter = typeof rows === 'object' ? rows.filter : undefined;
  const names = along.split(' ').filter((name) => name !== '');
  for (const name of names)
    if (!isRelationship(name)) throw new Error(`${profile.name}: no relationship ${name}`);
  return el(
    'MobileOfflineProfileItem',
    {},
    el('mobileofflineprofileitemid', {}, braced(idOf('offline', profile.name, table))),
    el('name', {}, find(table).logical),
    el('selectedentitytypecode', {}, table),
    el('recorddistributioncriteria', {}, filter === undefined ? criteria[rows] : 3),
    el('recordsownedbyme', {}, Number(rows === 'mine' || rows === 'team')),
    el('recordsownedbymyteam', {}, Number(rows === 'team')),
    el('recordsownedbymybusinessunit', {}, 0),
    el('getrelatedentityrecords', {}, 1),
    filter && el('profileitementityfilter', {}, filter),
    names.length > 0
      ? el(
          'MobileOfflineProfileItemAssociations',
          {},
          names.map((name) =>
            el(
              'MobileOfflineProfileItemAssociation',
              {},
              el(
                'mobileofflineprofileitemassociationid',
                {},
                braced(idOf('offline', profile.name, table, name)),
              ),
              el('name', {}, name),
              el('relationshipdisplayname', {}, name),
            ),
          ),
        )
      : undefined,
  );
}

function offlineProfile(profile, find, isRelationship) {
  return el(
    'MobileOfflineProfile',
    {},
    el('mobileofflineprofileid', {}, braced(idOf('offline', profile.name))),
    el('name', {}, profile.name),
    el('description', {}, profile.description),
    profile.items.map((item) => profileItem(profile, item, find, isRelationship)),
  );
}

const idElement = (element) => element.children[0].children[0];

/**
 * Sections of customizations.xml for the components of a solution that are rows, and the root components that name them.
 * Throws where one names a table, a column or a relationship that there is not.
 */
export function componentSections(folder, find, isRelationship) {
  const own = (list) => list.filter((one) => one.solution === folder);
  const made = [
    ['ConnectionRoles', 63, own(connectionRoles).map(connectionRole)],
    ['DuplicateRules', 44, own(duplicateRules).map((one) => duplicateRule(one, find))],
    ['EmailTemplates', 36, own(emailTemplates).map((one) => emailTemplate(one, find))],
    [
      'MobileOfflineProfiles',
      161,
      own(offlineProfiles).map((one) => offlineProfile(one, find, isRelationship)),
    ],
  ].filter(([, , elements]) => elements.length > 0);
  return {
    sections: made.map(([name, , elements]) => el(name, {}, elements)),
    components: made.flatMap(([, type, elements]) =>
      elements.map((element) => ({ type, id: idElement(element) })),
    ),
  };
}
