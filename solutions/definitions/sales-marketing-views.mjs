/** Views of campaigns and marketing lists: see solutions/README.md for the notation. */
export const salesMarketingViews = {
  campaign: {
    columns: 'name:260 typecode:140 statuscode:130 proposedstart:130 proposedend:130 ownerid:160',
    quickFind: 'name codename',
    order: 'name',
    views: [
      { name: 'My Campaigns|Meine Kampagnen', default: true, filter: 'statecode eq 0 & ownerid eq-userid' },
      { name: 'Active Campaigns|Aktive Kampagnen', filter: 'statecode eq 0' },
      { name: 'Launched Campaigns|Gestartete Kampagnen', filter: 'statecode eq 0 & statuscode eq 2' },
      { name: 'Inactive Campaigns|Inaktive Kampagnen', filter: 'statecode eq 1' },
      { name: 'All Campaigns|Alle Kampagnen', filter: '' },
    ],
  },
  list: {
    columns: 'listname:260 createdfromcode:130 type:110 membercount:120 lastusedon:130 ownerid:160',
    quickFind: 'listname purpose',
    order: 'listname',
    views: [
      {
        name: 'My Active Marketing Lists|Meine aktiven Marketinglisten',
        default: true,
        filter: 'statecode eq 0 & ownerid eq-userid',
      },
      { name: 'Active Marketing Lists|Aktive Marketinglisten', filter: 'statecode eq 0' },
      { name: 'Inactive Marketing Lists|Inaktive Marketinglisten', filter: 'statecode eq 1' },
      { name: 'All Marketing Lists|Alle Marketinglisten', filter: '' },
    ],
  },
  campaignresponse: {
    columns: 'subject:260 regardingobjectid:200 responsecode:140 receivedon:130 ownerid:160 statecode:110',
    quickFind: 'subject lastname companyname',
    order: '-receivedon',
    views: [
      {
        name: 'Open Campaign Responses|Offene Kampagnenreaktionen',
        default: true,
        filter: 'statecode eq 0',
      },
      { name: 'All Campaign Responses|Alle Kampagnenreaktionen', filter: '' },
    ],
  },
  campaignactivity: {
    columns:
      'subject:260 regardingobjectid:200 channeltypecode:120 scheduledend:150 ownerid:160 statecode:110',
    quickFind: 'subject',
    order: 'scheduledend',
    views: [
      {
        name: 'Open Campaign Activities|Offene Kampagnenaktivitäten',
        default: true,
        filter: 'statecode eq 0',
      },
      { name: 'All Campaign Activities|Alle Kampagnenaktivitäten', filter: '' },
    ],
  },
};
