/** Column mappings: `from>to`, or one name for both. */
const address =
  'address1_line1 address1_line2 address1_city address1_stateorprovince address1_postalcode address1_country';
const parties = 'customerid pricelevelid transactioncurrencyid';
const shipping =
  'billto_line1 billto_line2 billto_city billto_stateorprovince billto_postalcode billto_country shipto_line1 shipto_line2 shipto_city shipto_stateorprovince shipto_postalcode shipto_country';
const amounts = 'discountpercentage discountamount freightamount';

export const mappings = [
  {
    solution: 'base',
    source: 'account',
    target: 'contact',
    columns: `accountid>parentcustomerid telephone1 transactioncurrencyid ${address}`,
  },
  {
    solution: 'sales',
    source: 'account',
    target: 'opportunity',
    columns: 'accountid>customerid accountid>parentaccountid transactioncurrencyid',
  },
  {
    solution: 'sales',
    source: 'lead',
    target: 'account',
    columns: `companyname>name leadid>originatingleadid telephone1 fax websiteurl revenue numberofemployees industrycode sic transactioncurrencyid ${address}`,
  },
  {
    solution: 'sales',
    source: 'lead',
    target: 'contact',
    columns: `leadid>originatingleadid firstname lastname salutation jobtitle emailaddress1 telephone1 mobilephone fax transactioncurrencyid ${address}`,
  },
  {
    solution: 'sales',
    source: 'lead',
    target: 'opportunity',
    columns:
      'leadid>originatingleadid subject>name parentaccountid parentcontactid budgetamount budgetstatus purchasetimeframe purchaseprocess need decisionmaker description transactioncurrencyid',
  },
  {
    solution: 'sales',
    source: 'opportunity',
    target: 'quote',
    columns: `opportunityid name ${parties} ${amounts}`,
  },
  {
    solution: 'sales',
    source: 'quote',
    target: 'salesorder',
    columns: `quoteid name opportunityid ${parties} ${amounts} ${shipping}`,
  },
  {
    solution: 'sales',
    source: 'salesorder',
    target: 'invoice',
    columns: `salesorderid name opportunityid ${parties} ${amounts} ${shipping}`,
  },
  { solution: 'service', source: 'account', target: 'incident', columns: 'accountid>customerid' },
];
