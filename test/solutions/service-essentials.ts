/** What a practitioner looks for in the service solution. */

/** Tables by who owns their rows. */
export const serviceOwnerships: readonly (readonly [string, readonly string[]])[] = [
  [
    'user',
    [
      'incident',
      'incidentresolution',
      'entitlement',
      'knowledgearticle',
      'sla',
      'slaitem',
      'slakpiinstance',
      'serviceappointment',
    ],
  ],
  ['organization', ['entitlementtemplate', 'calendar']],
  ['none', ['entitlementchannel', 'calendarrule']],
];

/** Table, mode on phones, whether visibility and read-only may be changed, offline by default. */
export const serviceMobile: readonly (readonly [string, 'ro' | 'rw', boolean, boolean, boolean])[] = [
  ['incident', 'rw', true, true, true],
  ['entitlement', 'ro', false, false, false],
  ['knowledgearticle', 'ro', true, false, false],
  ['slakpiinstance', 'ro', false, true, false],
];

/** Public views by table, the default first. */
export const serviceViews: Readonly<Record<string, readonly string[]>> = {
  incident: [
    'My Active Cases',
    'Active Cases',
    'All Cases',
    'Resolved Cases',
    'My Resolved Cases',
    'Cases Opened in Last 7 Days',
    'Escalated Cases',
    'Cases I Follow',
  ],
  knowledgearticle: [
    'Published Articles',
    'My Active Articles',
    'Draft Articles',
    'Expired Articles',
    'All Articles',
  ],
  entitlement: ['Active Entitlements', 'Draft Entitlements', 'Expired Entitlements'],
  sla: ['Active SLAs', 'All SLAs'],
  slakpiinstance: ['SLA KPIs in Progress', 'SLA KPIs Nearing Noncompliance', 'Noncompliant SLA KPIs'],
};

/** Columns, and `>table` for lists, of main forms. */
export const serviceForms: Readonly<Record<string, { readonly header: string; readonly body: string }>> = {
  incident: {
    header: 'prioritycode statuscode ownerid',
    body: 'ticketnumber title subjectid customerid caseorigincode primarycontactid productid entitlementid description responseby resolveby casetypecode parentcaseid isescalated escalatedon followupby firstresponsesent customersatisfactioncode >incident >connection >knowledgearticle >slakpiinstance',
  },
  knowledgearticle: {
    header: 'statuscode',
    body: 'content keywords >knowledgearticle >connection >incident',
  },
  entitlement: {
    header: 'remainingterms enddate',
    body: 'totalterms allocationtypecode decreaseremainingon >product >contact >entitlementchannel',
  },
  sla: { header: 'statuscode', body: 'name businesshoursid >slaitem' },
  calendar: { header: 'type', body: 'name holidayschedulecalendarid >calendarrule' },
};

export const serviceSiteMap = [
  {
    area: 'Service',
    groups: [
      ['My Work', 'dashboard activitypointer'],
      ['Customers', 'account contact socialprofile'],
      ['Service', 'incident queueitem'],
      ['Knowledge', 'knowledgearticle knowledgearticle'],
    ],
  },
  {
    area: 'Service Management',
    groups: [
      ['Case Settings', 'subject queue connectionrole'],
      ['Service Terms', 'sla entitlement calendar calendar'],
      ['Templates', 'entitlementtemplate'],
    ],
  },
];
