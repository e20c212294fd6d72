import { quoteTemplate } from './quote-template.ts';
import { sampleId } from './random.ts';
import { personOwner, recorded, type SampleRows } from './rows.ts';
import type { Calendar } from './dates.ts';
import { administrator } from './people.ts';

/** Read, write, append and append to, as the bits of access rights. */
const workTogether = 1 | 2 | 4 | 16;
const word = 2;

/** What solutions cannot carry: the team that a deal may get, and the document that a quote is printed with. */
export function* templateRows(calendar: Calendar): Generator<SampleRows> {
  const made = recorded(calendar.past(700, 9), calendar.past(700, 9), personOwner(administrator));
  yield {
    table: 'teamtemplate',
    rows: [
      {
        teamtemplateid: sampleId('teamtemplate Opportunity sales team'),
        teamtemplatename: 'Opportunity sales team',
        description: 'Colleagues who work on one opportunity, with the rights to read, change and add to it.',
        objecttypecode: 3,
        defaultaccessrightsmask: workTogether,
        issystem: false,
        ...made,
      },
    ],
  };
  yield {
    table: 'documenttemplate',
    rows: [
      {
        documenttemplateid: sampleId('documenttemplate Quote'),
        name: 'Quote',
        description: 'The quote with its lines and total, for the customer.',
        documenttype: word,
        associatedentitytypecode: 'quote',
        languagecode: 1033,
        status: false,
        content: Buffer.from(quoteTemplate()).toString('base64'),
        ...made,
      },
    ],
  };
}
