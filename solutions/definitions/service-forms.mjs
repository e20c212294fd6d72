import { activityForm, part, quickView, subgrid, timeline } from './base-forms-parts.mjs';
import { serviceTermsForms } from './service-terms-forms.mjs';

const { section, column, single, history } = part;
const list = (label, relationship, table, rows = 6) =>
  section(label, [subgrid(relationship, table, label, rows)], { hideLabel: true });

/** Forms of the service solution, by table: see solutions/README.md for the notation. */
export const serviceForms = {
  incident: {
    main: {
      header: 'prioritycode statuscode ownerid',
      tabs: [
        {
          label: 'Summary|Zusammenfassung',
          columns: [
            column(
              33,
              section(
                'Case Details|Details der Anfrage',
                'ticketnumber! title subjectid customerid caseorigincode primarycontactid productid entitlementid description:4',
              ),
            ),
            column(34, section('Timeline|Zeitachse', [timeline])),
            column(
              33,
              section('Customer', [quickView('customerid', 'account contact')]),
              section(
                'Service Level Timers|SLA-Zeitgeber',
                'responseby! firstresponsebykpiid! resolveby! resolvebykpiid!',
              ),
            ),
          ],
        },
        {
          label: 'Details',
          columns: [
            column(
              50,
              section(
                'Additional Details|Weitere Details',
                'casetypecode parentcaseid isescalated escalatedon! followupby firstresponsesent customercontacted customersatisfactioncode',
              ),
              section(
                'Product and Service|Produkt und Service',
                'productserialnumber contractservicelevelcode severitycode servicestage decremententitlementterm actualserviceunits billedserviceunits',
              ),
            ),
            column(
              50,
              section(
                'Contact Details|Kontaktdaten',
                'responsiblecontactid emailaddress socialprofileid~ messagetypecode~ activitiescomplete',
              ),
              section('On Hold Time|Wartezeit', 'onholdtime! lastonholdtime!', { phone: false }),
              history,
            ),
          ],
        },
        {
          label: 'Case Relationships|Beziehungen der Anfrage',
          columns: [
            column(
              50,
              list('Child Cases', 'incident_parent_incident', 'incident'),
              list('Merged Cases|Zusammengeführte Anfragen', 'incident_master_incident', 'incident'),
            ),
            column(
              50,
              list('Similar Cases|Ähnliche Anfragen', 'incident_connections1', 'connection'),
              list('Knowledge Articles', 'knowledgearticle_incidents', 'knowledgearticle'),
            ),
          ],
        },
        {
          label: 'SLA',
          columns: [
            column(
              100,
              section('SLA', 'slaid slainvokedid! firstresponseslastatus! resolvebyslastatus!', {
                columns: 2,
              }),
              list('SLA KPI Instances', 'slakpiinstance_incident', 'slakpiinstance', 8),
            ),
          ],
        },
      ],
    },
    quickCreate:
      'customerid title subjectid caseorigincode prioritycode productid primarycontactid ownerid description:4',
    quickView: 'ticketnumber customerid prioritycode statuscode ownerid createdon',
    card: ['title', 'ticketnumber prioritycode'],
  },
  incidentresolution: {
    main: {
      header: 'statuscode! ownerid',
      tabs: [
        single(
          'Case Resolution',
          section(
            'Case Resolution',
            'subject+ incidentid resolutiontypecode timespent totaltimespent! actualend description:5+',
            {
              columns: 2,
            },
          ),
        ),
      ],
    },
    quickCreate: 'subject incidentid resolutiontypecode timespent description:4',
    quickView: 'subject resolutiontypecode timespent actualend ownerid',
    card: ['subject', 'resolutiontypecode timespent'],
  },
  knowledgearticle: {
    main: {
      header: 'articlepublicnumber! languagelocaleid statuscode ownerid',
      tabs: [
        {
          label: 'Content',
          columns: [
            column(66, section('Content', 'title keywords description content:14')),
            column(34, section('Timeline|Zeitachse', [timeline])),
          ],
        },
        {
          label: 'Summary|Zusammenfassung',
          columns: [
            column(
              50,
              section(
                'Basic|Allgemeines',
                'subjectid primaryauthorid isinternal readyforreview review publishon expirationdate expirationstateid',
              ),
              section(
                'Versions|Versionen',
                'majorversionnumber! minorversionnumber! islatestversion! rootarticleid! previousarticlecontentid!',
              ),
            ),
            column(
              50,
              section('Analytics|Auswertung', 'knowledgearticleviews! rating! rating_count!'),
              history,
            ),
          ],
        },
        {
          label: 'Related Records|Verwandte Datensätze',
          columns: [
            column(
              50,
              list(
                'Article Versions|Artikelversionen',
                'knowledgearticle_rootarticle_id',
                'knowledgearticle',
              ),
              list('Related Articles|Verwandte Artikel', 'knowledgearticle_connections1', 'connection'),
            ),
            column(50, list('Related Cases|Verwandte Anfragen', 'knowledgearticle_incidents', 'incident')),
          ],
        },
      ],
    },
    quickCreate: 'title keywords subjectid languagelocaleid description content:8',
    quickView: 'articlepublicnumber title statuscode publishon ownerid',
    card: ['title', 'articlepublicnumber rating'],
  },
  serviceappointment: activityForm(
    'subject+ customers+ resources+ location isalldayevent scheduledstart scheduledend scheduleddurationminutes!',
    {
      tab: 'Service Activity',
      label: 'Service Activity',
      header: 'prioritycode scheduledstart statuscode ownerid',
      quickCreate:
        'subject customers resources location scheduledstart scheduledend regardingobjectid ownerid description:4',
    },
  ),
  ...serviceTermsForms,
};
