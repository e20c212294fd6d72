/** What forms are put together from: the timeline, subgrids, quick views, sections and columns. */
export const timeline = { timeline: true };
export const subgrid = (relationship, table, label, rows = 5, options = {}) => ({
  subgrid: { relationship, table, rows, ...options },
  label,
});
export const quickView = (column, table, form) => ({ quickView: { column, table, form } });

const section = (label, cells, options = {}) => ({ label, cells, ...options });
const column = (width, ...sections) => ({ width, sections });
const single = (label, ...sections) => ({ label, columns: [column(100, ...sections)] });
const consent = 'preferredcontactmethodcode donotemail donotbulkemail donotphone donotfax donotpostalmail';
const street =
  'address1_line1 address1_line2 address1_city address1_stateorprovince address1_postalcode address1_country';
const history = section('Record History|Datensatzverlauf', 'createdon! createdby! modifiedon! modifiedby!', {
  columns: 2,
  phone: false,
});

export const part = { section, column, single, consent, street, history };

export const activityForm = (fields, options = {}) => ({
  main: {
    header: options.header ?? 'prioritycode scheduledend statuscode ownerid',
    tabs: [
      {
        label: options.tab,
        columns: [
          column(65, section(`${options.label}`, `${fields} description:6+`, { columns: 2 })),
          column(
            35,
            section(
              'Details',
              `regardingobjectid category subcategory actualstart actualend actualdurationminutes`,
            ),
            ...(options.further ?? []),
            section('Timeline|Zeitachse', [timeline]),
          ),
        ],
      },
    ],
  },
  quickCreate:
    options.quickCreate ?? `subject regardingobjectid scheduledend prioritycode ownerid description:4`,
  quickView: 'subject regardingobjectid scheduledend statecode ownerid',
  card: ['subject', 'scheduledend prioritycode'],
});
