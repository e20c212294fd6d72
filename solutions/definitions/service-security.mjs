import { everyone } from './security.mjs';

/** Roles of the service solution, as in security.mjs; none of them opens the mobile app by itself. */
const customers = ['Account', 'Contact'];
const work = ['Activity', 'Annotation', 'Connection', 'SocialProfile', 'QueueItem', 'Post'];
const terms = ['Entitlement', 'EntitlementTemplate', 'SLA', 'SLAItem', 'Calendar'];
const extras = ['prvGoOffline', 'prvExportToExcel'];

export const serviceRoles = [
  {
    name: 'Customer Service Representative',
    grants: [
      ...everyone,
      { tables: customers, grant: 'BLLBLLBB' },
      { tables: [...work, 'Incident', 'SLAKPIInstance'], grant: 'BLLBLLBB' },
      { tables: ['KnowledgeArticle', ...terms], grant: '-G---G--' },
    ],
    other: extras,
  },
  {
    name: 'CSR Manager',
    grants: [
      ...everyone,
      { tables: [...customers, ...work, 'Incident', 'SLAKPIInstance'], grant: 'DDDDDDDD' },
      { tables: ['Queue', 'Entitlement', 'SLA', 'SLAItem'], grant: 'DGDDDGDD' },
      { tables: ['Subject', 'EntitlementTemplate', 'Calendar', 'ConnectionRole'], grant: 'GGGGGG--' },
      { tables: ['KnowledgeArticle'], grant: 'DGDDDGDD' },
    ],
    other: [...extras, 'prvBulkEdit', 'prvMerge'],
  },
  {
    name: 'Knowledge Manager',
    grants: [
      ...everyone,
      { tables: ['KnowledgeArticle'], grant: 'GGGGGGGG' },
      { tables: ['Incident', ...customers], grant: '-G---G--' },
      { tables: work, grant: 'BLLBLLBB' },
      { tables: ['Subject'], grant: 'GGGGGG--' },
      { tables: terms, grant: '-G---G--' },
    ],
    other: extras,
  },
  { name: 'Customer Service app access', grants: [], other: [] },
];
