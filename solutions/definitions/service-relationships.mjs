/** Relationships of the service solution, as in relationships.mjs. */
const activities = [
  'activitypointer',
  'task',
  'phonecall',
  'appointment',
  'email',
  'letter',
  'fax',
  'recurringappointmentmaster',
  'socialactivity',
];
const collections = {
  activitypointer: 'ActivityPointers',
  task: 'Tasks',
  phonecall: 'Phonecalls',
  appointment: 'Appointments',
  email: 'Emails',
  letter: 'Letters',
  fax: 'Faxes',
  recurringappointmentmaster: 'RecurringAppointmentMasters',
  socialactivity: 'SocialActivities',
};
const written = { incident: 'Incident', knowledgearticle: 'KnowledgeArticle', entitlement: 'Entitlement' };

const about = ([target, schema]) => ({
  ...Object.fromEntries(
    activities.map((table) => [`${table}.regardingobjectid>${target}`, `${schema}_${collections[table]}`]),
  ),
  [`annotation.objectid>${target}`]: `${schema}_Annotation`,
  [`connection.record1id>${target}`]: `${target}_connections1`,
  [`connection.record2id>${target}`]: `${target}_connections2`,
  [`postfollow.regardingobjectid>${target}`]: `${target}_PostFollows`,
  [`post.regardingobjectid>${target}`]: `${target}_Posts`,
});

export const serviceRelationshipNames = {
  ...Object.assign({}, ...Object.entries(written).map(about)),
  'queueitem.objectid>incident': 'Incident_QueueItem',
  'incident.customerid>account': 'incident_customer_accounts',
  'incident.customerid>contact': 'incident_customer_contacts',
  'incident.primarycontactid>contact': 'contact_as_primary_contact',
  'incident.responsiblecontactid>contact': 'contact_as_responsible_contact',
  'incident.productid>product': 'product_incidents',
  'incident.subjectid>subject': 'subject_incidents',
  'incident.entitlementid>entitlement': 'entitlement_cases',
  'incident.parentcaseid>incident': 'incident_parent_incident',
  'incident.masterid>incident': 'incident_master_incident',
  'incident.existingcase>incident': 'incident_existingcase',
  'incident.slaid>sla': 'manualsla_cases',
  'incident.slainvokedid>sla': 'sla_cases',
  'incident.firstresponsebykpiid>slakpiinstance': 'slakpiinstance_incident_firstresponsebykpi',
  'incident.resolvebykpiid>slakpiinstance': 'slakpiinstance_incident_resolvebykpi',
  'incident.socialprofileid>socialprofile': 'socialprofile_cases',
  'incidentresolution.incidentid>incident': 'Incident_IncidentResolutions',
  'entitlement.customerid>account': 'account_entitlement_Account',
  'entitlement.customerid>contact': 'contact_entitlement_ContactId',
  'entitlement.slaid>sla': 'sla_entitlement',
  'entitlement.entitlementtemplateid>entitlementtemplate': 'entitlementtemplate_entitlement',
  'entitlementtemplate.slaid>sla': 'sla_entitlementtemplate',
  'entitlementchannel.entitlementid>entitlement': 'entitlement_entitlementchannel',
  'sla.businesshoursid>calendar': 'slabase_businesshoursid',
  'slaitem.slaid>sla': 'sla_slaitem_slaId',
  'slakpiinstance.regarding>incident': 'slakpiinstance_incident',
  'calendarrule.calendarid>calendar': 'calendar_calendar_rules',
  'calendar.holidayschedulecalendarid>calendar': 'calendar_customercalendar_holidaycalendar',
  'knowledgearticle.rootarticleid>knowledgearticle': 'knowledgearticle_rootarticle_id',
  'knowledgearticle.previousarticlecontentid>knowledgearticle': 'knowledgearticle_previousarticle_contentid',
};

/** Rows that belong to the row they refer to, and are deleted, assigned and shared with it. */
export const serviceParental = [
  'incident.customerid',
  'incidentresolution.incidentid',
  'serviceappointment.regardingobjectid',
  'entitlement.customerid',
  'entitlementchannel.entitlementid',
  'slaitem.slaid',
  'slakpiinstance.regarding',
  'calendarrule.calendarid',
];

/** A row that others refer to through these columns cannot be deleted. */
export const serviceRestricting = [
  'sla.businesshoursid',
  'calendar.holidayschedulecalendarid',
  'slakpiinstance.slaitemid',
];

export const serviceHierarchical = ['incident.parentcaseid'];

/** Tables that the service solution adds to lookups of the base solution. */
export const serviceTargets = Object.keys(written).flatMap((target) => [
  ...activities.map((table) => ({ table, column: 'regardingobjectid', target })),
  { table: 'annotation', column: 'objectid', target },
  { table: 'connection', column: 'record1id', target },
  { table: 'connection', column: 'record2id', target },
  { table: 'postfollow', column: 'regardingobjectid', target },
  { table: 'post', column: 'regardingobjectid', target },
  ...(target === 'incident' ? [{ table: 'queueitem', column: 'objectid', target }] : []),
]);

export const serviceManyToMany = [
  {
    name: 'knowledgearticle_incidents',
    intersect: 'KnowledgeArticleIncident',
    first: 'KnowledgeArticle',
    second: 'Incident',
  },
  {
    name: 'product_entitlement_association',
    intersect: 'EntitlementProducts',
    first: 'Entitlement',
    second: 'Product',
  },
  {
    name: 'entitlementcontacts_association',
    intersect: 'EntitlementContacts',
    first: 'Entitlement',
    second: 'Contact',
  },
  {
    name: 'product_entitlementtemplate_association',
    intersect: 'EntitlementTemplateProducts',
    first: 'EntitlementTemplate',
    second: 'Product',
  },
];
