/**
 * Roles: who may do what, by groups of tables. A grant is eight depths in the order create, read, write, delete,
 * append, append to, assign, share: G organization, D parent: child, L business unit, B user, - none.
 */
const mobile = 'prvUseTabletApp';
const customers = ['Account', 'Contact'];
const activities = ['Activity', 'Annotation', 'Connection', 'SocialProfile', 'QueueItem', 'Post'];
const sales = ['Lead', 'Opportunity', 'Quote', 'SalesOrder', 'Invoice', 'Campaign', 'List'];
const organizationWide = [
  'BusinessUnit',
  'SystemUser',
  'Team',
  'TransactionCurrency',
  'Territory',
  'Position',
  'Organization',
  'Role',
  'Queue',
  'ConnectionRole',
  'Subject',
  'SystemForm',
  'SavedQuery',
  'AppModule',
  'SiteMap',
  'SystemApplicationMetadata',
  'MobileOfflineProfile',
];
const personal = ['UserQuery', 'UserSettings', 'UserApplicationMetadata', 'PostFollow', 'AppNotification'];
const products = ['Product', 'PriceLevel', 'UoM', 'UoMSchedule', 'DiscountType'];
const catalogue = [...products, 'Competitor'];

/** What every role reads, and the rows that are a person's own. */
export const everyone = [
  { tables: [...organizationWide, ...products], grant: '-G---G--' },
  { tables: personal, grant: 'BBBBBBBB' },
];

export const baseRoles = [
  {
    name: 'Basic User',
    id: '236750cd-45ae-4939-ab12-b24b920ced93',
    grants: [
      ...everyone,
      { tables: customers, grant: 'BBBBBBBB' },
      { tables: activities, grant: 'BBBBBBBB' },
    ],
    other: [mobile],
  },
];

const salesRole = (name, depths, caseGrant, catalogueGrant, other = []) => ({
  name,
  grants: [
    ...everyone,
    { tables: [...customers, ...activities, ...sales], grant: depths },
    { tables: catalogue, grant: catalogueGrant },
    { tables: ['Incident'], grant: caseGrant },
  ],
  other: [mobile, 'prvGoOffline', 'prvExportToExcel', ...other],
});

/** Opens the app and grants nothing else; beside it a person needs a role that reads rows. */
export const salesAccess = 'Sales Enterprise app access';

export const salesRoles = [
  salesRole('Salesperson', 'BLBBBLBB', '-L------', '-G---G--'),
  salesRole('Sales Manager', 'DDDDDDDD', '-D------', 'GGG-GG--', ['prvBulkEdit', 'prvMerge']),
  salesRole('Vice President of Sales', 'GGGGGGGG', '-G------', 'GGG-GG--', ['prvBulkEdit', 'prvMerge']),
  { name: salesAccess, grants: [], other: [] },
];

export const wellKnownRoles = {
  'System Administrator': '627090ff-40a3-4053-8790-584edc5be201',
  'System Customizer': '119f245c-3cc8-4b62-b31c-d1a046ced15d',
};
