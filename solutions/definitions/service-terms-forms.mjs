import { part, subgrid, timeline } from './base-forms-parts.mjs';

const { section, column, single, history } = part;
const list = (label, relationship, table, rows = 6) =>
  section(label, [subgrid(relationship, table, label, rows)], { hideLabel: true });
const entitlementTerms =
  'allocationtypecode totalterms decreaseremainingon restrictcasecreation kbaccesslevel';

/** Forms of entitlements, SLAs and calendars: see solutions/README.md for the notation. */
export const serviceTermsForms = {
  entitlement: {
    main: {
      header: 'remainingterms! enddate statuscode ownerid',
      tabs: [
        {
          label: 'Summary|Zusammenfassung',
          columns: [
            column(
              33,
              section(
                'Entitlement',
                'name customerid startdate enddate isdefault slaid entitlementtemplateid description:3',
              ),
              section('Terms|Bedingungen', `${entitlementTerms} remainingterms!`),
            ),
            column(34, section('Timeline|Zeitachse', [timeline])),
            column(
              33,
              list('Entitlement Channels', 'entitlement_entitlementchannel', 'entitlementchannel'),
              list('Cases', 'entitlement_cases', 'incident'),
            ),
          ],
        },
        {
          label: 'Products and Contacts|Produkte und Kontakte',
          columns: [
            column(50, list('Products', 'product_entitlement_association', 'product', 8)),
            column(50, list('Contacts', 'entitlementcontacts_association', 'contact', 8), history),
          ],
        },
      ],
    },
    quickCreate: 'name customerid startdate enddate slaid totalterms ownerid',
    quickView: 'name customerid remainingterms enddate statecode',
    card: ['name', 'customerid remainingterms'],
  },
  entitlementchannel: {
    main: {
      header: 'entitlementid',
      tabs: [
        single(
          'Entitlement Channel',
          section('Entitlement Channel', 'name entitlementid channel totalterms remainingterms!', {
            columns: 2,
          }),
        ),
      ],
    },
    quickCreate: 'entitlementid channel totalterms',
    card: ['name', 'channel remainingterms'],
  },
  entitlementtemplate: {
    main: {
      header: 'allocationtypecode totalterms',
      tabs: [
        {
          label: 'Entitlement Template',
          columns: [
            column(
              50,
              section('Entitlement Template', 'name startdate enddate slaid description:4'),
              section('Terms|Bedingungen', entitlementTerms),
            ),
            column(
              50,
              list('Products', 'product_entitlementtemplate_association', 'product'),
              list('Entitlements', 'entitlementtemplate_entitlement', 'entitlement'),
              history,
            ),
          ],
        },
      ],
    },
    quickCreate: 'name allocationtypecode totalterms decreaseremainingon slaid',
    quickView: 'name allocationtypecode totalterms slaid',
    card: ['name', 'allocationtypecode totalterms'],
  },
  sla: {
    main: {
      header: 'isdefault statuscode ownerid',
      tabs: [
        {
          label: 'SLA',
          columns: [
            column(
              40,
              section(
                'SLA',
                'name applicablefrompicklist applicablefrom~ businesshoursid allowpauseresume slatype description:4',
              ),
              history,
            ),
            column(60, list('SLA Items', 'sla_slaitem_slaId', 'slaitem', 10)),
          ],
        },
      ],
    },
    quickCreate: 'name applicablefrompicklist businesshoursid ownerid',
    quickView: 'name applicablefrompicklist businesshoursid statecode',
    card: ['name', 'businesshoursid statecode'],
  },
  slaitem: {
    main: {
      header: 'warnafter failureafter ownerid',
      tabs: [
        {
          label: 'SLA Item',
          columns: [
            column(
              50,
              section('SLA Item', 'name slaid relatedfield sequencenumber allowpauseresume description:3'),
              section('Times|Zeiten', 'warnafter failureafter'),
            ),
            column(
              50,
              section('Conditions|Bedingungen', 'applicablewhenxml:5 successconditionsxml:5', {
                phone: false,
              }),
            ),
          ],
        },
      ],
    },
    quickCreate: 'name slaid relatedfield warnafter failureafter',
    card: ['name', 'warnafter failureafter'],
  },
  slakpiinstance: {
    main: {
      header: 'status failuretime ownerid',
      tabs: [
        single(
          'SLA KPI Instance',
          section('SLA KPI Instance', 'name regarding! slaitemid! status applicablefromvalue!', {
            columns: 2,
          }),
          section(
            'Times|Zeiten',
            'warningtime failuretime computedwarningtime! computedfailuretime! succeededon! pausedon! lastresumetime! elapsedtime! warningtimereached!',
            { columns: 2 },
          ),
        ),
      ],
    },
    quickView: 'name status warningtime failuretime succeededon',
    card: ['name', 'status failuretime'],
  },
  calendar: {
    main: {
      header: 'type isshared',
      tabs: [
        {
          label: 'Calendar',
          columns: [
            column(
              40,
              section('Calendar', 'name type holidayschedulecalendarid businessunitid description:4'),
              history,
            ),
            column(60, list('Calendar Rules', 'calendar_calendar_rules', 'calendarrule', 10)),
          ],
        },
      ],
    },
    quickCreate: 'name type holidayschedulecalendarid description:3',
    card: ['name', 'type'],
  },
  calendarrule: {
    main: {
      header: 'extentcode timecode',
      tabs: [
        single(
          'Calendar Rule',
          section(
            'Calendar Rule',
            'name calendarid effectiveintervalstart effectiveintervalend pattern timezonecode offset duration rank description:3+',
            { columns: 2 },
          ),
        ),
      ],
    },
    quickCreate: 'name calendarid extentcode effectiveintervalstart effectiveintervalend offset duration',
    card: ['name', 'effectiveintervalstart duration'],
  },
};
