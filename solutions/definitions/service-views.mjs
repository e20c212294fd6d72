import { followed } from './followed.mjs';

const simple = (columns, quickFind, order, views) => ({ columns, quickFind, order, views });
const all = (english, german) => ({ name: `All ${english}|Alle ${german}`, default: true, filter: '' });
/** Views of the service solution, by table: see solutions/README.md for the notation. */
export const serviceViews = {
  incident: simple(
    'title:280 ticketnumber:150 prioritycode:100 caseorigincode:110 customerid:200 statuscode:140 ownerid:160 createdon:150',
    'title ticketnumber',
    '-createdon',
    [
      {
        name: 'My Active Cases|Meine aktiven Anfragen',
        default: true,
        filter: 'statecode eq 0 & ownerid eq-userid',
      },
      { name: 'Active Cases|Aktive Anfragen', filter: 'statecode eq 0' },
      { name: 'All Cases|Alle Anfragen', filter: '' },
      {
        name: 'Resolved Cases|Gelöste Anfragen',
        filter: 'statecode eq 1',
        columns:
          'title:280 ticketnumber:150 prioritycode:100 customerid:200 statuscode:160 ownerid:160 modifiedon:150',
        order: '-modifiedon',
      },
      {
        name: 'My Resolved Cases|Meine gelösten Anfragen',
        filter: 'statecode eq 1 & ownerid eq-userid',
        columns: 'title:280 ticketnumber:150 prioritycode:100 customerid:200 statuscode:160 modifiedon:150',
        order: '-modifiedon',
      },
      { name: 'Inactive Cases|Inaktive Anfragen', filter: 'statecode in 1,2', order: '-modifiedon' },
      {
        name: 'Cases Opened in Last 7 Days|In den letzten 7 Tagen eröffnete Anfragen',
        filter: 'createdon last-x-days 7',
      },
      {
        name: 'Escalated Cases|Eskalierte Anfragen',
        filter: 'statecode eq 0 & isescalated eq 1',
        columns:
          'title:280 ticketnumber:150 prioritycode:100 customerid:200 escalatedon:150 ownerid:160 createdon:150',
        order: '-escalatedon',
      },
      followed('incident', 'Cases', 'Anfragen'),
      {
        name: 'Child Cases|Untergeordnete Anfragen',
        filter: 'parentcaseid not-null',
        columns:
          'title:280 ticketnumber:150 parentcaseid:220 prioritycode:100 customerid:200 statuscode:140 ownerid:160',
      },
    ],
  ),
  incidentresolution: simple(
    'subject:280 incidentid:220 resolutiontypecode:160 timespent:120 actualend:150 ownerid:160',
    'subject',
    '-actualend',
    [
      all('Case Resolutions', 'Lösungen von Anfragen'),
      { name: 'My Case Resolutions|Meine Lösungen von Anfragen', filter: 'ownerid eq-userid' },
    ],
  ),
  knowledgearticle: simple(
    'title:300 articlepublicnumber:150 languagelocaleid:120 rating:90 publishon:150',
    'title keywords content articlepublicnumber',
    'title',
    [
      {
        name: 'Published Articles|Veröffentlichte Artikel',
        default: true,
        filter: 'statecode eq 3 & islatestversion eq 1',
      },
      {
        name: 'My Active Articles|Meine aktiven Artikel',
        filter: 'statecode in 0,1,2,3 & ownerid eq-userid',
        columns: 'title:300 articlepublicnumber:150 statuscode:130 languagelocaleid:120 modifiedon:150',
      },
      {
        name: 'Draft Articles|Artikelentwürfe',
        filter: 'statecode eq 0',
        columns: 'title:300 articlepublicnumber:150 statuscode:130 ownerid:160 modifiedon:150',
        order: '-modifiedon',
      },
      {
        name: 'My Draft Articles|Meine Artikelentwürfe',
        filter: 'statecode eq 0 & ownerid eq-userid',
        columns: 'title:300 articlepublicnumber:150 statuscode:130 modifiedon:150',
        order: '-modifiedon',
      },
      {
        name: 'Expiring Articles|Bald ablaufende Artikel',
        filter: 'statecode eq 3 & expirationdate next-x-days 30',
        columns: 'title:300 articlepublicnumber:150 expirationdate:150 ownerid:160',
        order: 'expirationdate',
      },
      {
        name: 'Expired Articles|Abgelaufene Artikel',
        filter: 'statecode eq 4',
        columns: 'title:300 articlepublicnumber:150 expirationdate:150 ownerid:160',
        order: '-expirationdate',
      },
      {
        name: 'Most Viewed Articles|Meistgelesene Artikel',
        filter: 'statecode eq 3',
        columns: 'title:300 articlepublicnumber:150 knowledgearticleviews:120 rating:90 publishon:150',
        order: '-knowledgearticleviews',
      },
      {
        name: 'All Articles|Alle Artikel',
        filter: '',
        columns:
          'title:300 articlepublicnumber:150 statecode:120 languagelocaleid:120 ownerid:160 modifiedon:150',
      },
    ],
  ),
  serviceappointment: simple(
    'subject:280 regardingobjectid:200 location:160 scheduledstart:150 scheduledend:150 statuscode:130 ownerid:160',
    'subject location',
    'scheduledstart',
    [
      {
        name: 'My Service Activities|Meine Serviceaktivitäten',
        default: true,
        filter: 'ownerid eq-userid & statecode in 0,3',
      },
      { name: 'Open Service Activities|Offene Serviceaktivitäten', filter: 'statecode in 0,3' },
      {
        name: 'Closed Service Activities|Geschlossene Serviceaktivitäten',
        filter: 'statecode in 1,2',
        order: '-scheduledstart',
      },
      { name: 'All Service Activities|Alle Serviceaktivitäten', filter: '', order: '-scheduledstart' },
    ],
  ),
  entitlement: simple(
    'name:260 customerid:220 remainingterms:130 enddate:130 statecode:110',
    'name',
    'name',
    [
      { name: 'Active Entitlements|Aktive Ansprüche', default: true, filter: 'statecode eq 1' },
      { name: 'Draft Entitlements|Anspruchsentwürfe', filter: 'statecode eq 0' },
      { name: 'Expired Entitlements|Abgelaufene Ansprüche', filter: 'statecode eq 3', order: '-enddate' },
      { name: 'Inactive Entitlements|Inaktive Ansprüche', filter: 'statecode in 2,3' },
      { name: 'All Entitlements|Alle Ansprüche', filter: '' },
    ],
  ),
  entitlementchannel: simple(
    'channel:140 entitlementid:240 totalterms:130 remainingterms:130',
    'name',
    'channel',
    [all('Entitlement Channels', 'Anspruchskanäle')],
  ),
  entitlementtemplate: simple(
    'name:260 allocationtypecode:160 totalterms:120 startdate:130 enddate:130',
    'name',
    'name',
    [all('Entitlement Templates', 'Anspruchsvorlagen')],
  ),
  sla: simple(
    'name:260 applicablefrompicklist:160 businesshoursid:200 isdefault:110 statecode:110',
    'name',
    'name',
    [
      { name: 'Active SLAs|Aktive SLAs', default: true, filter: 'statecode eq 1' },
      { name: 'Draft SLAs|SLA-Entwürfe', filter: 'statecode eq 0' },
      { name: 'All SLAs|Alle SLAs', filter: '' },
    ],
  ),
  slaitem: simple(
    'name:240 slaid:200 relatedfield:180 warnafter:120 failureafter:120 sequencenumber:90',
    'name',
    'sequencenumber',
    [all('SLA Items', 'SLA-Elemente')],
  ),
  slakpiinstance: simple(
    'name:220 regarding:260 status:160 failuretime:150 warningtime:150',
    'name',
    'failuretime',
    [
      { name: 'SLA KPIs in Progress|SLA-KPIs in Bearbeitung', default: true, filter: 'status eq 0' },
      { name: 'SLA KPIs Nearing Noncompliance|SLA-KPIs kurz vor Nichteinhaltung', filter: 'status eq 2' },
      {
        name: 'Noncompliant SLA KPIs|Nicht eingehaltene SLA-KPIs',
        filter: 'status eq 1',
        order: '-failuretime',
      },
      { name: 'All SLA KPIs|Alle SLA-KPIs', filter: '' },
    ],
  ),
  calendar: simple('name:260 type:160 holidayschedulecalendarid:200 description:260', 'name', 'name', [
    { name: 'Service Calendars|Servicekalender', default: true, filter: 'type eq 1' },
    { name: 'Holiday Schedules|Feiertagspläne', filter: 'type eq 2', columns: 'name:260 description:320' },
    { name: 'All Calendars|Alle Kalender', filter: '' },
  ]),
  calendarrule: simple(
    'name:220 calendarid:200 extentcode:130 effectiveintervalstart:140 effectiveintervalend:140 offset:110 duration:110',
    'name',
    'effectiveintervalstart',
    [
      all('Calendar Rules', 'Kalenderregeln'),
      {
        name: 'Holidays|Feiertage',
        filter: 'extentcode eq 2',
        columns: 'name:220 calendarid:200 effectiveintervalstart:140 effectiveintervalend:140',
      },
    ],
  ),
};
