/**
 * Columns of tables that `columns/` has no facts about, written short. The first argument is the schema name, its lower
 * case the logical name; see solutions/README.md for the rest of the notation.
 */
const column = (schema, type, label, facts = {}) => ({
  name: schema.toLowerCase(),
  schema,
  type,
  label,
  ...facts,
});

const largestMoney = 922337203685477;

export const id = (schema, label) => column(schema, 'primarykey', label);
export const name = (label, maxLength = 100, facts = {}) =>
  column('Name', 'string', label, { maxLength, required: 'required', primaryName: true, ...facts });
export const text = (schema, label, maxLength = 100, format = undefined, facts = {}) =>
  column(schema, 'string', label, { maxLength, format, ...facts });
export const memo = (schema, label, maxLength = 2000, facts = {}) =>
  column(schema, 'memo', label, { maxLength, ...facts });
export const money = (schema, label, facts = {}) =>
  column(schema, 'money', label, { min: -largestMoney, max: largestMoney, precision: 2, ...facts });
export const decimal = (schema, label, facts = {}) =>
  column(schema, 'decimal', label, { min: -100000000000, max: 100000000000, precision: 5, ...facts });
export const double = (schema, label, facts = {}) =>
  column(schema, 'double', label, { precision: 5, ...facts });
export const integer = (schema, label, facts = {}) =>
  column(schema, 'integer', label, { min: 0, max: 2147483647, ...facts });
export const yesNo = (schema, label, facts = {}) =>
  column(schema, 'boolean', label, { default: 0, ...facts });
export const choice = (schema, label, options, facts = {}) =>
  column(schema, 'choice', label, { options, ...facts });
export const moment = (schema, label, facts = {}) => column(schema, 'datetime', label, facts);
export const day = (schema, label, facts = {}) =>
  column(schema, 'datetime', label, { behavior: 'dateonly', ...facts });
export const lookup = (schema, label, targets, facts = {}) =>
  column(schema, 'lookup', label, { targets: targets.split(' '), ...facts });
export const partyList = (schema, label) =>
  column(schema, 'partylist', label, { targets: ['account', 'contact', 'systemuser'] });
export const currency = (facts = {}) =>
  lookup('TransactionCurrencyId', 'Currency', 'transactioncurrency', facts);

/**
 * State and status reason. Each state is `[value, label, reasons]`, each reason `[value, label]`; the first reason is
 * the one a row gets when only its state is set.
 */
export const states = (...list) => [
  column('StateCode', 'state', 'Status', {
    required: 'systemrequired',
    options: list.map(([value, label, reasons]) => [value, label, { status: reasons[0][0] }]),
  }),
  column('StatusCode', 'status', 'Status Reason', {
    options: list.flatMap(([state, , reasons]) => reasons.map(([value, label]) => [value, label, { state }])),
  }),
];

export const activeInactive = states([0, 'Active', [[1, 'Active']]], [1, 'Inactive', [[2, 'Inactive']]]);

/** A lookup whose relationship every installation has before any solution. */
export const systemLookup = (schema, label, target, required) =>
  lookup(schema, label, target, { required, relationship: false });

export const activityTypeCode = column('ActivityTypeCode', 'entityname', 'Activity Type', { readOnly: true });
