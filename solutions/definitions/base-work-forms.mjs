import { activityForm, part, subgrid } from './base-forms-parts.mjs';

const { section, column, single, history } = part;

const list = (label, relationship, table, rows = 6) =>
  section(label, [subgrid(relationship, table, label, rows)], { hideLabel: true });

/** Forms of queues, connections and further activities: see solutions/README.md for the notation. */
export const baseWorkForms = {
  letter: activityForm('subject+ from to address directioncode scheduledend', {
    tab: 'Letter',
    label: 'Letter',
    quickCreate: 'subject to address directioncode regardingobjectid scheduledend ownerid description:4',
  }),
  fax: activityForm('subject+ from to faxnumber numberofpages coverpagename directioncode scheduledend', {
    tab: 'Fax',
    label: 'Fax',
    quickCreate: 'subject to faxnumber directioncode regardingobjectid scheduledend ownerid description:4',
  }),
  recurringappointmentmaster: activityForm(
    'subject+ requiredattendees+ optionalattendees+ location isalldayevent starttime endtime recurrencepatterntype interval daysofweekmask dayofmonth monthofyear patternstartdate patternendtype patternenddate occurrences',
    {
      tab: 'Recurring Appointment',
      label: 'Recurring Appointment',
      header: 'prioritycode patternstartdate statuscode ownerid',
      quickCreate:
        'subject requiredattendees location starttime endtime recurrencepatterntype interval patternstartdate patternenddate regardingobjectid ownerid',
    },
  ),
  socialactivity: activityForm(
    'subject+ from to postfromprofileid community directioncode sentimentvalue postedon posturl',
    {
      tab: 'Social Activity',
      label: 'Social Activity',
      quickCreate: 'subject community postfromprofileid regardingobjectid ownerid description:4',
    },
  ),
  activitymimeattachment: {
    main: {
      header: 'filesize!',
      tabs: [
        single(
          'Attachment',
          section('Attachment', 'filename! subject objectid! mimetype! filesize!', { columns: 2 }),
        ),
      ],
    },
    card: ['filename', 'mimetype filesize'],
  },
  queue: {
    main: {
      header: 'queueviewtype statecode! ownerid',
      tabs: [
        {
          label: 'Summary|Zusammenfassung',
          columns: [
            column(
              50,
              section('Queue', 'name emailaddress queueviewtype businessunitid description:4'),
              section(
                'Email Settings|E-Mail-Einstellungen',
                'incomingemailfilteringmethod incomingemaildeliverymethod outgoingemaildeliverymethod',
                { phone: false },
              ),
            ),
            column(50, list('Members|Mitglieder', 'queuemembership_association', 'systemuser'), history),
          ],
        },
        {
          label: 'Queue Items',
          columns: [column(100, list('Queue Items', 'queue_entries', 'queueitem', 10))],
        },
      ],
    },
    quickCreate: 'name queueviewtype emailaddress ownerid description:3',
    quickView: 'name queueviewtype emailaddress ownerid',
    card: ['name', 'queueviewtype emailaddress'],
  },
  queueitem: {
    main: {
      header: 'queueid workerid statecode!',
      tabs: [
        single(
          'Queue Item',
          section(
            'Queue Item',
            'title+ objectid queueid enteredon! workerid priority sender! torecipients!',
            {
              columns: 2,
            },
          ),
          history,
        ),
      ],
    },
    quickCreate: 'queueid objectid title workerid',
    card: ['title', 'queueid enteredon'],
  },
  connection: {
    main: {
      header: 'statecode! ownerid',
      tabs: [
        {
          label: 'Connection',
          columns: [
            column(50, section('Connected From|Verbunden von', 'record1id record1roleid name')),
            column(
              50,
              section('Connected To|Verbunden mit', 'record2id record2roleid effectivestart effectiveend'),
            ),
          ],
        },
        single('Details', section('Description', ['description:5'], { hideLabel: true }), history),
      ],
    },
    quickCreate: 'record1id record1roleid record2id record2roleid description:3 ownerid',
    card: ['record2id', 'record2roleid record1id'],
  },
  connectionrole: {
    main: {
      header: 'category statecode!',
      tabs: [
        {
          label: 'Connection Role',
          columns: [
            column(50, section('Connection Role', 'name category description:4'), history),
            column(
              50,
              list(
                'Matching Roles|Gegenstücke',
                'connectionroleassociation_association',
                'connectionrole',
                8,
              ),
            ),
          ],
        },
      ],
    },
    quickCreate: 'name category description:3',
    card: ['name', 'category statecode'],
  },
  subject: {
    main: {
      header: 'parentsubject',
      tabs: [
        {
          label: 'Subject|Thema',
          columns: [
            column(50, section('Subject|Thema', 'title parentsubject description:4')),
            column(50, list('Child Subjects|Untergeordnete Themen', 'subject_parent_subject', 'subject', 8)),
          ],
        },
      ],
    },
    quickCreate: 'title parentsubject description:3',
  },
  socialprofile: {
    main: {
      header: 'community influencescore ownerid',
      tabs: [
        {
          label: 'Social Profile',
          columns: [
            column(
              50,
              section(
                'Social Profile',
                'profilename profilefullname customerid community profilelink influencescore blocked',
              ),
              history,
            ),
            column(50, list('Social Activities', 'socialprofile_socialactivities', 'socialactivity', 8)),
          ],
        },
      ],
    },
    quickCreate: 'profilename customerid community profilelink',
    quickView: 'profilename community customerid influencescore',
    card: ['profilename', 'community customerid'],
  },
  post: {
    main: {
      header: 'type! source!',
      tabs: [
        single('Post', section('Post', 'text:4+ regardingobjectid createdby! createdon!', { columns: 2 })),
      ],
    },
    card: ['text', 'regardingobjectid createdon'],
  },
  postfollow: {
    main: {
      header: 'ownerid',
      tabs: [single('Follow', section('Follow', 'regardingobjectid createdon!', { columns: 2 }))],
    },
    card: ['regardingobjectid', 'ownerid createdon'],
  },
  appnotification: {
    main: {
      header: 'priority ownerid',
      tabs: [
        single(
          'Notification',
          section('Notification', 'title+ body:4+ icontype toasttype ttlinseconds createdon!', {
            columns: 2,
          }),
        ),
      ],
    },
    card: ['title', 'priority createdon'],
  },
  role: {
    main: {
      header: 'businessunitid!',
      tabs: [
        {
          label: 'Security Role',
          columns: [
            column(
              50,
              section('Security Role', 'name! businessunitid!'),
              list('Teams', 'teamroles_association', 'team'),
            ),
            column(50, list('Users', 'systemuserroles_association', 'systemuser', 8)),
          ],
        },
      ],
    },
  },
};
