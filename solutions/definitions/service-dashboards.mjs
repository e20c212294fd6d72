/** Dashboards of the service solution: see solutions/README.md for the notation. */
export const serviceDashboards = [
  {
    name: 'Customer Service Representative Dashboard|Dashboard für Kundenservicemitarbeiter',
    mobile: true,
    default: true,
    rows: [
      ['incident: My Active Cases', 'incident: My Active Cases > Cases by Priority'],
      ['queueitem: Items I am Working On', 'activitypointer: My Activities'],
    ],
  },
  {
    name: 'Customer Service Manager Dashboard|Dashboard für Kundenservicemanager',
    mobile: true,
    rows: [
      [
        'incident: All Cases > Cases by Origin per Day',
        'incident: Resolved Cases > Case Resolution Trend by Day',
      ],
      ['incident: Active Cases > Service Leaderboard', 'slakpiinstance: All SLA KPIs > SLA KPIs by Status'],
    ],
  },
  {
    name: 'Customer Service Performance Dashboard|Dashboard der Kundenserviceleistung',
    rows: [
      [
        'incident: Resolved Cases > Service Leaderboard',
        'incident: Resolved Cases > Customer Satisfaction',
        'incident: All Cases > Case Mix by Type',
      ],
      [
        'incident: Active Cases > Cases by Product',
        'incident: Active Cases > Cases by Subject',
        'incident: Resolved Cases > Case Resolution Trend by Day',
      ],
    ],
  },
  {
    name: 'Tier 1 Dashboard|Tier-1-Dashboard',
    table: 'incident',
    view: 'Active Cases',
    filterBy: 'createdon',
    timeframe: 'this-month',
    charts: [
      'incident: Active Cases > Cases by Priority',
      'incident: Active Cases > Case Mix by Type',
      'incident: Active Cases > Cases by Product',
    ],
    tiles: [
      'incident: My Active Cases',
      'incident: Escalated Cases',
      'incident: Cases Opened in Last 7 Days',
    ],
    streams: [
      'incident: My Active Cases',
      'queueitem: Items Available to Work On',
      'activitypointer: My Activities',
    ],
  },
  {
    name: 'Knowledge Manager|Wissensmanager',
    rows: [
      [
        'knowledgearticle: All Articles > Articles by Status',
        'knowledgearticle: Published Articles > Most Viewed Articles',
      ],
      ['knowledgearticle: Expiring Articles', 'knowledgearticle: My Draft Articles'],
    ],
  },
];
