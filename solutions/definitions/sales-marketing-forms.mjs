import { part, subgrid, timeline } from './base-forms-parts.mjs';

const { section, column, single, history } = part;

const list = (label, relationship, table) =>
  section(label, [subgrid(relationship, table, label, 6)], { hideLabel: true });

const activityForm = (label, fields) => ({
  main: {
    header: 'prioritycode statuscode ownerid',
    tabs: [
      single(
        label,
        section(label, `subject+ regardingobjectid ${fields} scheduledstart scheduledend description:5+`, {
          columns: 2,
        }),
        history,
      ),
    ],
  },
  quickCreate: `subject regardingobjectid ${fields.split(' ')[0]} scheduledend ownerid`,
  card: ['subject', 'regardingobjectid statecode'],
});

/** Forms of campaigns and marketing lists: see solutions/README.md for the notation. */
export const salesMarketingForms = {
  campaign: {
    main: {
      header: 'statuscode proposedstart proposedend ownerid',
      tabs: [
        {
          label: 'Summary|Zusammenfassung',
          columns: [
            column(
              50,
              section('Campaign', 'name codename typecode expectedresponse objective:3'),
              section('Dates|Termine', 'proposedstart proposedend actualstart actualend'),
              section(
                'Financials|Finanzen',
                'transactioncurrencyid budgetedcost othercost expectedrevenue pricelistid',
              ),
            ),
            column(50, section('Timeline|Zeitachse', [timeline])),
          ],
        },
        {
          label: 'Lists and Responses|Listen und Reaktionen',
          columns: [
            column(
              100,
              list('Marketing Lists', 'campaignlist_association', 'list'),
              list('Campaign Activities', 'Campaign_CampaignActivities', 'campaignactivity'),
              list('Campaign Responses', 'Campaign_CampaignResponses', 'campaignresponse'),
              history,
            ),
          ],
        },
      ],
    },
    quickCreate: 'name typecode proposedstart proposedend ownerid',
    card: ['name', 'typecode statuscode'],
  },
  list: {
    main: {
      header: 'statecode! membercount! ownerid',
      tabs: [
        {
          label: 'Summary|Zusammenfassung',
          columns: [
            column(
              50,
              section(
                'Marketing List',
                'listname type createdfromcode purpose source cost transactioncurrencyid lastusedon! lockstatus description:3',
              ),
              history,
            ),
            column(
              50,
              list('Accounts', 'listaccount_association', 'account'),
              list('Contacts', 'listcontact_association', 'contact'),
              list('Leads', 'listlead_association', 'lead'),
              list('Campaigns', 'campaignlist_association', 'campaign'),
            ),
          ],
        },
      ],
    },
    quickCreate: 'listname createdfromcode type purpose ownerid',
    card: ['listname', 'createdfromcode membercount'],
  },
  campaignresponse: activityForm(
    'Campaign Response',
    'responsecode receivedon customer firstname lastname companyname emailaddress telephone',
  ),
  campaignactivity: activityForm(
    'Campaign Activity',
    'channeltypecode budgetedcost actualcost transactioncurrencyid',
  ),
};
