/** Business rules: `columns` are those that must exist; `steps` are in the importer's shape (src/shared/rules/business-rule.ts). */
const compare = (column, operator, ...values) => ({
  kind: 'compare',
  column,
  operator,
  values: values.map((value) => ({ kind: 'value', value })),
});
const lock = (column, locked = true) => ({ kind: 'lock', column, locked });
const require = (column, level) => ({ kind: 'require', column, level });
const decide = (...branches) => [{ kind: 'decide', branches }];

export const rules = [
  {
    solution: 'base',
    key: 'credit-hold',
    table: 'account',
    columns: 'creditonhold creditlimit',
    name: 'Credit limit on hold|Kreditlimit bei Kreditsperre',
    description:
      'While credit is on hold, its limit cannot be changed.|Während einer Kreditsperre lässt sich das Kreditlimit nicht ändern.',
    steps: decide(
      {
        label: 'Credit is on hold',
        when: compare('creditonhold', 'eq', true),
        then: [lock('creditlimit')],
      },
      { label: '', then: [lock('creditlimit', false)] },
    ),
  },
  {
    solution: 'sales',
    key: 'company-or-name',
    table: 'lead',
    columns: 'companyname lastname',
    name: 'Company or last name|Firma oder Nachname',
    description:
      'A lead is known by its company or by a last name; the other one is recommended.|Ein Lead ist durch Firma oder Nachnamen bekannt; das andere wird empfohlen.',
    steps: decide(
      {
        label: 'The company is known',
        when: compare('companyname', 'notnull'),
        then: [require('lastname', 'recommended')],
      },
      {
        label: 'The last name is known',
        when: compare('lastname', 'notnull'),
        then: [require('companyname', 'recommended')],
      },
    ),
  },
  {
    solution: 'sales',
    key: 'system-revenue',
    table: 'opportunity',
    columns: 'isrevenuesystemcalculated estimatedvalue',
    name: 'Revenue from products|Umsatz aus Produkten',
    description:
      'Revenue that is calculated from products cannot be typed.|Aus Produkten berechneter Umsatz lässt sich nicht eingeben.',
    steps: decide(
      {
        label: 'The system calculates it',
        when: compare('isrevenuesystemcalculated', 'eq', true),
        then: [lock('estimatedvalue')],
      },
      { label: '', then: [lock('estimatedvalue', false)] },
    ),
  },
  {
    // That the entitlement is the customer's is more than a rule of one row can test; without a customer there is none.
    solution: 'service',
    key: 'entitlement-customer',
    table: 'incident',
    columns: 'customerid entitlementid',
    name: 'Entitlement of the customer|Anspruch des Kunden',
    description:
      'An entitlement can be chosen once the customer is known.|Ein Anspruch lässt sich wählen, sobald der Kunde bekannt ist.',
    steps: decide(
      {
        label: 'There is no customer',
        when: compare('customerid', 'null'),
        then: [{ kind: 'clear', column: 'entitlementid' }, lock('entitlementid')],
      },
      { label: '', then: [lock('entitlementid', false)] },
    ),
  },
];
