/** Charts of the service solution, by table: see solutions/README.md for the notation. */
export const serviceCharts = {
  incident: [
    { name: 'Cases by Priority|Anfragen nach Priorität', default: true, type: 'column', by: 'prioritycode' },
    {
      name: 'Cases by Origin per Day|Anfragen nach Ursprung und Tag',
      type: 'stackedColumn',
      by: 'createdon.day caseorigincode',
      filter: 'createdon last-x-days 30',
    },
    {
      name: 'Cases by Product|Anfragen nach Produkt',
      type: 'bar',
      by: 'productid',
      filter: 'productid not-null',
      top: 10,
    },
    {
      name: 'Cases by Subject|Anfragen nach Thema',
      type: 'bar',
      by: 'subjectid',
      filter: 'subjectid not-null',
      order: 'measure',
    },
    { name: 'Case Mix by Type|Anfragen nach Typ', type: 'pie', by: 'casetypecode' },
    {
      name: 'Case Resolution Trend by Day|Lösungen von Anfragen nach Tag',
      type: 'line',
      by: 'modifiedon.day',
      filter: 'statecode eq 1 & modifiedon last-x-days 30',
    },
    {
      name: 'Customer Satisfaction|Kundenzufriedenheit',
      type: 'column',
      by: 'customersatisfactioncode',
      filter: 'customersatisfactioncode not-null',
    },
    { name: 'Service Leaderboard|Servicerangliste', type: 'bar', by: 'ownerid', order: 'measure' },
  ],
  slakpiinstance: [
    { name: 'SLA KPIs by Status|SLA-KPIs nach Status', default: true, type: 'doughnut', by: 'status' },
  ],
  knowledgearticle: [
    { name: 'Articles by Status|Artikel nach Status', default: true, type: 'column', by: 'statecode' },
    {
      name: 'Most Viewed Articles|Meistgelesene Artikel',
      type: 'bar',
      by: 'title',
      show: 'sum knowledgearticleviews',
      filter: 'knowledgearticleviews not-null',
      top: 10,
    },
  ],
};
