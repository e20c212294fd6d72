const money = 'totalamount:140';

const lines = (table, one, many, extra = '') => ({
  columns: `${table}name:220 productid:200 uomid:100 priceperunit:120 quantity:100 ${extra}manualdiscountamount:120 extendedamount:130`,
  quickFind: `${table}name productdescription`,
  order: 'lineitemnumber',
  views: [{ name: `All ${one}|Alle ${many}`, default: true, filter: '' }],
});

const closes = (table, many, manyGerman, about) => ({
  columns: `subject:280 ${about}:220 actualend:150 ownerid:160 statecode:110`,
  quickFind: 'subject',
  order: '-actualend',
  views: [
    { name: `All ${many}|Alle ${manyGerman}`, default: true, filter: '' },
    { name: `My ${many}|Meine ${manyGerman}`, filter: 'ownerid eq-userid' },
  ],
});

/** Views of quotes, orders and invoices: see solutions/README.md for the notation. */
export const salesDocumentViews = {
  quote: {
    columns: `name:260 quotenumber:150 revisionnumber:90 customerid:200 ${money} effectiveto:130 statecode:110`,
    quickFind: 'name quotenumber',
    lookupAll: true,
    order: '-createdon',
    views: [
      { name: 'My Quotes|Meine Angebote', default: true, filter: 'ownerid eq-userid' },
      { name: 'All Quotes|Alle Angebote', filter: '' },
      { name: 'Draft Quotes|Angebotsentwürfe', filter: 'statecode eq 0' },
      { name: 'Active Quotes|Aktive Angebote', filter: 'statecode eq 1' },
      { name: 'Won Quotes|Gewonnene Angebote', filter: 'statecode eq 2' },
      {
        name: 'Closed Quotes|Geschlossene Angebote',
        filter: 'statecode eq 3',
        columns: `name:260 quotenumber:150 revisionnumber:90 customerid:200 ${money} statuscode:130 closedon:130`,
      },
    ],
  },
  quotedetail: lines('quotedetail', 'Quote Products', 'Angebotsprodukte'),
  salesorder: {
    columns: `name:260 ordernumber:150 customerid:200 ${money} statecode:110 datefulfilled:130`,
    quickFind: 'name ordernumber',
    lookupAll: true,
    order: '-createdon',
    views: [
      { name: 'My Orders|Meine Aufträge', default: true, filter: 'ownerid eq-userid' },
      { name: 'All Orders|Alle Aufträge', filter: '' },
      { name: 'Active Orders|Aktive Aufträge', filter: 'statecode in 0,1' },
      { name: 'Fulfilled Orders|Ausgeführte Aufträge', filter: 'statecode in 3,4', order: '-datefulfilled' },
      { name: 'Canceled Orders|Abgebrochene Aufträge', filter: 'statecode eq 2' },
    ],
  },
  salesorderdetail: lines('salesorderdetail', 'Order Products', 'Auftragsprodukte', 'quantityshipped:100 '),
  invoice: {
    columns: `name:260 invoicenumber:150 customerid:200 ${money} statecode:110 duedate:130`,
    quickFind: 'name invoicenumber',
    order: '-createdon',
    views: [
      { name: 'My Invoices|Meine Rechnungen', default: true, filter: 'ownerid eq-userid' },
      { name: 'All Invoices|Alle Rechnungen', filter: '' },
      { name: 'Active Invoices|Aktive Rechnungen', filter: 'statecode eq 0', order: 'duedate' },
      { name: 'Paid Invoices|Bezahlte Rechnungen', filter: 'statecode eq 2' },
      { name: 'Canceled Invoices|Abgebrochene Rechnungen', filter: 'statecode eq 3' },
    ],
  },
  invoicedetail: lines('invoicedetail', 'Invoice Products', 'Rechnungsprodukte', 'quantityshipped:100 '),
  opportunityclose: {
    ...closes(
      'opportunityclose',
      'Opportunity Close Activities',
      'Abschlüsse von Verkaufschancen',
      'opportunityid',
    ),
    columns: 'subject:280 opportunityid:220 actualrevenue:140 competitorid:180 actualend:150 ownerid:160',
  },
  quoteclose: closes('quoteclose', 'Quote Close Activities', 'Abschlüsse von Angeboten', 'quoteid'),
  orderclose: closes('orderclose', 'Order Close Activities', 'Abschlüsse von Aufträgen', 'salesorderid'),
};

/** Views of what belongs to products, prices and competitors. */
export const salesCatalogueViews = {
  productpricelevel: {
    columns:
      'productid:220 pricelevelid:200 uomid:120 pricingmethodcode:200 amount:120 percentage:110 discounttypeid:160',
    quickFind: 'productnumber',
    order: 'productid',
    views: [{ name: 'All Price List Items|Alle Preislistenelemente', default: true, filter: '' }],
  },
  discounttype: {
    columns: 'name:260 isamounttype:120 transactioncurrencyid:160 statecode:120',
    quickFind: 'name',
    order: 'name',
    views: [
      { name: 'Active Discount Lists|Aktive Rabattlisten', default: true, filter: 'statecode eq 0' },
      { name: 'Inactive Discount Lists|Inaktive Rabattlisten', filter: 'statecode eq 1' },
      { name: 'All Discount Lists|Alle Rabattlisten', filter: '' },
    ],
  },
  discount: {
    columns: 'discounttypeid:220 lowquantity:140 highquantity:140 percentage:120 amount:120',
    quickFind: 'name',
    order: 'lowquantity',
    views: [{ name: 'All Discounts|Alle Rabatte', default: true, filter: '' }],
  },
  productassociation: {
    columns: 'associatedproduct:240 productid:220 uomid:120 quantity:110 productisrequired:130',
    quickFind: 'name',
    order: 'associatedproduct',
    views: [{ name: 'All Bundle Products|Alle Bündelprodukte', default: true, filter: '' }],
  },
  competitoraddress: {
    columns: 'name:220 parentid:220 addresstypecode:120 line1:220 postalcode:100 city:150 country:150',
    quickFind: 'name city postalcode',
    order: 'name',
    views: [{ name: 'All Competitor Addresses|Alle Mitbewerberadressen', default: true, filter: '' }],
  },
};
