/**
 * Business process flows: see solutions/README.md for the notation. What names a table or a column that no solution
 * defines yet is left out by the generator, which says so.
 */
const compare = (column, operator, ...values) => ({
  kind: 'compare',
  column,
  operator,
  values: values.map((value) => ({ kind: 'value', value })),
});

const develop = {
  label: 'Develop|Entwickeln',
  category: 'develop',
  table: 'opportunity',
  steps: 'customerneed proposedsolution identifycustomercontacts identifycompetitors',
};
const propose = {
  label: 'Propose|Vorschlagen',
  category: 'propose',
  table: 'opportunity',
  steps: 'identifypursuitteam developproposal completeinternalreview presentproposal',
};
const close = {
  label: 'Close|Abschließen',
  category: 'close',
  table: 'opportunity',
  steps: 'completefinalproposal presentfinalproposal finaldecisiondate sendthankyounote filedebrief',
};

export const processes = [
  {
    solution: 'sales',
    uniqueName: 'leadtoopportunitysalesprocess',
    name: 'Lead to Opportunity Sales Process|Vertriebsprozess vom Lead zur Verkaufschance',
    description:
      'From a first interest to a closed deal.|Vom ersten Interesse bis zum abgeschlossenen Geschäft.',
    order: 1,
    stages: [
      {
        label: 'Qualify|Qualifizieren',
        category: 'qualify',
        table: 'lead',
        steps:
          'parentcontactid parentaccountid purchasetimeframe budgetamount purchaseprocess decisionmaker description',
      },
      develop,
      propose,
      close,
    ],
    crossings: [
      {
        from: 'Qualify',
        to: 'Develop',
        relationship: 'opportunity_originating_lead',
        column: 'originatingleadid',
      },
    ],
  },
  {
    solution: 'sales',
    uniqueName: 'opportunitysalesprocess',
    name: 'Opportunity Sales Process|Vertriebsprozess für Verkaufschancen',
    description:
      'For opportunities that did not begin as a lead.|Für Verkaufschancen, die nicht als Lead begannen.',
    order: 2,
    stages: [
      {
        label: 'Qualify|Qualifizieren',
        category: 'qualify',
        table: 'opportunity',
        steps: 'parentcontactid parentaccountid purchasetimeframe budgetamount purchaseprocess description',
      },
      develop,
      propose,
      close,
    ],
  },
  {
    solution: 'service',
    uniqueName: 'phonetocaseprocess',
    name: 'Phone to Case Process|Prozess vom Anruf zur Anfrage',
    description: 'From a call to its resolution.|Vom Anruf bis zur Lösung.',
    order: 1,
    stages: [
      {
        label: 'Identify|Identifizieren',
        category: 'identify',
        table: 'incident',
        steps: 'customerid title caseorigincode prioritycode',
        required: 'customerid',
        branches: [
          { label: 'High priority', when: compare('prioritycode', 'eq', 1), to: 'Resolve' },
          { label: '', to: 'Research' },
        ],
      },
      {
        label: 'Research|Recherchieren',
        category: 'research',
        table: 'incident',
        steps: 'ownerid followupby activitiescomplete',
      },
      { label: 'Resolve|Lösen', category: 'resolve', table: 'incident', steps: 'statuscode' },
    ],
  },
];
