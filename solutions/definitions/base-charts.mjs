/** Charts of the base solution, by table: see solutions/README.md for the notation. */
export const baseCharts = {
  account: [
    {
      name: 'Accounts by Industry|Firmen nach Branche',
      default: true,
      type: 'bar',
      by: 'industrycode',
      order: 'measure',
    },
    { name: 'Accounts by Owner|Firmen nach Besitzer', type: 'bar', by: 'ownerid', order: 'measure' },
    { name: 'New Accounts by Month|Neue Firmen nach Monat', type: 'column', by: 'createdon.month' },
  ],
  contact: [
    {
      name: 'Contacts by Company|Kontakte nach Unternehmen',
      default: true,
      type: 'bar',
      by: 'parentcustomerid',
      filter: 'parentcustomerid not-null',
      top: 10,
    },
    {
      name: 'Contacts by Preferred Contact Method|Kontakte nach bevorzugtem Kontaktweg',
      type: 'pie',
      by: 'preferredcontactmethodcode',
    },
  ],
  activitypointer: [
    {
      name: 'Activities by Type and Priority|Aktivitäten nach Typ und Priorität',
      default: true,
      type: 'stackedColumn',
      by: 'activitytypecode prioritycode',
    },
    {
      name: 'Activities by Month Due|Aktivitäten nach Fälligkeitsmonat',
      type: 'column',
      by: 'scheduledend.month',
      filter: 'scheduledend not-null',
    },
    {
      name: 'Activities by Owner and Priority|Aktivitäten nach Besitzer und Priorität',
      type: 'stackedBar',
      by: 'ownerid prioritycode',
    },
  ],
};
