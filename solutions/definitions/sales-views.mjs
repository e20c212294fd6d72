import { salesCatalogueViews, salesDocumentViews } from './sales-documents-views.mjs';

import { followed } from './followed.mjs';
import { salesMarketingViews } from './sales-marketing-views.mjs';

/** Views of the sales solution, by table: see solutions/README.md for the notation. */
export const salesViews = {
  ...salesDocumentViews,
  ...salesCatalogueViews,
  ...salesMarketingViews,
  lead: {
    columns: 'fullname:200 subject:260 companyname:220 statuscode:130 leadqualitycode:100 createdon:150',
    quickFind: 'fullname companyname subject emailaddress1',
    order: '-createdon',
    views: [
      {
        name: 'My Open Leads|Meine offenen Leads',
        default: true,
        filter: 'statecode eq 0 & ownerid eq-userid',
      },
      { name: 'Open Leads|Offene Leads', filter: 'statecode eq 0' },
      { name: 'All Leads|Alle Leads', filter: '' },
      {
        name: 'Closed Leads|Geschlossene Leads',
        filter: 'statecode in 1,2',
        columns: 'fullname:200 subject:260 companyname:220 statecode:130 statuscode:160 modifiedon:150',
        order: '-modifiedon',
      },
      { name: 'Leads Opened Last Week|In der letzten Woche eröffnete Leads', filter: 'createdon last-week' },
      { name: 'Leads Opened This Week|In dieser Woche eröffnete Leads', filter: 'createdon this-week' },
      {
        name: 'Leads Older Than 6 Months|Leads älter als 6 Monate',
        filter: 'statecode eq 0 & createdon olderthan-x-months 6',
      },
      followed('lead', 'Leads', 'Leads'),
      {
        name: 'Hot Leads|Heiße Leads',
        filter: 'statecode eq 0 & leadqualitycode eq 1',
        columns:
          'fullname:200 subject:260 companyname:220 estimatedamount:140 estimatedclosedate:140 ownerid:160',
        order: '-estimatedamount',
      },
    ],
  },
  opportunity: {
    columns:
      'name:280 parentaccountid:200 estimatedclosedate:140 estimatedvalue:140 closeprobability:110 opportunityratingcode:100 ownerid:160',
    quickFind: 'name parentaccountid parentcontactid',
    order: 'estimatedclosedate',
    views: [
      {
        name: 'My Open Opportunities|Meine offenen Verkaufschancen',
        default: true,
        filter: 'statecode eq 0 & ownerid eq-userid',
      },
      { name: 'Open Opportunities|Offene Verkaufschancen', filter: 'statecode eq 0' },
      {
        name: 'All Opportunities|Alle Verkaufschancen',
        filter: '',
        columns:
          'name:280 parentaccountid:200 estimatedclosedate:140 estimatedvalue:140 statecode:100 statuscode:120 ownerid:160',
      },
      {
        name: 'Won Opportunities|Gewonnene Verkaufschancen',
        filter: 'statecode eq 1',
        columns: 'name:280 parentaccountid:200 actualclosedate:140 actualvalue:140 ownerid:160',
        order: '-actualclosedate',
      },
      {
        name: 'Lost Opportunities|Verlorene Verkaufschancen',
        filter: 'statecode eq 2',
        columns:
          'name:280 parentaccountid:200 actualclosedate:140 estimatedvalue:140 statuscode:120 ownerid:160',
        order: '-actualclosedate',
      },
      {
        name: 'Closed Opportunities|Abgeschlossene Verkaufschancen',
        filter: 'statecode in 1,2',
        columns:
          'name:280 parentaccountid:200 actualclosedate:140 actualvalue:140 statuscode:120 ownerid:160',
        order: '-actualclosedate',
      },
      {
        name: 'Opportunities Closing This Month|In diesem Monat abzuschließende Verkaufschancen',
        filter: 'statecode eq 0 & estimatedclosedate this-month',
      },
      {
        name: 'Opportunities Closing Next Month|Im nächsten Monat abzuschließende Verkaufschancen',
        filter: 'statecode eq 0 & estimatedclosedate next-month',
      },
      {
        name: 'Opportunities Closed in Current Fiscal Year|Im laufenden Geschäftsjahr abgeschlossene Verkaufschancen',
        filter: 'statecode in 1,2 & actualclosedate this-fiscal-year',
        columns:
          'name:280 parentaccountid:200 actualclosedate:140 actualvalue:140 statuscode:120 ownerid:160',
        order: '-actualclosedate',
      },
      {
        name: 'Opportunities Opened Last Week|In der letzten Woche eröffnete Verkaufschancen',
        filter: 'createdon last-week',
        columns:
          'name:280 parentaccountid:200 estimatedclosedate:140 estimatedvalue:140 ownerid:160 createdon:150',
        order: '-createdon',
      },
      {
        name: 'My Team’s Open Opportunities|Offene Verkaufschancen meines Teams',
        filter: 'statecode eq 0 & ownerid eq-useroruserhierarchy',
      },
      followed('opportunity', 'Opportunities', 'Verkaufschancen'),
      {
        name: 'Open Opportunities by Account|Offene Verkaufschancen nach Firma',
        filter: 'statecode eq 0',
        columns:
          'name:280 parentaccountid:200 parentaccountid>address1_city:150 parentaccountid>telephone1:150 estimatedvalue:140 estimatedclosedate:140',
        order: 'parentaccountid',
      },
    ],
  },
  opportunityproduct: {
    columns:
      'opportunityproductname:220 productid:200 uomid:100 priceperunit:120 quantity:100 manualdiscountamount:120 extendedamount:130',
    quickFind: 'opportunityproductname',
    order: 'lineitemnumber',
    views: [{ name: 'All Opportunity Products|Alle Verkaufschancenprodukte', default: true, filter: '' }],
  },
  competitor: {
    columns: 'name:240 websiteurl:220 keyproduct:200 winpercentage:120',
    quickFind: 'name keyproduct',
    order: 'name',
    views: [{ name: 'All Competitors|Alle Mitbewerber', default: true, filter: '' }],
  },
  product: {
    columns: 'name:260 productnumber:140 parentproductid:180 price:120 validtodate:130 statecode:110',
    quickFind: 'name productnumber',
    order: 'name',
    views: [
      {
        name: 'Active Products|Aktive Produkte',
        default: true,
        filter: 'statecode eq 0 & productstructure ne 2',
      },
      {
        name: 'All Products, Families & Bundles|Alle Produkte, Familien und Bündel',
        filter: '',
        columns:
          'name:260 productnumber:140 productstructure:140 parentproductid:180 validtodate:130 statecode:110',
      },
      { name: 'Families and Bundles|Familien und Bündel', filter: 'productstructure in 2,3' },
      { name: 'Product Families|Produktfamilien', filter: 'productstructure eq 2' },
      { name: 'Products Under Revision|Produkte in Überarbeitung', filter: 'statecode eq 3' },
      { name: 'Retired Products|Eingestellte Produkte', filter: 'statecode eq 1' },
    ],
  },
  pricelevel: {
    columns: 'name:260 begindate:140 enddate:140 transactioncurrencyid:160',
    quickFind: 'name',
    order: 'name',
    views: [
      { name: 'Active Price Lists|Aktive Preislisten', default: true, filter: 'statecode eq 0' },
      { name: 'Inactive Price Lists|Inaktive Preislisten', filter: 'statecode eq 1' },
      { name: 'All Price Lists|Alle Preislisten', filter: '' },
    ],
  },
  uomschedule: {
    columns: 'name:260 baseuomname:200 statecode:120',
    quickFind: 'name',
    order: 'name',
    views: [
      { name: 'Active Unit Groups|Aktive Einheitengruppen', default: true, filter: 'statecode eq 0' },
      { name: 'Inactive Unit Groups|Inaktive Einheitengruppen', filter: 'statecode eq 1' },
      { name: 'All Unit Groups|Alle Einheitengruppen', filter: '' },
    ],
  },
  uom: {
    columns: 'name:220 uomscheduleid:200 quantity:120 baseuom:160',
    quickFind: 'name',
    order: 'name',
    views: [{ name: 'All Units|Alle Einheiten', default: true, filter: '' }],
  },
};
