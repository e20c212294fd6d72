import { salesAccess } from './security.mjs';

/** The entry that opens the dashboards, on a given one first. */
export const dashboards = (first) => ({ dashboard: first, title: 'Dashboards|Dashboards' });

/**
 * Apps with their site maps. A subarea is the logical name of a table, `[table, view]` to open with a given view, or the
 * entry of the dashboards.
 */
export const baseApps = [
  {
    uniqueName: 'haversack_contacts',
    name: 'Contacts and Activities|Kontakte und Aktivitäten',
    description:
      'Companies, people and what was agreed with them.|Firmen, Personen und was mit ihnen vereinbart wurde.',
    roles: ['System Administrator', 'System Customizer', 'Basic User'],
    areas: [
      {
        id: 'Contacts',
        title: 'Contacts and Activities|Kontakte und Aktivitäten',
        groups: [
          {
            id: 'MyWork',
            title: 'My Work|Meine Arbeit',
            items: ['activitypointer', 'task', 'phonecall', 'appointment'],
          },
          { id: 'Customers', title: 'Customers|Kunden', items: ['account', 'contact'] },
        ],
      },
    ],
    also: [
      'email',
      'annotation',
      'customeraddress',
      'letter',
      'fax',
      'recurringappointmentmaster',
      'socialactivity',
      'socialprofile',
      'connection',
      'connectionrole',
      'activitymimeattachment',
      'postfollow',
    ],
  },
];

export const salesApps = [
  {
    uniqueName: 'haversack_sales',
    name: 'Sales|Vertrieb',
    description:
      'Leads, opportunities and customers, from the first call to the signature.|Leads, Verkaufschancen und Kunden, vom ersten Anruf bis zur Unterschrift.',
    roles: [
      'System Administrator',
      'System Customizer',
      'Salesperson',
      'Sales Manager',
      'Vice President of Sales',
      salesAccess,
    ],
    areas: [
      {
        id: 'Sales',
        title: 'Sales|Vertrieb',
        groups: [
          {
            id: 'MyWork',
            title: 'My Work|Meine Arbeit',
            items: [dashboards('Sales Activity Dashboard'), 'activitypointer'],
          },
          { id: 'Customers', title: 'Customers|Kunden', items: ['account', 'contact'] },
          { id: 'Sales', title: 'Sales|Vertrieb', items: ['lead', 'opportunity', 'competitor'] },
          {
            id: 'Collateral',
            title: 'Collateral|Unterlagen',
            items: ['quote', 'salesorder', 'invoice', 'product'],
          },
          { id: 'Marketing', title: 'Marketing|Marketing', items: ['list', 'campaign'] },
        ],
      },
      {
        id: 'Settings',
        title: 'App Settings|App-Einstellungen',
        groups: [
          {
            id: 'Catalogue',
            title: 'Product Catalogue|Produktkatalog',
            items: [
              ['product', 'All Products, Families & Bundles', 'Families and Products|Familien und Produkte'],
              'pricelevel',
              'uomschedule',
              'discounttype',
            ],
          },
          {
            id: 'Organization',
            title: 'Organization|Organisation',
            items: [
              'territory',
              'connectionrole',
              'transactioncurrency',
              'position',
              'systemuser',
              'team',
              'businessunit',
            ],
          },
        ],
      },
    ],
    also: [
      'task',
      'phonecall',
      'appointment',
      'email',
      'annotation',
      'letter',
      'fax',
      'recurringappointmentmaster',
      'activitymimeattachment',
      'connection',
      'queue',
      'queueitem',
      'postfollow',
      'campaignresponse',
      'campaignactivity',
      'opportunityproduct',
      'quotedetail',
      'salesorderdetail',
      'invoicedetail',
      'productpricelevel',
      'productassociation',
      'discount',
      'competitoraddress',
      'opportunityclose',
      'quoteclose',
      'orderclose',
      'customeraddress',
      'uom',
    ],
  },
];
