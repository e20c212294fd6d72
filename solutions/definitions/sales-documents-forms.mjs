import { part, subgrid, timeline } from './base-forms-parts.mjs';

const { section, column, single, history } = part;

const lineLabel = 'Line Items|Positionen';
const totals =
  'totallineitemamount! discountpercentage discountamount totalamountlessfreight! freightamount totaltax! totalamount!';
const place = (prefix, withContact) =>
  `${prefix}_name${withContact ? ` ${prefix}_contactname` : ''} ${prefix}_line1 ${prefix}_line2~ ${prefix}_line3~ ${prefix}_postalcode ${prefix}_city ${prefix}_stateorprovince ${prefix}_country ${prefix}_telephone ${prefix}_fax~ ${prefix}_composite!:3`;

/** Main form of a quote, an order or an invoice. */
function documentForm({ label, number, origin, dates, lines, lineTable, further = [], withContact = true }) {
  return {
    header: 'totalamount! statuscode ownerid',
    tabs: [
      {
        label: 'Summary|Zusammenfassung',
        columns: [
          column(
            50,
            section(label, `${number} name customerid ${origin} pricelevelid transactioncurrencyid`),
            section('Description', ['description:4'], { hideLabel: true }),
          ),
          column(50, section('Timeline|Zeitachse', [timeline])),
        ],
      },
      {
        label: lineLabel,
        columns: [
          column(
            100,
            section(lineLabel, [subgrid(lines, lineTable, lineLabel, 8)], { hideLabel: true }),
            section('Totals|Summen', `${totals} totaldiscountamount! pricingerrorcode!~`, { columns: 2 }),
          ),
        ],
      },
      {
        label: 'Addresses',
        columns: [
          column(50, section('Bill To', place('billto', withContact))),
          column(50, section('Ship To', `willcall ${place('shipto', withContact)}`)),
        ],
      },
      {
        label: 'Dates|Termine',
        columns: [
          column(50, section('Dates|Termine', dates)),
          column(
            50,
            section(
              'Shipping and Payment|Versand und Zahlung',
              `shippingmethodcode paymenttermscode ${withContact ? 'freighttermscode ' : ''}emailaddress`,
            ),
            history,
          ),
        ],
      },
      ...further,
    ],
  };
}

const list = (label, relationship, table) => ({
  label,
  columns: [column(100, section(label, [subgrid(relationship, table, label, 8)], { hideLabel: true }))],
});

const lineForm = (label, table, parent, extra) => ({
  main: {
    header: 'extendedamount!',
    tabs: [
      single(
        label,
        section(
          'Product',
          `${parent} isproductoverridden productid productdescription uomid lineitemnumber`,
          {
            columns: 2,
          },
        ),
        section(
          'Pricing|Preise',
          `ispriceoverridden priceperunit quantity volumediscountamount! manualdiscountamount tax baseamount! extendedamount! transactioncurrencyid! ${extra}description:3+`,
          { columns: 2 },
        ),
        section(
          'Ship To',
          'shipto_name shipto_line1 shipto_line2 shipto_line3 shipto_postalcode shipto_city shipto_stateorprovince shipto_country shipto_telephone',
          { columns: 2, phone: false },
        ),
      ),
    ],
  },
  quickCreate: `${parent} isproductoverridden productid productdescription uomid quantity priceperunit manualdiscountamount`,
  card: [`${table}name`, 'quantity extendedamount'],
});

const closeForm = (label, about, extra) => ({
  main: {
    header: 'statecode! ownerid',
    tabs: [
      single(
        label,
        section(label, `subject+ ${about} ${extra} actualend description:6+`, { columns: 2 }),
        history,
      ),
    ],
  },
  card: ['subject', `${about} actualend`],
});

/** Forms of quotes, orders and invoices: see solutions/README.md for the notation. */
export const salesDocumentForms = {
  quote: {
    main: documentForm({
      label: 'Quote',
      number: 'quotenumber! revisionnumber!',
      origin: 'opportunityid',
      dates: 'effectivefrom effectiveto expireson requestdeliveryby closedon!',
      lines: 'quote_details',
      lineTable: 'quotedetail',
      further: [list('Orders', 'quote_orders', 'salesorder')],
    }),
    quickCreate:
      'name customerid opportunityid pricelevelid transactioncurrencyid effectivefrom effectiveto ownerid',
    quickView: 'quotenumber customerid totalamount effectiveto statuscode ownerid',
    card: ['name', 'customerid totalamount'],
  },
  quotedetail: lineForm('Quote Product', 'quotedetail', 'quoteid', 'requestdeliveryby '),
  salesorder: {
    main: documentForm({
      label: 'Order',
      number: 'ordernumber!',
      origin: 'opportunityid quoteid',
      dates: 'requestdeliveryby datefulfilled submitdate ispricelocked!',
      lines: 'order_details',
      lineTable: 'salesorderdetail',
      further: [list('Invoices', 'order_invoices', 'invoice')],
    }),
    quickCreate:
      'name customerid opportunityid quoteid pricelevelid transactioncurrencyid requestdeliveryby ownerid',
    quickView: 'ordernumber customerid totalamount datefulfilled statuscode ownerid',
    card: ['name', 'customerid totalamount'],
  },
  salesorderdetail: lineForm(
    'Order Product',
    'salesorderdetail',
    'salesorderid',
    'requestdeliveryby quantityshipped quantitybackordered quantitycancelled ',
  ),
  invoice: {
    main: documentForm({
      label: 'Invoice',
      number: 'invoicenumber!',
      origin: 'opportunityid salesorderid',
      dates: 'duedate datedelivered ispricelocked!',
      lines: 'invoice_details',
      lineTable: 'invoicedetail',
      withContact: false,
    }),
    quickView: 'invoicenumber customerid totalamount duedate statuscode ownerid',
    card: ['name', 'customerid totalamount'],
  },
  invoicedetail: lineForm('Invoice Product', 'invoicedetail', 'invoiceid', 'quantityshipped '),
  opportunityclose: closeForm(
    'Opportunity Close',
    'opportunityid',
    'actualrevenue competitorid transactioncurrencyid',
  ),
  quoteclose: closeForm('Quote Close', 'quoteid', 'quotenumber revision'),
  orderclose: closeForm('Order Close', 'salesorderid', 'ordernumber'),
};

/** Forms of what belongs to products, prices and competitors. */
export const salesCatalogueForms = {
  productpricelevel: {
    main: {
      header: 'pricelevelid amount',
      tabs: [
        single(
          'Price List Item',
          section(
            'Price List Item',
            'pricelevelid productid uomid discounttypeid quantitysellingcode transactioncurrencyid',
            { columns: 2 },
          ),
          section(
            'Pricing|Preise',
            'pricingmethodcode amount percentage roundingpolicycode roundingoptioncode roundingoptionamount',
            { columns: 2 },
          ),
          history,
        ),
      ],
    },
    quickCreate: 'pricelevelid productid uomid pricingmethodcode amount percentage discounttypeid',
    card: ['productid', 'pricelevelid amount'],
  },
  discounttype: {
    main: {
      header: 'statecode!',
      tabs: [
        {
          label: 'Discount List',
          columns: [
            column(
              50,
              section('Discount List', 'name isamounttype transactioncurrencyid description:3'),
              history,
            ),
            column(
              50,
              section('Discounts', [subgrid('discount_type_discounts', 'discount', 'Discounts', 8)], {
                hideLabel: true,
              }),
            ),
          ],
        },
      ],
    },
    quickCreate: 'name isamounttype transactioncurrencyid',
    card: ['name', 'isamounttype statecode'],
  },
  discount: {
    main: {
      header: 'discounttypeid',
      tabs: [
        single(
          'Discount',
          section(
            'Discount',
            'name discounttypeid lowquantity highquantity percentage amount transactioncurrencyid!',
            {
              columns: 2,
            },
          ),
        ),
      ],
    },
    quickCreate: 'discounttypeid lowquantity highquantity percentage amount',
  },
  productassociation: {
    main: {
      header: 'productid',
      tabs: [
        single(
          'Bundle Product',
          section('Bundle Product', 'productid associatedproduct uomid quantity productisrequired', {
            columns: 2,
          }),
        ),
      ],
    },
    quickCreate: 'productid associatedproduct uomid quantity productisrequired',
  },
  competitoraddress: {
    main: {
      header: 'addresstypecode',
      tabs: [
        single(
          'Competitor Address',
          section(
            'Address',
            'name parentid addresstypecode addressnumber line1 line2 line3 postalcode city stateorprovince country telephone1 latitude~ longitude~',
            { columns: 2 },
          ),
        ),
      ],
    },
    quickCreate: 'parentid name addresstypecode line1 line2 postalcode city country telephone1',
  },
};
