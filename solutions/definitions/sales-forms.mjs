import { salesCatalogueForms, salesDocumentForms } from './sales-documents-forms.mjs';
import { salesMarketingForms } from './sales-marketing-forms.mjs';
import { part, quickView, subgrid, timeline } from './base-forms-parts.mjs';

const { section, column, single, consent, street, history } = part;

const list = (label, relationship, table, rows = 4, options = {}) =>
  section(label, [subgrid(relationship, table, label, rows, options)], { hideLabel: true });
const stakeholders = (table) =>
  list('Stakeholders|Beteiligte', `${table}_connections1`, 'connection', 4, { view: 'Stakeholders' });

const listTab = (label, relationship, table) => ({
  label,
  columns: [column(100, section(label, [subgrid(relationship, table, label, 8)], { hideLabel: true }))],
});

/** Forms of the sales solution, by table: see solutions/README.md for the notation. */
export const salesForms = {
  ...salesDocumentForms,
  ...salesCatalogueForms,
  ...salesMarketingForms,
  lead: {
    main: {
      header: 'leadsourcecode leadqualitycode statuscode ownerid',
      tabs: [
        {
          label: 'Summary|Zusammenfassung',
          columns: [
            column(
              33,
              section(
                'Contact',
                'subject salutation~ firstname lastname jobtitle telephone1 mobilephone emailaddress1',
              ),
              section('Company|Unternehmen', `companyname websiteurl ${street} address1_composite!:3`),
            ),
            column(34, section('Timeline|Zeitachse', [timeline])),
            column(
              33,
              section(
                'Qualification|Qualifizierung',
                'parentcontactid parentaccountid purchasetimeframe budgetamount purchaseprocess decisionmaker estimatedamount estimatedclosedate',
              ),
              stakeholders('lead'),
              section(
                'Competitors',
                [subgrid('leadcompetitors_association', 'competitor', 'Competitors', 4)],
                { hideLabel: true },
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
                'Company Profile|Firmenprofil',
                'industrycode revenue numberofemployees sic transactioncurrencyid',
              ),
              section('Description', ['description:5'], { hideLabel: true }),
            ),
            column(
              50,
              section(
                'Needs|Bedarf',
                'need budgetstatus initialcommunication confirminterest evaluatefit campaignid qualifyingopportunityid!',
              ),
              section('Contact Preferences|Kontakteinstellungen', consent),
              history,
            ),
          ],
        },
      ],
    },
    quickCreate:
      'subject firstname lastname companyname jobtitle emailaddress1 telephone1 leadsourcecode leadqualitycode ownerid',
    quickView: 'subject companyname emailaddress1 telephone1 leadqualitycode ownerid',
    card: ['fullname', 'companyname leadqualitycode'],
  },
  opportunity: {
    main: {
      header: 'estimatedclosedate estimatedvalue closeprobability ownerid',
      tabs: [
        {
          label: 'Summary|Zusammenfassung',
          columns: [
            column(
              33,
              section(
                'Opportunity Information|Informationen zur Verkaufschance',
                'name parentcontactid parentaccountid salesstage opportunityratingcode purchasetimeframe transactioncurrencyid budgetamount purchaseprocess',
              ),
              section('Description', 'description:3 currentsituation:3 customerneed:3 proposedsolution:3'),
            ),
            column(34, section('Timeline|Zeitachse', [timeline])),
            column(
              33,
              section('Account', [quickView('parentaccountid', 'account', 'Account Card')]),
              section('Contact', [quickView('parentcontactid', 'contact', 'Contact Card')]),
              stakeholders('opportunity'),
              list('Sales Team|Vertriebsteam', 'opportunity_connections1', 'connection', 4, {
                view: 'Sales Team Members',
              }),
              section(
                'Competitors',
                [subgrid('opportunitycompetitors_association', 'competitor', 'Competitors', 4)],
                { hideLabel: true },
              ),
            ),
          ],
        },
        {
          label: 'Product Line Items|Produktpositionen',
          columns: [
            column(
              100,
              section('Pricing|Preise', 'pricelevelid isrevenuesystemcalculated', { columns: 2 }),
              section(
                'Line Items|Positionen',
                [subgrid('product_opportunities', 'opportunityproduct', 'Line Items|Positionen', 8)],
                { hideLabel: true },
              ),
              section(
                'Totals|Summen',
                'totallineitemamount! discountpercentage discountamount totalamountlessfreight! freightamount totaltax! totalamount!',
                { columns: 2 },
              ),
            ),
          ],
        },
        listTab('Quotes', 'opportunity_quotes', 'quote'),
        {
          label: 'Sales Process|Vertriebsprozess',
          phone: false,
          columns: [
            column(
              33,
              section(
                'Develop',
                'customerpainpoints:3 identifycustomercontacts identifycompetitors decisionmaker need budgetstatus',
              ),
            ),
            column(
              34,
              section(
                'Propose',
                'identifypursuitteam developproposal completeinternalreview presentproposal',
              ),
            ),
            column(
              33,
              section(
                'Close',
                'completefinalproposal presentfinalproposal finaldecisiondate sendthankyounote filedebrief actualclosedate actualvalue originatingleadid',
              ),
              history,
            ),
          ],
        },
      ],
    },
    quickCreate:
      'name parentaccountid parentcontactid estimatedclosedate estimatedvalue transactioncurrencyid purchasetimeframe ownerid',
    quickView: 'parentaccountid estimatedclosedate estimatedvalue closeprobability ownerid',
    card: ['name', 'parentaccountid estimatedvalue'],
  },
  opportunityproduct: {
    main: {
      header: 'extendedamount!',
      tabs: [
        single(
          'Opportunity Product',
          section(
            'Product',
            'opportunityid isproductoverridden productid productdescription uomid lineitemnumber',
            { columns: 2 },
          ),
          section(
            'Pricing|Preise',
            'ispriceoverridden priceperunit quantity volumediscountamount! manualdiscountamount tax baseamount! extendedamount! transactioncurrencyid! description:3+',
            { columns: 2 },
          ),
        ),
      ],
    },
    quickCreate:
      'opportunityid productid productdescription uomid quantity priceperunit manualdiscountamount',
    card: ['opportunityproductname', 'quantity extendedamount'],
  },
  competitor: {
    main: {
      header: 'winpercentage reportedrevenue',
      tabs: [
        {
          label: 'Summary|Zusammenfassung',
          columns: [
            column(
              50,
              section(
                'Competitor',
                'name websiteurl tickersymbol stockexchange keyproduct reportedrevenue reportingyear reportingquarter winpercentage transactioncurrencyid',
              ),
              section('Address', street),
              section(
                'More Addresses|Weitere Adressen',
                [
                  subgrid(
                    'Competitor_CompetitorAddress',
                    'competitoraddress',
                    'More Addresses|Weitere Adressen',
                    4,
                  ),
                ],
                { hideLabel: true },
              ),
            ),
            column(
              50,
              section('Analysis|Analyse', 'overview:3 strengths:3 weaknesses:3 opportunities:3 threats:3'),
              section('Timeline|Zeitachse', [timeline]),
            ),
          ],
        },
        {
          label: 'Opportunities',
          columns: [
            column(
              100,
              section(
                'Opportunities',
                [subgrid('opportunitycompetitors_association', 'opportunity', 'Opportunities', 8)],
                { hideLabel: true },
              ),
              section('Leads', [subgrid('leadcompetitors_association', 'lead', 'Leads', 6)], {
                hideLabel: true,
              }),
            ),
          ],
        },
      ],
    },
    quickCreate: 'name websiteurl keyproduct winpercentage',
    card: ['name', 'keyproduct winpercentage'],
  },
  product: {
    main: {
      header: 'statecode! statuscode price',
      tabs: [
        {
          label: 'Summary|Zusammenfassung',
          columns: [
            column(
              50,
              section(
                'Product',
                'name productnumber productstructure parentproductid producttypecode validfromdate validtodate',
              ),
              section(
                'Units and Price|Einheiten und Preis',
                'defaultuomscheduleid defaultuomid pricelevelid quantitydecimal price standardcost currentcost transactioncurrencyid',
              ),
            ),
            column(
              50,
              section('Description', ['description:5'], { hideLabel: true }),
              section('Timeline|Zeitachse', [timeline]),
              section('Supply|Beschaffung', 'suppliername vendorname quantityonhand stockweight producturl'),
              section(
                'Family Members|Produkte der Familie',
                [subgrid('product_parent_product', 'product', 'Family Members|Produkte der Familie')],
                { hideLabel: true },
              ),
            ),
          ],
        },
        listTab('Price List Items', 'product_price_levels', 'productpricelevel'),
        listTab('Substitutes|Ersatzprodukte', 'productsubstitute_association', 'product'),
        listTab('Bundle Products', 'product_productassociation_prod', 'productassociation'),
      ],
    },
    quickCreate: 'name productnumber defaultuomscheduleid defaultuomid price parentproductid',
    quickView: 'productnumber parentproductid defaultuomid price statecode',
    card: ['name', 'productnumber price'],
  },
  pricelevel: {
    main: {
      header: 'statecode!',
      tabs: [
        {
          label: 'Price List',
          columns: [
            column(50, section('Price List', 'name begindate enddate transactioncurrencyid description:4')),
            column(
              50,
              section(
                'Price List Items',
                [subgrid('price_level_product_price_levels', 'productpricelevel', 'Price List Items', 8)],
                { hideLabel: true },
              ),
            ),
          ],
        },
      ],
    },
    quickCreate: 'name begindate enddate transactioncurrencyid',
    card: ['name', 'begindate enddate'],
  },
  uomschedule: {
    main: {
      header: 'statecode!',
      tabs: [
        {
          label: 'Unit Group',
          columns: [
            column(50, section('Unit Group', 'name baseuomname description:3')),
            column(
              50,
              section('Units', [subgrid('unit_of_measurement_schedule_units', 'uom', 'Units', 8)], {
                hideLabel: true,
              }),
            ),
          ],
        },
      ],
    },
    quickCreate: 'name baseuomname',
  },
  uom: {
    main: {
      header: 'uomscheduleid',
      tabs: [
        single(
          'Unit',
          section('Unit', 'name uomscheduleid quantity baseuom isschedulebaseuom', { columns: 2 }),
        ),
      ],
    },
    quickCreate: 'name uomscheduleid quantity baseuom',
  },
};
