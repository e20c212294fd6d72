import { dashboards } from './apps.mjs';

const customers = {
  id: 'Customers',
  title: 'Customers|Kunden',
  items: ['account', 'contact', 'socialprofile'],
};

export const serviceApps = [
  {
    uniqueName: 'haversack_service',
    name: 'Service|Service',
    description:
      'Cases, queues and what is known about them, from the first question to the answer.|Anfragen, Warteschlangen und das Wissen dazu, von der ersten Frage bis zur Antwort.',
    roles: [
      'System Administrator',
      'System Customizer',
      'Customer Service Representative',
      'CSR Manager',
      'Knowledge Manager',
      'Customer Service app access',
    ],
    areas: [
      {
        id: 'Service',
        title: 'Service|Service',
        groups: [
          {
            id: 'MyWork',
            title: 'My Work|Meine Arbeit',
            items: [dashboards('Customer Service Representative Dashboard'), 'activitypointer'],
          },
          customers,
          {
            id: 'Service',
            title: 'Service|Service',
            items: ['incident', ['queueitem', 'All Items', 'Queues|Warteschlangen']],
          },
          {
            id: 'Knowledge',
            title: 'Knowledge|Wissen',
            items: [
              'knowledgearticle',
              ['knowledgearticle', 'Published Articles', 'Knowledge Search|Wissenssuche'],
            ],
          },
        ],
      },
      {
        id: 'Management',
        title: 'Service Management|Serviceverwaltung',
        groups: [
          {
            id: 'CaseSettings',
            title: 'Case Settings|Einstellungen der Anfragen',
            items: ['subject', 'queue', 'connectionrole'],
          },
          {
            id: 'Terms',
            title: 'Service Terms|Servicebedingungen',
            items: [
              'sla',
              'entitlement',
              ['calendar', 'Service Calendars', 'Service Calendars|Servicekalender'],
              ['calendar', 'Holiday Schedules', 'Holiday Schedule|Feiertagsplan'],
            ],
          },
          {
            id: 'Templates',
            title: 'Templates|Vorlagen',
            items: ['entitlementtemplate'],
          },
        ],
      },
    ],
    also: [
      'task',
      'phonecall',
      'appointment',
      'email',
      'letter',
      'fax',
      'recurringappointmentmaster',
      'socialactivity',
      'serviceappointment',
      'annotation',
      'activitymimeattachment',
      'connection',
      'postfollow',
      'customeraddress',
      'product',
      'incidentresolution',
      'entitlementchannel',
      'slaitem',
      'slakpiinstance',
      'calendarrule',
    ],
  },
];
