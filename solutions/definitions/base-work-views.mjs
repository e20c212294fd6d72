const simple = (columns, quickFind, order, views) => ({ columns, quickFind, order, views });
const all = (english, german) => ({ name: `All ${english}|Alle ${german}`, default: true, filter: '' });
const withState = (many, german) => [
  { name: `Active ${many}|Aktive ${german}`, default: true, filter: 'statecode eq 0' },
  { name: `Inactive ${many}|Inaktive ${german}`, filter: 'statecode eq 1' },
  { name: `All ${many}|Alle ${german}`, filter: '' },
];
const activityViews = (many, german) => [
  { name: `My ${many}|Meine ${german}`, default: true, filter: 'ownerid eq-userid & statecode in 0,3' },
  { name: `Open ${many}|Offene ${german}`, filter: 'statecode in 0,3' },
  { name: `Completed ${many}|Abgeschlossene ${german}`, filter: 'statecode eq 1', order: '-scheduledend' },
  { name: `All ${many}|Alle ${german}`, filter: '', order: '-scheduledend' },
];
const activityColumns =
  'subject:300 regardingobjectid:180 prioritycode:100 scheduledend:150 ownerid:150 statecode:110';

/** Connections whose other side has a role of the category. */
const ofRole = (name, category) => ({
  name,
  filter: 'statecode eq 0',
  columns: 'record2id:220 record2roleid:160 description:220',
  links: [
    {
      table: 'connectionrole',
      from: 'connectionroleid',
      to: 'record2roleid',
      alias: 'role',
      type: 'inner',
      filter: `category eq ${category}`,
    },
  ],
});

/** Views of queues, connections and further activities: see solutions/README.md for the notation. */
export const baseWorkViews = {
  letter: simple(activityColumns, 'subject', 'scheduledend', activityViews('Letters', 'Briefe')),
  fax: simple(activityColumns, 'subject', 'scheduledend', activityViews('Faxes', 'Faxe')),
  recurringappointmentmaster: simple(
    'subject:300 location:180 recurrencepatterntype:140 patternstartdate:140 patternenddate:140 ownerid:150 statecode:110',
    'subject location',
    'patternstartdate',
    activityViews('Recurring Appointments', 'Terminserien'),
  ),
  socialactivity: simple(
    'subject:300 community:120 postfromprofileid:180 regardingobjectid:180 sentimentvalue:110 ownerid:150 statecode:110',
    'subject',
    '-createdon',
    activityViews('Social Activities', 'Aktivitäten in sozialen Netzwerken'),
  ),
  activitymimeattachment: simple(
    'filename:260 filesize:120 mimetype:160 objectid:240',
    'filename',
    'filename',
    [all('Attachments', 'Anlagen')],
  ),
  queue: simple('name:240 queueviewtype:120 emailaddress:220 ownerid:160 statecode:110', 'name', 'name', [
    { name: 'My Queues|Meine Warteschlangen', default: true, filter: 'statecode eq 0 & ownerid eq-userid' },
    { name: 'Active Queues|Aktive Warteschlangen', filter: 'statecode eq 0' },
    { name: 'Public Queues|Öffentliche Warteschlangen', filter: 'statecode eq 0 & queueviewtype eq 0' },
    {
      name: 'Queues I’m a Member Of|Warteschlangen, in denen ich Mitglied bin',
      filter: 'statecode eq 0',
      links: [
        {
          table: 'queuemembership',
          from: 'queueid',
          to: 'queueid',
          alias: 'member',
          type: 'inner',
          filter: 'systemuserid eq-userid',
        },
      ],
    },
    { name: 'Inactive Queues|Inaktive Warteschlangen', filter: 'statecode eq 1' },
    { name: 'All Queues|Alle Warteschlangen', filter: '' },
  ]),
  queueitem: simple(
    'title:280 enteredon:150 objecttypecode:120 queueid:180 workerid:160 priority:90',
    'title',
    '-enteredon',
    [
      { name: 'All Items|Alle Elemente', default: true, filter: 'statecode eq 0' },
      {
        name: 'Items I am Working On|Elemente, an denen ich arbeite',
        filter: 'statecode eq 0 & workerid eq-userid',
      },
      {
        name: 'Items Available to Work On|Verfügbare Elemente',
        filter: 'statecode eq 0 & workerid null',
      },
      {
        name: 'Cases Available to Work On|Verfügbare Anfragen',
        filter: 'statecode eq 0 & workerid null & objecttypecode eq incident',
      },
      { name: 'Inactive Queue Items|Inaktive Warteschlangenelemente', filter: 'statecode eq 1' },
    ],
  ),
  connection: simple(
    'record2id:220 record2roleid:160 record1id:220 record1roleid:160 description:220 statecode:110',
    'name description',
    'record2id',
    [
      ...withState('Connections', 'Verbindungen'),
      ofRole('Stakeholders|Beteiligte', 1000),
      ofRole('Sales Team Members|Mitglieder des Vertriebsteams', 1001),
    ],
  ),
  connectionrole: simple(
    'name:260 category:160 description:260 statecode:110',
    'name',
    'name',
    withState('Connection Roles', 'Verbindungsrollen'),
  ),
  subject: simple('title:280 parentsubject:220 description:260', 'title', 'title', [
    all('Subjects', 'Themen'),
  ]),
  socialprofile: simple(
    'profilename:220 community:120 customerid:220 influencescore:120 statecode:110',
    'profilename',
    'profilename',
    withState('Social Profiles', 'Profile in sozialen Netzwerken'),
  ),
  post: simple(
    'text:360 regardingobjectid:200 type:120 source:120 createdby:160 createdon:150',
    'text',
    '-createdon',
    [all('Posts', 'Beiträge'), { name: 'My Posts|Meine Beiträge', filter: 'createdby eq-userid' }],
  ),
  postfollow: simple('regardingobjectid:260 ownerid:180 createdon:150', 'regardingobjectname', '-createdon', [
    { name: 'Records I Follow|Datensätze, denen ich folge', default: true, filter: 'ownerid eq-userid' },
    { name: 'All Follows|Alle Abonnements', filter: '' },
  ]),
  appnotification: simple('title:300 priority:110 ownerid:160 createdon:150', 'title', '-createdon', [
    { name: 'My Notifications|Meine Benachrichtigungen', default: true, filter: 'ownerid eq-userid' },
    { name: 'All Notifications|Alle Benachrichtigungen', filter: '' },
  ]),
  role: simple('name:280 businessunitid:220', 'name', 'name', [all('Security Roles', 'Sicherheitsrollen')]),
};
