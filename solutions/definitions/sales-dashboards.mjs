/** Dashboards of the sales solution: see solutions/README.md for the notation. */
export const salesDashboards = [
  {
    name: 'Sales Activity Dashboard|Dashboard der Vertriebsaktivitäten',
    mobile: true,
    default: true,
    rows: [
      [
        'opportunity: Open Opportunities > Sales Pipeline',
        'lead: Open Leads > Leads by Source',
        'activitypointer: My Activities > Activities by Type and Priority',
      ],
      ['opportunity: My Open Opportunities', 'lead: My Open Leads', 'activitypointer: My Activities'],
    ],
  },
  {
    name: 'Sales Dashboard|Vertriebsdashboard',
    mobile: true,
    roles: ['Sales Manager', 'Vice President of Sales'],
    rows: [
      [
        'opportunity: Open Opportunities > Sales Pipeline',
        'opportunity: Won Opportunities > Sales Leaderboard',
      ],
      ['opportunity: Won Opportunities > Top Customers', 'opportunity: Opportunities Closing Next Month'],
    ],
  },
  {
    name: 'Sales Performance Dashboard|Dashboard der Vertriebsleistung',
    rows: [
      [
        'opportunity: All Opportunities > Estimated vs. Actual Revenue by Month',
        'opportunity: All Opportunities > Estimated vs. Actual Revenue by Fiscal Period',
      ],
      [
        'opportunity: Closed Opportunities > Won vs. Lost by Owner',
        'opportunity: Closed Opportunities > Won vs. Lost by Fiscal Period',
      ],
    ],
  },
];
