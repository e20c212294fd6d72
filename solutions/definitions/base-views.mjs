import { followed } from './followed.mjs';
import { baseWorkViews } from './base-work-views.mjs';

/**
 * Views of the base solution, by table: see solutions/README.md for the notation. `columns` are the cells of all views
 * that name none of their own; `quickFind` the columns that quick find searches.
 */
const activityColumns =
  'subject:300 regardingobjectid:180 prioritycode:100 scheduledend:150 ownerid:150 statecode:110';
const simple = (columns, quickFind, order, extra = {}) => ({ columns, quickFind, order, ...extra });

const activityViews = (one, many, oneDe, manyDe) => [
  { name: `My ${many}|Meine ${manyDe}`, default: true, filter: 'ownerid eq-userid & statecode in 0,3' },
  { name: `Open ${many}|Offene ${manyDe}`, filter: 'statecode in 0,3' },
  {
    name: `Overdue ${many}|Überfällige ${manyDe}`,
    filter: 'statecode in 0,3 & scheduledend olderthan-x-days 1',
  },
  { name: `Completed ${many}|Abgeschlossene ${manyDe}`, filter: 'statecode eq 1', order: '-scheduledend' },
  { name: `All ${many}|Alle ${manyDe}`, filter: '', order: '-scheduledend' },
];

export const baseViews = {
  ...baseWorkViews,
  account: {
    columns:
      'name:300 telephone1:150 address1_city:150 primarycontactid:180 primarycontactid>emailaddress1:220',
    quickFind: 'name accountnumber emailaddress1 telephone1',
    order: 'name',
    views: [
      {
        name: 'My Active Accounts|Meine aktiven Firmen',
        default: true,
        filter: 'statecode eq 0 & ownerid eq-userid',
      },
      { name: 'Active Accounts|Aktive Firmen', filter: 'statecode eq 0' },
      { name: 'Inactive Accounts|Inaktive Firmen', filter: 'statecode eq 1' },
      {
        name: 'All Accounts|Alle Firmen',
        filter: '',
        columns:
          'name:300 accountnumber:120 telephone1:150 address1_city:150 industrycode:200 ownerid:160 statecode:100',
      },
      followed('account', 'Accounts', 'Firmen'),
      {
        name: 'Accounts: No Orders in Last 6 Months|Firmen: Keine Aufträge in den letzten 6 Monaten',
        filter: 'statecode eq 0 & recent.salesorderid null',
        links: [
          {
            table: 'salesorder',
            from: 'customerid',
            to: 'accountid',
            alias: 'recent',
            filter: 'createdon last-x-months 6',
          },
        ],
        columns: 'name:300 telephone1:150 address1_city:150 primarycontactid:180 ownerid:160',
      },
      {
        name: 'Accounts: No Activity in Last 3 Months|Firmen: Keine Aktivität in den letzten 3 Monaten',
        filter: 'statecode eq 0 & recent.activityid null',
        links: [
          {
            table: 'activitypointer',
            from: 'regardingobjectid',
            to: 'accountid',
            alias: 'recent',
            filter: 'createdon last-x-months 3',
          },
        ],
        columns: 'name:300 telephone1:150 address1_city:150 primarycontactid:180 ownerid:160',
      },
      {
        name: 'Accounts: New This Month|Firmen: Neu in diesem Monat',
        filter: 'createdon this-month',
        columns: 'name:300 telephone1:150 address1_city:150 ownerid:160 createdon:140',
        order: '-createdon',
      },
      {
        name: 'Customers: Key Accounts|Kunden: Schlüsselkunden',
        filter: 'statecode eq 0 & accountcategorycode eq 1',
        columns: 'name:300 industrycode:200 revenue:140 numberofemployees:140 ownerid:160',
        order: '-revenue',
      },
    ],
  },
  contact: {
    columns: 'fullname:240 emailaddress1:220 parentcustomerid:220 telephone1:150',
    quickFind: 'fullname emailaddress1 telephone1 mobilephone',
    order: 'fullname',
    views: [
      {
        name: 'My Active Contacts|Meine aktiven Kontakte',
        default: true,
        filter: 'statecode eq 0 & ownerid eq-userid',
      },
      { name: 'Active Contacts|Aktive Kontakte', filter: 'statecode eq 0' },
      { name: 'Inactive Contacts|Inaktive Kontakte', filter: 'statecode eq 1' },
      {
        name: 'All Contacts|Alle Kontakte',
        filter: '',
        columns:
          'fullname:240 jobtitle:180 parentcustomerid:220 emailaddress1:220 mobilephone:150 ownerid:160 statecode:100',
      },
      followed('contact', 'Contacts', 'Kontakte'),
      {
        name: 'Contacts: Decision Makers|Kontakte: Entscheidungsträger',
        filter: 'statecode eq 0 & accountrolecode eq 1',
        columns: 'fullname:240 jobtitle:180 parentcustomerid:220 emailaddress1:220 telephone1:150',
      },
      {
        name: 'Contacts: Modified in Last 7 Days|Kontakte: In den letzten 7 Tagen geändert',
        filter: 'modifiedon last-x-days 7',
        columns: 'fullname:240 parentcustomerid:220 emailaddress1:220 modifiedby:160 modifiedon:150',
        order: '-modifiedon',
      },
    ],
  },
  activitypointer: {
    columns:
      'subject:280 activitytypecode:120 regardingobjectid:180 prioritycode:100 scheduledstart:150 scheduledend:150 ownerid:150 statecode:110',
    quickFind: 'subject',
    order: 'scheduledend',
    views: [
      {
        name: 'My Activities|Meine Aktivitäten',
        default: true,
        filter: 'ownerid eq-userid & statecode in 0,3',
      },
      { name: 'All Activities|Alle Aktivitäten', filter: '', order: '-scheduledend' },
      { name: 'Open Activities|Offene Aktivitäten', filter: 'statecode in 0,3' },
      {
        name: 'Closed Activities|Geschlossene Aktivitäten',
        filter: 'statecode in 1,2',
        order: '-actualend',
        columns:
          'subject:280 activitytypecode:120 regardingobjectid:180 actualend:150 ownerid:150 statecode:110',
      },
      {
        name: 'Overdue Activities|Überfällige Aktivitäten',
        filter: 'statecode in 0,3 & scheduledend olderthan-x-days 1',
      },
      {
        name: 'Activities Due in Next 7 Days|In den nächsten 7 Tagen fällige Aktivitäten',
        filter: 'statecode in 0,3 & scheduledend next-seven-days',
      },
      {
        name: 'My Team Members’ Activities|Aktivitäten meines Teams',
        filter: 'statecode in 0,3 & ownerid eq-useroruserhierarchy',
      },
    ],
  },
  task: {
    columns: `${activityColumns} percentcomplete:110`,
    quickFind: 'subject',
    order: 'scheduledend',
    views: activityViews('Task', 'Tasks', 'Aufgabe', 'Aufgaben'),
  },
  phonecall: {
    columns:
      'subject:300 phonenumber:150 directioncode:100 regardingobjectid:180 prioritycode:100 scheduledend:150 ownerid:150 statecode:110',
    quickFind: 'subject phonenumber',
    order: 'scheduledend',
    views: activityViews('Phone Call', 'Phone Calls', 'Telefonanruf', 'Telefonanrufe'),
  },
  appointment: {
    columns:
      'subject:300 location:180 scheduledstart:150 scheduledend:150 regardingobjectid:180 ownerid:150 statecode:110',
    quickFind: 'subject location',
    order: 'scheduledstart',
    views: [
      ...activityViews('Appointment', 'Appointments', 'Termin', 'Termine'),
      { name: 'Appointments This Week|Termine dieser Woche', filter: 'scheduledstart this-week' },
    ],
  },
  email: {
    columns: 'subject:300 sender:180 torecipients:200 regardingobjectid:180 statuscode:120 modifiedon:150',
    quickFind: 'subject sender torecipients',
    order: '-modifiedon',
    views: [
      { name: 'My Emails|Meine E-Mails', default: true, filter: 'ownerid eq-userid' },
      { name: 'My Draft Emails|Meine E-Mail-Entwürfe', filter: 'ownerid eq-userid & statuscode eq 1' },
      {
        name: 'My Sent Emails|Meine gesendeten E-Mails',
        filter: 'ownerid eq-userid & statuscode eq 3',
        columns: 'subject:300 torecipients:220 regardingobjectid:180 senton:150',
        order: '-senton',
      },
      {
        name: 'My Received Emails|Meine empfangenen E-Mails',
        filter: 'ownerid eq-userid & statuscode eq 4',
        columns: 'subject:300 sender:220 regardingobjectid:180 senton:150',
        order: '-senton',
      },
      { name: 'All Emails|Alle E-Mails', filter: '' },
    ],
  },
  annotation: simple(
    'subject:300 objectid:200 filename:180 createdby:160 modifiedon:150',
    'subject filename',
    '-modifiedon',
    {
      views: [
        { name: 'All Notes|Alle Notizen', default: true, filter: '' },
        { name: 'My Notes|Meine Notizen', filter: 'ownerid eq-userid' },
      ],
    },
  ),
  activityparty: simple(
    'partyid:220 participationtypemask:160 activityid:260 addressused:220',
    'addressused',
    'partyid',
    {
      views: [{ name: 'All Activity Parties|Alle Aktivitätsbeteiligten', default: true, filter: '' }],
    },
  ),
  transactioncurrency: simple(
    'currencyname:220 isocurrencycode:120 currencysymbol:120 exchangerate:140 currencyprecision:120',
    'currencyname isocurrencycode',
    'currencyname',
    {
      views: [
        { name: 'Active Currencies|Aktive Währungen', default: true, filter: 'statecode eq 0' },
        { name: 'Inactive Currencies|Inaktive Währungen', filter: 'statecode eq 1' },
        { name: 'All Currencies|Alle Währungen', filter: '' },
      ],
    },
  ),
  territory: simple('name:260 managerid:200 parentterritoryid:200', 'name', 'name', {
    views: [{ name: 'All Territories|Alle Gebiete', default: true, filter: '' }],
  }),
  position: simple('name:260 parentpositionid:220 description:260', 'name', 'name', {
    views: [{ name: 'All Positions|Alle Stellen', default: true, filter: '' }],
  }),
  customeraddress: simple(
    'name:220 parentid:220 addresstypecode:120 line1:220 postalcode:100 city:150 country:150',
    'name city postalcode',
    'name',
    {
      views: [{ name: 'All Addresses|Alle Adressen', default: true, filter: '' }],
    },
  ),
  systemuser: simple(
    'fullname:220 businessunitid:200 title:160 positionid:160 internalemailaddress:240',
    'fullname internalemailaddress',
    'fullname',
    {
      views: [
        { name: 'Enabled Users|Aktivierte Benutzer', default: true, filter: 'isdisabled eq 0' },
        { name: 'Disabled Users|Deaktivierte Benutzer', filter: 'isdisabled eq 1' },
        {
          name: 'My Direct Reports|Meine direkten Mitarbeiter',
          filter: 'parentsystemuserid eq-userid & isdisabled eq 0',
        },
      ],
    },
  ),
  team: simple('name:260 teamtype:120 businessunitid:220 administratorid:200', 'name', 'name', {
    views: [
      { name: 'My Teams|Meine Teams', default: true, filter: 'teamid eq-userteams' },
      { name: 'All Teams|Alle Teams', filter: '' },
      { name: 'All Owner Teams|Alle Besitzerteams', filter: 'teamtype eq 0' },
      { name: 'All Access Teams|Alle Zugriffsteams', filter: 'teamtype eq 1' },
    ],
  }),
  businessunit: simple('name:260 parentbusinessunitid:240 emailaddress:220 costcenter:140', 'name', 'name', {
    views: [
      {
        name: 'Active Business Units|Aktive Unternehmenseinheiten',
        default: true,
        filter: 'isdisabled eq 0',
      },
      { name: 'Inactive Business Units|Inaktive Unternehmenseinheiten', filter: 'isdisabled eq 1' },
    ],
  }),
};
