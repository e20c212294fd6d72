/** What a practitioner looks for in base and sales, written by hand and apart from the definitions. */

type Ownership = 'user' | 'business' | 'organization' | 'none';

const split = (text: string): string[] => text.split(/\s+/).filter(Boolean);

const byOwnership: Readonly<Record<Ownership, string>> = {
  user: `account contact activitypointer task phonecall appointment email annotation connection socialactivity
    socialprofile queue queueitem fax letter recurringappointmentmaster post postfollow appnotification lead opportunity
    quote salesorder invoice opportunityclose quoteclose orderclose campaign list campaignresponse campaignactivity`,
  business: 'systemuser team businessunit',
  organization:
    'product competitor pricelevel discounttype uom uomschedule transactioncurrency connectionrole position territory subject',
  none: `activitymimeattachment activityparty customeraddress opportunityproduct quotedetail salesorderdetail invoicedetail
    competitoraddress productpricelevel discount productassociation`,
};

export const ownerships = Object.entries(byOwnership).map(
  ([ownership, tables]) => [ownership as Ownership, split(tables)] as const,
);

/** Read-write or read-only on phones, whether visibility and read-only may be changed, and offline by default. */
export const mobile: readonly (readonly [
  table: string,
  mode: 'rw' | 'ro',
  visibility: boolean,
  readOnly: boolean,
  offline: boolean,
])[] = [
  ['account', 'rw', true, true, true],
  ['activitypointer', 'rw', false, false, true],
  ['annotation', 'rw', false, false, true],
  ['connection', 'rw', false, true, true],
  ['email', 'ro', true, false, true],
  ['activitymimeattachment', 'ro', false, false, true],
  ['queue', 'ro', true, false, false],
  ['lead', 'rw', true, true, true],
  ['quote', 'rw', true, true, false],
  ['competitor', 'rw', true, true, true],
  ['pricelevel', 'ro', false, false, false],
];

/** Public views, the default one first. */
export const views: Readonly<Record<string, readonly string[]>> = {
  account: [
    'My Active Accounts',
    'Active Accounts',
    'Inactive Accounts',
    'Accounts I Follow',
    'Accounts: No Orders in Last 6 Months',
    'Accounts: No Activity in Last 3 Months',
  ],
  contact: ['My Active Contacts', 'Active Contacts', 'Inactive Contacts', 'Contacts I Follow'],
  lead: [
    'My Open Leads',
    'Open Leads',
    'All Leads',
    'Closed Leads',
    'Leads Opened Last Week',
    'Leads Opened This Week',
    'Leads Older Than 6 Months',
    'Leads I Follow',
  ],
  opportunity: [
    'My Open Opportunities',
    'Open Opportunities',
    'All Opportunities',
    'Won Opportunities',
    'Lost Opportunities',
    'Closed Opportunities',
    'Opportunities Closing Next Month',
    'Opportunities Closing This Month',
    'Opportunities Closed in Current Fiscal Year',
    'Opportunities Opened Last Week',
    'My Team’s Open Opportunities',
    'Opportunities I Follow',
  ],
  quote: ['My Quotes', 'All Quotes', 'Draft Quotes', 'Active Quotes', 'Won Quotes', 'Closed Quotes'],
  salesorder: ['My Orders', 'All Orders', 'Active Orders', 'Fulfilled Orders', 'Canceled Orders'],
  invoice: ['My Invoices', 'All Invoices', 'Active Invoices', 'Paid Invoices', 'Canceled Invoices'],
  product: [
    'Active Products',
    'All Products, Families & Bundles',
    'Families and Bundles',
    'Products Under Revision',
    'Retired Products',
  ],
  pricelevel: ['Active Price Lists', 'Inactive Price Lists'],
  competitor: ['All Competitors'],
  activitypointer: [
    'My Activities',
    'All Activities',
    'Open Activities',
    'Closed Activities',
    'Overdue Activities',
    'Activities Due in Next 7 Days',
    'My Team Members’ Activities',
  ],
  task: ['My Tasks'],
  phonecall: ['My Phone Calls'],
  appointment: ['My Appointments'],
  email: ['My Emails', 'My Draft Emails', 'My Sent Emails', 'My Received Emails'],
  queueitem: [
    'All Items',
    'Items I am Working On',
    'Items Available to Work On',
    'Cases Available to Work On',
  ],
  systemuser: ['Enabled Users', 'Disabled Users', 'My Direct Reports'],
  team: ['My Teams', 'All Teams', 'All Owner Teams', 'All Access Teams'],
  businessunit: ['Active Business Units'],
};

/** Columns and lists of a main form: its header, then what its tabs hold; `>table` is a list of that table. */
export const forms: Readonly<Record<string, { readonly header: string; readonly body: string }>> = {
  account: {
    header: 'revenue numberofemployees ownerid',
    body: 'name telephone1 fax websiteurl parentaccountid tickersymbol address1_composite >contact >opportunity >connection industrycode sic ownershipcode description preferredcontactmethodcode donotemail donotphone transactioncurrencyid creditlimit creditonhold paymenttermscode',
  },
  contact: {
    header: 'ownerid',
    body: 'jobtitle parentcustomerid emailaddress1 telephone1 mobilephone preferredcontactmethodcode address1_composite >opportunity gendercode familystatuscode spousesname birthdate anniversary description',
  },
  lead: {
    header: 'leadsourcecode leadqualitycode statuscode ownerid',
    body: 'subject firstname lastname jobtitle telephone1 mobilephone emailaddress1 companyname websiteurl address1_composite >connection >competitor industrycode revenue numberofemployees description',
  },
  opportunity: {
    header: 'estimatedclosedate estimatedvalue closeprobability ownerid',
    body: 'name parentcontactid parentaccountid purchasetimeframe transactioncurrencyid budgetamount purchaseprocess description currentsituation customerneed proposedsolution >connection >competitor pricelevelid isrevenuesystemcalculated >opportunityproduct >quote totalamount',
  },
  quote: {
    header: 'totalamount statuscode ownerid',
    body: 'quotenumber revisionnumber name customerid opportunityid pricelevelid transactioncurrencyid >quotedetail totallineitemamount discountpercentage discountamount freightamount totaltax billto_composite shipto_composite effectivefrom effectiveto requestdeliveryby',
  },
  salesorder: {
    header: 'totalamount statuscode ownerid',
    body: 'ordernumber name customerid opportunityid >salesorderdetail billto_composite shipto_composite requestdeliveryby datefulfilled ispricelocked',
  },
  invoice: {
    header: 'totalamount statuscode ownerid',
    body: 'invoicenumber name customerid >invoicedetail billto_composite shipto_composite datedelivered duedate',
  },
  product: {
    header: 'statecode',
    body: 'name productnumber parentproductid validfromdate validtodate defaultuomscheduleid defaultuomid pricelevelid quantitydecimal description >productpricelevel >product >productassociation',
  },
  competitor: {
    header: '',
    body: 'name websiteurl reportedrevenue keyproduct strengths weaknesses opportunities threats winpercentage >opportunity >competitoraddress',
  },
  queue: { header: '', body: 'name emailaddress queueviewtype >systemuser >queueitem' },
  systemuser: {
    header: '',
    body: 'businessunitid positionid parentsystemuserid internalemailaddress >role >team',
  },
  team: { header: 'teamtype', body: '>systemuser >role' },
  connection: { header: '', body: 'record1id record1roleid record2id record2roleid description' },
  connectionrole: { header: '', body: 'name category >connectionrole' },
  email: { header: '', body: 'from to cc bcc subject description >activitymimeattachment' },
};

/** Tables with a quick create form. */
export const quickCreate = split(
  'account contact lead opportunity quote salesorder product competitor task phonecall appointment email queue connection connectionrole campaign list',
);

/** Site map of the sales app: area, group, tables. */
export const salesSiteMap: readonly (readonly [area: string, group: string, tables: string])[] = [
  ['Sales', 'My Work', 'activitypointer'],
  ['Sales', 'Customers', 'account contact'],
  ['Sales', 'Sales', 'lead opportunity competitor'],
  ['Sales', 'Collateral', 'quote salesorder invoice product'],
  ['Sales', 'Marketing', 'list campaign'],
  ['App Settings', 'Product Catalogue', 'product pricelevel uomschedule discounttype'],
  ['App Settings', 'Organization', 'territory connectionrole transactioncurrency position'],
];

/** Depths in the order create, read, write, delete, append, append to, assign, share. */
export const depths: readonly (readonly [role: string, table: string, depths: string])[] = [
  ['Basic User', 'account', 'BBBBBBBB'],
  ['Basic User', 'activity', 'BBBBBBBB'],
  ['Basic User', 'connection', 'BBBBBBBB'],
  ['Basic User', 'systemuser', '-G---G--'],
  ['Basic User', 'product', '-G---G--'],
  ['Salesperson', 'quote', 'BLBBBLBB'],
  ['Salesperson', 'incident', '-L------'],
  ['Salesperson', 'product', '-G---G--'],
  ['Sales Manager', 'salesorder', 'DDDDDDDD'],
  ['Sales Manager', 'pricelevel', 'GGG-GG--'],
  ['Vice President of Sales', 'invoice', 'GGGGGGGG'],
  ['Sales Enterprise app access', 'account', '--------'],
];
