import {
  activityTypeCode,
  currency,
  day,
  decimal,
  id,
  integer,
  lookup,
  memo,
  moment,
  money,
  states,
  text,
  yesNo,
} from './notation.mjs';

const address = (prefix, withContact) =>
  `name ${withContact ? 'contactname ' : ''}line1 line2 line3 city stateorprovince postalcode country telephone fax composite`
    .split(' ')
    .map((part) => `${prefix}_${part}`)
    .join(' ');
const totals =
  'pricingerrorcode totallineitemamount totallineitemdiscountamount totaldiscountamount discountpercentage discountamount totalamountlessfreight freightamount totaltax totalamount';
const terms = 'paymenttermscode shippingmethodcode willcall emailaddress description';

const document = (facts) => ({
  ownership: 'user',
  mobile: 'rw',
  notes: true,
  activities: true,
  primaryName: 'name',
  ...facts,
});

const shipTo = [
  text('ShipTo_Name', 'Ship To Name', 200),
  text('ShipTo_Line1', 'Ship To Street 1', 250),
  text('ShipTo_Line2', 'Ship To Street 2', 250),
  text('ShipTo_Line3', 'Ship To Street 3', 250),
  text('ShipTo_City', 'Ship To City', 80),
  text('ShipTo_StateOrProvince', 'Ship To State/Province', 50),
  text('ShipTo_PostalCode', 'Ship To ZIP/Postal Code', 20),
  text('ShipTo_Country', 'Ship To Country/Region', 80),
  text('ShipTo_Telephone', 'Ship To Phone', 50, 'phone'),
];

/** Line of a quote, an order or an invoice: an existing product or one written in. */
function lineTable({ schema, label, plural, code, parent, color, description, extra = [] }) {
  const logical = schema.toLowerCase();
  return {
    schema,
    label,
    plural,
    set: `${logical}s`,
    ownership: 'none',
    code,
    color,
    mobile: 'rw',
    description,
    columns: '',
    primaryName: `${logical}name`,
    extra: [
      id(`${schema}Id`, label),
      text(`${schema}Name`, 'Name', 100),
      parent,
      yesNo('IsProductOverridden', 'Select Product', {
        options: [
          [1, 'Write In'],
          [0, 'Existing'],
        ],
      }),
      lookup('ProductId', 'Existing Product', 'product'),
      text('ProductDescription', 'Write-In Product', 500),
      lookup('UoMId', 'Unit', 'uom'),
      yesNo('IsPriceOverridden', 'Price Overridden', {
        options: [
          [1, 'Override Price'],
          [0, 'Use Default'],
        ],
      }),
      money('PricePerUnit', 'Price Per Unit'),
      decimal('Quantity', 'Quantity', { required: 'required' }),
      money('BaseAmount', 'Amount'),
      money('VolumeDiscountAmount', 'Volume Discount', { min: 0 }),
      money('ManualDiscountAmount', 'Manual Discount Amount', { min: 0 }),
      money('Tax', 'Tax'),
      money('ExtendedAmount', 'Extended Amount'),
      integer('LineItemNumber', 'Line Item Number', { max: 1000000000 }),
      memo('Description', 'Description'),
      ...extra,
      ...shipTo,
      currency(),
    ],
  };
}

const requested = day('RequestDeliveryBy', 'Requested Delivery Date');

/** Activity that records how a quote, an order or an opportunity was closed. */
function closeTable({ schema, label, plural, code, about, aboutLabel, description, extra = [] }) {
  return {
    schema,
    label,
    plural,
    set: `${schema.toLowerCase()}s`,
    ownership: 'user',
    code,
    color: '#5c2e91',
    mobile: 'ro',
    activity: true,
    description,
    columns: '',
    primaryName: 'subject',
    extra: [
      id('ActivityId', label),
      text('Subject', 'Subject', 200, undefined, { required: 'required' }),
      activityTypeCode,
      lookup('RegardingObjectId', 'Regarding', about),
      lookup(`${about === 'salesorder' ? 'SalesOrder' : aboutLabel}Id`, aboutLabel, about),
      memo('Description', 'Description'),
      moment('ScheduledStart', 'Start Date'),
      moment('ScheduledEnd', 'Due Date'),
      moment('ActualStart', 'Actual Start'),
      moment('ActualEnd', 'Actual End'),
      ...extra,
      ...states(
        [0, 'Open', [[1, 'Open']]],
        [1, 'Completed', [[2, 'Completed']]],
        [2, 'Canceled', [[3, 'Canceled']]],
      ),
    ],
  };
}

/** Quotes, orders and invoices of the sales solution: see solutions/README.md for the notation. */
export const salesDocumentTables = [
  document({
    schema: 'Quote',
    label: 'Quote',
    plural: 'Quotes',
    set: 'quotes',
    code: 1084,
    color: '#008272',
    description: 'Formal offer for products and services, proposed at specific prices and payment terms.',
    columns: `quoteid name quotenumber revisionnumber customerid opportunityid pricelevelid transactioncurrencyid effectivefrom effectiveto expireson closedon requestdeliveryby freighttermscode ${terms} ${totals} ${address('billto', true)} ${address('shipto', true)} statecode statuscode`,
    extra: [lookup('CampaignId', 'Source Campaign', 'campaign')],
  }),
  lineTable({
    schema: 'QuoteDetail',
    label: 'Quote Product',
    plural: 'Quote Products',
    code: 1085,
    color: '#008272',
    description: 'Product line item in a quote.',
    parent: lookup('QuoteId', 'Quote', 'quote', { required: 'systemrequired' }),
    extra: [requested],
  }),
  document({
    schema: 'SalesOrder',
    label: 'Order',
    plural: 'Orders',
    set: 'salesorders',
    code: 1088,
    color: '#986f0b',
    description: 'Quote that has been accepted.',
    columns: `salesorderid name ordernumber customerid opportunityid quoteid pricelevelid ispricelocked transactioncurrencyid requestdeliveryby datefulfilled submitdate freighttermscode ${terms} ${totals} ${address('billto', true)} ${address('shipto', true)} statecode statuscode`,
    extra: [lookup('CampaignId', 'Source Campaign', 'campaign')],
  }),
  lineTable({
    schema: 'SalesOrderDetail',
    label: 'Order Product',
    plural: 'Order Products',
    code: 1089,
    color: '#986f0b',
    description: 'Line item in a sales order.',
    parent: lookup('SalesOrderId', 'Order', 'salesorder', { required: 'systemrequired' }),
    extra: [
      requested,
      decimal('QuantityShipped', 'Quantity Shipped'),
      decimal('QuantityBackordered', 'Quantity Back Ordered'),
      decimal('QuantityCancelled', 'Quantity Canceled'),
    ],
  }),
  document({
    schema: 'Invoice',
    label: 'Invoice',
    plural: 'Invoices',
    set: 'invoices',
    code: 1090,
    color: '#004e8c',
    description: 'Order that has been billed.',
    columns: `invoiceid name invoicenumber customerid opportunityid salesorderid pricelevelid ispricelocked transactioncurrencyid duedate datedelivered ${terms} ${totals} ${address('billto', false)} ${address('shipto', false)} statecode statuscode`,
  }),
  lineTable({
    schema: 'InvoiceDetail',
    label: 'Invoice Product',
    plural: 'Invoice Products',
    code: 1091,
    color: '#004e8c',
    description: 'Line item in an invoice containing detailed billing information for a product.',
    parent: lookup('InvoiceId', 'Invoice', 'invoice', { required: 'systemrequired' }),
    extra: [decimal('QuantityShipped', 'Quantity Shipped')],
  }),
  closeTable({
    schema: 'OpportunityClose',
    label: 'Opportunity Close',
    plural: 'Opportunity Close Activities',
    code: 4208,
    about: 'opportunity',
    aboutLabel: 'Opportunity',
    description: 'Activity that is created automatically when an opportunity is closed.',
    extra: [
      money('ActualRevenue', 'Actual Revenue'),
      lookup('CompetitorId', 'Competitor', 'competitor'),
      currency(),
    ],
  }),
  closeTable({
    schema: 'QuoteClose',
    label: 'Quote Close',
    plural: 'Quote Close Activities',
    code: 4211,
    about: 'quote',
    aboutLabel: 'Quote',
    description: 'Activity generated when a quote is closed.',
    extra: [text('QuoteNumber', 'Quote ID', 100), integer('Revision', 'Revision ID')],
  }),
  closeTable({
    schema: 'OrderClose',
    label: 'Order Close',
    plural: 'Order Close Activities',
    code: 4209,
    about: 'salesorder',
    aboutLabel: 'Order',
    description: 'Activity generated automatically when an order is closed.',
    extra: [text('OrderNumber', 'Order ID', 100)],
  }),
];
