/** Charts of the sales solution, by table: see solutions/README.md for the notation. */

/** The three charts that quotes, orders and invoices have. */
const documentCharts = (many, manyDe, month) => [
  {
    name: `${many} Value by Status|${manyDe}: Wert nach Status`,
    default: true,
    type: 'column',
    by: 'statecode',
    show: 'sum totalamount',
  },
  {
    name: `${many} Value by Month|${manyDe}: Wert nach Monat`,
    type: 'column',
    by: `${month}.month`,
    show: 'sum totalamount',
    filter: `${month} not-null`,
  },
  {
    name: `${many} Value by Owner|${manyDe}: Wert nach Besitzer`,
    type: 'bar',
    by: 'ownerid',
    show: 'sum totalamount',
    order: 'measure',
  },
];

export const salesCharts = {
  opportunity: [
    {
      name: 'Sales Pipeline|Vertriebspipeline',
      default: true,
      type: 'funnel',
      by: 'salesstage',
      show: 'sum estimatedvalue',
      filter: 'statecode eq 0',
    },
    {
      name: 'Sales Leaderboard|Vertriebsrangliste',
      type: 'bar',
      by: 'ownerid',
      show: 'sum actualvalue',
      filter: 'statecode eq 1',
      order: 'measure',
    },
    {
      name: 'Top Opportunities|Beste Verkaufschancen',
      type: 'bar',
      by: 'name',
      show: 'sum estimatedvalue',
      filter: 'statecode eq 0',
      top: 10,
    },
    {
      name: 'Top Customers|Beste Kunden',
      type: 'bar',
      by: 'parentaccountid',
      show: 'sum actualvalue',
      filter: 'statecode eq 1 & parentaccountid not-null',
      top: 10,
    },
    {
      name: 'Estimated vs. Actual Revenue by Month|Geschätzter und tatsächlicher Umsatz nach Monat',
      type: 'column',
      by: 'estimatedclosedate.month',
      show: 'sum estimatedvalue, sum actualvalue',
      filter: 'estimatedclosedate not-null',
    },
    {
      name: 'Estimated vs. Actual Revenue by Fiscal Period|Geschätzter und tatsächlicher Umsatz nach Geschäftsperiode',
      type: 'line',
      by: 'estimatedclosedate.fiscal-period',
      show: 'sum estimatedvalue, sum actualvalue',
      filter: 'estimatedclosedate not-null',
    },
    {
      name: 'Won vs. Lost by Owner|Gewonnen und verloren nach Besitzer',
      type: 'stackedBar',
      by: 'ownerid statecode',
      filter: 'statecode in 1,2',
    },
    {
      name: 'Won vs. Lost by Fiscal Period|Gewonnen und verloren nach Geschäftsperiode',
      type: 'stackedColumn100',
      by: 'actualclosedate.fiscal-period statecode',
      filter: 'statecode in 1,2 & actualclosedate not-null',
    },
    {
      name: 'Revenue by Rating|Umsatz nach Bewertung',
      type: 'doughnut',
      by: 'opportunityratingcode',
      show: 'sum estimatedvalue',
    },
  ],
  lead: [
    { name: 'Leads by Source|Leads nach Quelle', default: true, type: 'pie', by: 'leadsourcecode' },
    { name: 'Leads by Rating|Leads nach Bewertung', type: 'column', by: 'leadqualitycode' },
    { name: 'Leads by Owner|Leads nach Besitzer', type: 'bar', by: 'ownerid', order: 'measure' },
    { name: 'Incoming Leads by Month|Eingehende Leads nach Monat', type: 'area', by: 'createdon.month' },
  ],
  quote: documentCharts('Quote', 'Angebote', 'createdon'),
  salesorder: documentCharts('Order', 'Aufträge', 'createdon'),
  invoice: documentCharts('Invoice', 'Rechnungen', 'createdon'),
};
