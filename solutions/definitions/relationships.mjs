/**
 * Schema names and cascades of relationships. A lookup makes one relationship per target by itself; this file names
 * those that clients know by name (`table.column>target`) and says which are not simply unlinked on delete.
 */
const activityCollections = {
  activitypointer: 'ActivityPointers',
  task: 'Tasks',
  phonecall: 'Phonecalls',
  appointment: 'Appointments',
  email: 'Emails',
  letter: 'Letters',
  fax: 'Faxes',
  recurringappointmentmaster: 'RecurringAppointmentMasters',
  socialactivity: 'SocialActivities',
};

/** Every kind of activity can be about rows of the table, and notes can be attached to them. */
const regarding = (schema) => ({
  ...Object.fromEntries(
    Object.entries(activityCollections).map(([table, collection]) => [
      `${table}.regardingobjectid>${schema.toLowerCase()}`,
      `${schema}_${collection}`,
    ]),
  ),
  [`annotation.objectid>${schema.toLowerCase()}`]: `${schema}_Annotation`,
});

/** Both sides of a connection, and who follows and what is said about a row. */
const connected = (table) => ({
  [`connection.record1id>${table}`]: `${table}_connections1`,
  [`connection.record2id>${table}`]: `${table}_connections2`,
  [`postfollow.regardingobjectid>${table}`]: `${table}_PostFollows`,
  [`post.regardingobjectid>${table}`]: `${table}_Posts`,
});

/** Tables whose rows can be connected, followed and written about. */
const connectedSales = ['lead', 'opportunity', 'competitor', 'product', 'quote', 'salesorder', 'invoice'];

export const relationshipNames = {
  ...regarding('Account'),
  ...regarding('Contact'),
  ...regarding('Lead'),
  ...regarding('Opportunity'),
  ...Object.assign(
    {},
    ...['account', 'contact', 'activitypointer', 'position', 'socialprofile', 'systemuser', 'team']
      .concat(connectedSales)
      .map(connected),
  ),
  ...regarding('Quote'),
  ...regarding('SalesOrder'),
  ...regarding('Invoice'),
  'account.parentaccountid>account': 'account_parent_account',
  'account.primarycontactid>contact': 'account_primary_contact',
  'account.preferredsystemuserid>systemuser': 'system_user_accounts',
  'account.territoryid>territory': 'territory_accounts',
  'contact.parentcustomerid>account': 'contact_customer_accounts',
  'contact.parentcustomerid>contact': 'contact_customer_contacts',
  'contact.preferredsystemuserid>systemuser': 'system_user_contacts',
  'task.regardingobjectid>account': 'Account_Tasks',
  'task.regardingobjectid>contact': 'Contact_Tasks',
  'task.regardingobjectid>lead': 'Lead_Tasks',
  'task.regardingobjectid>opportunity': 'Opportunity_Tasks',
  'phonecall.regardingobjectid>account': 'Account_Phonecalls',
  'phonecall.regardingobjectid>contact': 'Contact_Phonecalls',
  'phonecall.regardingobjectid>lead': 'Lead_Phonecalls',
  'phonecall.regardingobjectid>opportunity': 'Opportunity_Phonecalls',
  'appointment.regardingobjectid>account': 'Account_Appointments',
  'appointment.regardingobjectid>contact': 'Contact_Appointments',
  'appointment.regardingobjectid>lead': 'Lead_Appointments',
  'appointment.regardingobjectid>opportunity': 'Opportunity_Appointments',
  'email.regardingobjectid>account': 'Account_Emails',
  'email.regardingobjectid>contact': 'Contact_Emails',
  'email.regardingobjectid>lead': 'Lead_Emails',
  'email.regardingobjectid>opportunity': 'Opportunity_Emails',
  'activitypointer.regardingobjectid>account': 'Account_ActivityPointers',
  'activitypointer.regardingobjectid>contact': 'Contact_ActivityPointers',
  'activitypointer.regardingobjectid>lead': 'Lead_ActivityPointers',
  'activitypointer.regardingobjectid>opportunity': 'Opportunity_ActivityPointers',
  'activityparty.activityid>activitypointer': 'activitypointer_activity_parties',
  'activityparty.partyid>account': 'account_activity_parties',
  'activityparty.partyid>contact': 'contact_activity_parties',
  'activityparty.partyid>systemuser': 'system_user_activity_parties',
  'activityparty.partyid>lead': 'lead_activity_parties',
  'annotation.objectid>account': 'Account_Annotation',
  'annotation.objectid>contact': 'Contact_Annotation',
  'annotation.objectid>task': 'Task_Annotation',
  'annotation.objectid>phonecall': 'PhoneCall_Annotation',
  'annotation.objectid>appointment': 'Appointment_Annotation',
  'annotation.objectid>email': 'Email_Annotation',
  'annotation.objectid>lead': 'Lead_Annotation',
  'annotation.objectid>opportunity': 'Opportunity_Annotation',
  'annotation.objectid>competitor': 'Competitor_Annotation',
  'annotation.objectid>product': 'Product_Annotation',
  'customeraddress.parentid>account': 'Account_CustomerAddress',
  'customeraddress.parentid>contact': 'Contact_CustomerAddress',
  'queueitem.queueid>queue': 'queue_entries',
  'systemuser.queueid>queue': 'queue_system_user',
  'team.queueid>queue': 'queue_team',
  'connection.record1roleid>connectionrole': 'connection_role_connections1',
  'connection.record2roleid>connectionrole': 'connection_role_connections2',
  'connection.relatedconnectionid>connection': 'connection_related_connection',
  'subject.parentsubject>subject': 'subject_parent_subject',
  'socialprofile.customerid>account': 'Socialprofile_customer_accounts',
  'socialprofile.customerid>contact': 'Socialprofile_customer_contacts',
  'socialactivity.postfromprofileid>socialprofile': 'socialprofile_socialactivities',
  'activitymimeattachment.objectid>email': 'email_activity_mime_attachment',
  'activitymimeattachment.objectid>appointment': 'appointment_activity_mime_attachment',
  'territory.managerid>systemuser': 'system_user_territories',
  'territory.parentterritoryid>territory': 'territory_parent_territory',
  'position.parentpositionid>position': 'position_parent_position',
  'systemuser.territoryid>territory': 'territory_system_users',
  'lead.parentaccountid>account': 'lead_parent_account',
  'lead.parentcontactid>contact': 'lead_parent_contact',
  'lead.qualifyingopportunityid>opportunity': 'lead_qualifying_opportunity',
  'opportunity.customerid>account': 'opportunity_customer_accounts',
  'opportunity.customerid>contact': 'opportunity_customer_contacts',
  'opportunity.parentaccountid>account': 'opportunity_parent_account',
  'opportunity.parentcontactid>contact': 'opportunity_parent_contact',
  'opportunity.originatingleadid>lead': 'opportunity_originating_lead',
  'opportunity.pricelevelid>pricelevel': 'price_level_opportunties',
  'opportunityproduct.opportunityid>opportunity': 'product_opportunities',
  'opportunityproduct.productid>product': 'opportunity_products',
  'opportunityproduct.uomid>uom': 'unit_of_measurement_opportunity_products',
  'product.parentproductid>product': 'product_parent_product',
  'product.pricelevelid>pricelevel': 'price_level_products',
  'product.defaultuomid>uom': 'unit_of_measurement_products',
  'product.defaultuomscheduleid>uomschedule': 'unit_of_measurement_schedule_products',
  'uom.uomscheduleid>uomschedule': 'unit_of_measurement_schedule_units',
  'uom.baseuom>uom': 'unit_of_measurement_base_unit',
  'quote.customerid>account': 'quote_customer_accounts',
  'quote.customerid>contact': 'quote_customer_contacts',
  'quote.opportunityid>opportunity': 'opportunity_quotes',
  'quote.pricelevelid>pricelevel': 'price_level_quotes',
  'quotedetail.quoteid>quote': 'quote_details',
  'quotedetail.productid>product': 'product_quote_details',
  'quotedetail.uomid>uom': 'unit_of_measurement_quote_details',
  'salesorder.customerid>account': 'order_customer_accounts',
  'salesorder.customerid>contact': 'order_customer_contacts',
  'salesorder.opportunityid>opportunity': 'opportunity_sales_orders',
  'salesorder.quoteid>quote': 'quote_orders',
  'salesorder.pricelevelid>pricelevel': 'price_level_orders',
  'salesorderdetail.salesorderid>salesorder': 'order_details',
  'salesorderdetail.productid>product': 'product_order_details',
  'salesorderdetail.uomid>uom': 'unit_of_measurement_order_details',
  'invoice.customerid>account': 'invoice_customer_accounts',
  'invoice.customerid>contact': 'invoice_customer_contacts',
  'invoice.opportunityid>opportunity': 'opportunity_invoices',
  'invoice.salesorderid>salesorder': 'order_invoices',
  'invoice.pricelevelid>pricelevel': 'price_level_invoices',
  'invoicedetail.invoiceid>invoice': 'invoice_details',
  'invoicedetail.productid>product': 'product_invoice_details',
  'invoicedetail.uomid>uom': 'unit_of_measurement_invoice_details',
  'productpricelevel.pricelevelid>pricelevel': 'price_level_product_price_levels',
  'productpricelevel.productid>product': 'product_price_levels',
  'productpricelevel.uomid>uom': 'unit_of_measurement_product_price_level',
  'productpricelevel.uomscheduleid>uomschedule': 'unit_of_measurement_schedule_product_price_levels',
  'productpricelevel.discounttypeid>discounttype': 'discount_type_product_price_levels',
  'discount.discounttypeid>discounttype': 'discount_type_discounts',
  'productassociation.productid>product': 'product_productassociation_prod',
  'productassociation.associatedproduct>product': 'product_productassociation_associatedproduct',
  'productassociation.uomid>uom': 'unit_of_measurement_productassociation',
  'competitoraddress.parentid>competitor': 'Competitor_CompetitorAddress',
  'opportunityclose.opportunityid>opportunity': 'opportunity_opportunity_closes',
  'opportunityclose.competitorid>competitor': 'competitor_opportunity_activities',
  'quoteclose.quoteid>quote': 'quote_quote_closes',
  'orderclose.salesorderid>salesorder': 'sales_order_order_closes',
};

/** Rows of the column's table belong to the row they refer to: they are deleted, assigned and shared with it. */
export const parental = new Set([
  'contact.parentcustomerid',
  'task.regardingobjectid',
  'phonecall.regardingobjectid',
  'appointment.regardingobjectid',
  'email.regardingobjectid',
  'activitypointer.regardingobjectid',
  'letter.regardingobjectid',
  'fax.regardingobjectid',
  'recurringappointmentmaster.regardingobjectid',
  'socialactivity.regardingobjectid',
  'activitymimeattachment.objectid',
  'annotation.objectid',
  'activityparty.activityid',
  'customeraddress.parentid',
  'opportunityproduct.opportunityid',
  'opportunity.customerid',
  'quote.customerid',
  'quotedetail.quoteid',
  'salesorder.customerid',
  'salesorderdetail.salesorderid',
  'invoice.customerid',
  'invoicedetail.invoiceid',
  'productpricelevel.pricelevelid',
  'discount.discounttypeid',
  'productassociation.productid',
  'competitoraddress.parentid',
  'opportunityclose.opportunityid',
  'quoteclose.quoteid',
  'orderclose.salesorderid',
]);

/** A row that others refer to through these columns cannot be deleted. */
export const restricting = new Set([
  'transactioncurrencyid',
  'product.parentproductid',
  'opportunityproduct.productid',
  'opportunityproduct.uomid',
  'product.defaultuomid',
  'product.defaultuomscheduleid',
  'uom.baseuom',
  'quotedetail.productid',
  'quotedetail.uomid',
  'salesorderdetail.productid',
  'salesorderdetail.uomid',
  'invoicedetail.productid',
  'invoicedetail.uomid',
  'productpricelevel.productid',
  'productpricelevel.uomid',
  'productassociation.associatedproduct',
]);

/** Lookups along which the hierarchy operators (under, above) run. */
export const hierarchical = new Set([
  'account.parentaccountid',
  'position.parentpositionid',
  'territory.parentterritoryid',
  'product.parentproductid',
  'subject.parentsubject',
]);

/** Tables that the sales solution adds to lookups of the base solution. */
export const salesTargets = [
  ...Object.keys(activityCollections).flatMap((table) =>
    ['lead', 'opportunity', 'quote', 'salesorder', 'invoice'].map((target) => ({
      table,
      column: 'regardingobjectid',
      target,
    })),
  ),
  ...['lead', 'opportunity', 'competitor', 'product', 'quote', 'salesorder', 'invoice'].map((target) => ({
    table: 'annotation',
    column: 'objectid',
    target,
  })),
  { table: 'activityparty', column: 'partyid', target: 'lead' },
  ...connectedSales.flatMap((target) => [
    { table: 'connection', column: 'record1id', target },
    { table: 'connection', column: 'record2id', target },
    { table: 'postfollow', column: 'regardingobjectid', target },
    { table: 'post', column: 'regardingobjectid', target },
  ]),
  ...['quote', 'salesorder', 'invoice', 'lead', 'opportunity'].map((target) => ({
    table: 'queueitem',
    column: 'objectid',
    target,
  })),
];

/** Lookups of tables that every installation has; the base solution brings or completes their relationships. */
export const systemLookups = [
  { name: 'position_users', table: 'systemuser', column: 'positionid', target: 'position' },
];

export const baseManyToMany = [
  { name: 'queuemembership_association', intersect: 'QueueMembership', first: 'Queue', second: 'SystemUser' },
  {
    name: 'connectionroleassociation_association',
    intersect: 'ConnectionRoleAssociation',
    first: 'ConnectionRole',
    second: 'ConnectionRole',
  },
];

export const salesManyToMany = [
  { name: 'leadcompetitors_association', intersect: 'LeadCompetitors', first: 'Lead', second: 'Competitor' },
  {
    name: 'opportunitycompetitors_association',
    intersect: 'OpportunityCompetitors',
    first: 'Opportunity',
    second: 'Competitor',
  },
  {
    name: 'productsubstitute_association',
    intersect: 'ProductSubstitute',
    first: 'Product',
    second: 'Product',
  },
];
