/** Components that are rows: roles of connections, rules for duplicates, templates and offline profiles. */

const stakeholder = 1000;
const salesTeam = 1001;

export const connectionRoles = [
  {
    id: 'c5d553d6-1177-87a1-acfb-cfe5b8593b92',
    solution: 'base',
    name: 'Decision Maker',
    category: stakeholder,
  },
  {
    id: '6c8ea16d-72b6-8529-94de-fe244ae6aa60',
    solution: 'base',
    name: 'Technical Buyer',
    category: stakeholder,
  },
  { id: 'dbf78477-ac2a-8d52-a864-1d429fb9e467', solution: 'base', name: 'Influencer', category: stakeholder },
  {
    id: 'de8ab807-72e4-87da-8cc7-54e6e0a9db3b',
    solution: 'base',
    name: 'Account Manager',
    category: salesTeam,
  },
  {
    id: 'b1c5e6ac-0149-80f6-91f9-9ff12175c9ab',
    solution: 'base',
    name: 'Technical Specialist',
    category: salesTeam,
  },
  {
    id: '896734bf-db6c-8347-aa99-58daf8928f22',
    solution: 'base',
    name: 'Partner',
    category: 1,
    pairsWith: 'Partner',
  },
  { id: 'a1851576-7854-86be-91e8-30f78839033f', solution: 'base', name: 'Former Employer', category: 5 },
  {
    id: '2f0ce6f4-7a2b-5d7e-9c35-0a6bb1a9d4c1',
    solution: 'base',
    name: 'Former Employee',
    category: 5,
    pairsWith: 'Former Employer',
  },
];

/** Columns as `name`, or `name:first` with so many characters from the left. */
export const duplicateRules = [
  { solution: 'base', name: 'Accounts with the same name', table: 'account', columns: 'name' },
  {
    solution: 'base',
    name: 'Accounts with the same e-mail address',
    table: 'account',
    columns: 'emailaddress1',
  },
  {
    solution: 'base',
    name: 'Contacts with the same e-mail address',
    table: 'contact',
    columns: 'emailaddress1',
  },
  {
    solution: 'base',
    name: 'Contacts with the same name and company',
    table: 'contact',
    columns: 'fullname parentcustomerid',
  },
  { solution: 'sales', name: 'Leads with the same e-mail address', table: 'lead', columns: 'emailaddress1' },
];

/** Texts name columns in braces: `{!lead:firstname;}`. */
export const emailTemplates = [
  {
    solution: 'sales',
    title: 'Thank you for your interest',
    table: 'lead',
    subject: 'Thank you for your interest in {!lead:subject;}',
    body: '<p>Hello {!lead:firstname;},</p><p>thank you for your interest in {!lead:subject;}. We will call you within two working days.</p><p>{!user:fullname;}</p>',
  },
  {
    solution: 'sales',
    title: 'Your quote',
    table: 'quote',
    subject: 'Quote {!quote:quotenumber;}: {!quote:name;}',
    body: '<p>Dear customer,</p><p>please find our quote {!quote:quotenumber;} attached. It holds until {!quote:effectiveto;}.</p><p>{!user:fullname;}</p>',
  },
  {
    solution: 'service',
    title: 'We received your request',
    table: 'incident',
    subject: 'Your request {!incident:ticketnumber;}: {!incident:title;}',
    body: '<p>Hello,</p><p>we received your request {!incident:ticketnumber;} and are looking into it.</p><p>{!user:fullname;}</p>',
  },
];

const reference = 'product transactioncurrency subject connectionrole territory';
const activities = ['task', 'phonecall', 'appointment', 'email'];

/** An activity of mine, from 30 days back to 90 ahead; one without a date is carried while it is open. */
const recent = (table) =>
  `<fetch><entity name="${table}"><filter><condition attribute="ownerid" operator="eq-userid" /><filter type="or"><filter><condition attribute="scheduledend" operator="last-x-days" value="30" /></filter><filter><condition attribute="scheduledend" operator="next-x-days" value="90" /></filter><filter><condition attribute="scheduledend" operator="null" /><condition attribute="statecode" operator="eq" value="0" /></filter></filter></filter></entity></fetch>`;

const mineOrMyQueues =
  '<fetch><entity name="incident"><filter type="or"><condition attribute="ownerid" operator="eq-userid" /><condition entityname="membership" attribute="queueid" operator="not-null" /></filter><link-entity name="queueitem" from="objectid" to="incidentid" link-type="outer" alias="item"><link-entity name="queuemembership" from="queueid" to="queueid" link-type="outer" alias="membership"><filter><condition attribute="systemuserid" operator="eq-userid" /></filter></link-entity></link-entity></entity></fetch>';

const published =
  '<fetch><entity name="knowledgearticle"><filter><condition attribute="statecode" operator="eq" value="3" /></filter></entity></fetch>';

/**
 * Items: `all`, `related`, `mine`, `team` or a query of its own. `with` names the relationships whose rows come along.
 */
const shared = (related) => [
  { table: 'account', rows: 'mine', with: `Account_Annotation contact_customer_accounts ${related.account}` },
  { table: 'contact', rows: 'mine', with: `Contact_Annotation ${related.contact}` },
  ...activities.map((table) => ({ table, rows: { filter: recent(table) }, with: related[table] ?? '' })),
  { table: 'annotation', rows: 'related' },
  { table: 'activitymimeattachment', rows: 'related' },
  { table: 'systemuser', rows: 'related' },
  { table: 'team', rows: 'related' },
  ...reference.split(' ').map((table) => ({ table, rows: 'all' })),
];

const attachments = {
  email: 'email_activity_mime_attachment',
  appointment: 'appointment_activity_mime_attachment Appointment_Annotation',
};

export const offlineProfiles = [
  {
    solution: 'sales',
    name: 'Sales Field',
    description: 'What sales people carry: their customers, leads and deals, and the product catalogue.',
    items: [
      ...shared({
        account: 'opportunity_parent_account Account_Appointments',
        contact: 'opportunity_parent_contact Contact_Appointments',
        ...attachments,
      }),
      { table: 'lead', rows: 'team', with: 'Lead_Annotation' },
      { table: 'opportunity', rows: 'team', with: 'Opportunity_Annotation product_opportunities' },
      { table: 'opportunityproduct', rows: 'related' },
      ...'pricelevel productpricelevel uom uomschedule'.split(' ').map((table) => ({ table, rows: 'all' })),
    ],
  },
  {
    solution: 'service',
    name: 'Service Field',
    description: 'What service people carry: their cases, the customers of those, and published articles.',
    items: [
      ...shared({
        account: 'incident_customer_accounts Account_Appointments',
        contact: 'incident_customer_contacts Contact_Appointments',
        ...attachments,
      }),
      { table: 'incident', rows: { filter: mineOrMyQueues }, with: 'Incident_Annotation Incident_QueueItem' },
      { table: 'queueitem', rows: 'related' },
      { table: 'queue', rows: 'all' },
      { table: 'knowledgearticle', rows: { filter: published } },
    ],
  },
];
