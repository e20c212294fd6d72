import type { Row } from '../../src/shared/metadata/row.ts';
import type { SampleCase } from './cases.ts';
import type { SampleAccount, SampleContact } from './customers.ts';
import type { Calendar } from './dates.ts';
import { base64, photo } from './photo.ts';
import { Choices, sampleId } from './random.ts';
import { ownedBy, personOf, recorded, type Owner } from './rows.ts';
import type { SampleDeal, SampleLead } from './sales.ts';
import {
  callSubjects,
  faxSubjects,
  letterSubjects,
  mailSubjects,
  meetingSubjects,
  noteTexts,
  postSubjects,
  seriesSubjects,
  taskSubjects,
} from './words.ts';

export type ActivityTable =
  | 'task'
  | 'phonecall'
  | 'appointment'
  | 'email'
  | 'letter'
  | 'fax'
  | 'socialactivity'
  | 'recurringappointmentmaster';

/** Kinds that few activities are, by where in every sixty: the series is among the open ones. */
const rare: Readonly<Record<number, ActivityTable>> = {
  29: 'letter',
  38: 'fax',
  42: 'recurringappointmentmaster',
  51: 'socialactivity',
};

/** A row that activities and notes can be about. */
export interface Subject {
  readonly table: 'account' | 'contact' | 'opportunity' | 'lead' | 'incident';
  readonly id: string;
  readonly name: string;
  readonly owner: Owner;
  readonly account?: SampleAccount;
  readonly age: number;
}

export const subjectOf = {
  account: (one: SampleAccount): Subject => ({
    table: 'account',
    id: one.id,
    name: one.name,
    owner: one.owner,
    account: one,
    age: one.age,
  }),
  deal: (one: SampleDeal): Subject => ({
    table: 'opportunity',
    id: one.id,
    name: one.name,
    owner: one.owner,
    account: one.account,
    age: one.age,
  }),
  lead: (one: SampleLead): Subject => ({
    table: 'lead',
    id: one.id,
    name: one.name,
    owner: one.owner,
    age: one.age,
  }),
  case: (one: SampleCase): Subject => ({
    table: 'incident',
    id: one.id,
    name: one.name,
    owner: one.owner,
    account: one.account,
    age: one.age,
  }),
  contact: (one: SampleContact, account: SampleAccount): Subject => ({
    table: 'contact',
    id: one.id,
    name: one.fullName,
    owner: account.owner,
    account,
    age: account.age,
  }),
};

/** Kinds of parties as activityparty's participation type names them. */
const party = {
  sender: 1,
  to: 2,
  cc: 3,
  required: 5,
  optional: 6,
  organizer: 7,
  regarding: 8,
  owner: 9,
} as const;

/** Days from today when the nth open activity is due: overdue, today, this week, the weeks after. */
const dueDays = (index: number): number => -12 + ((index * 11) % 41);

/** What the first open activities are, and when due: each kind has one overdue and one of the coming days, also in a small sample. */
const firstOpen: readonly (readonly [ActivityTable, number])[] = [
  ['task', -4],
  ['phonecall', -4],
  ['appointment', -4],
  ['task', 3],
  ['phonecall', 3],
  ['appointment', 3],
  ['appointment', 0],
];

/** Two of fifteen notes carry a photo. */
function attachment(index: number): Row {
  if (index % 15 !== 4 && index % 15 !== 11) return { isdocument: false };
  const bytes = photo(index);
  return {
    isdocument: true,
    filename: `site-visit-${String(index).padStart(4, '0')}.png`,
    mimetype: 'image/png',
    filesize: bytes.length,
    documentbody: base64(bytes),
  };
}

const statesOf: Readonly<
  Record<
    ActivityTable,
    {
      readonly open: readonly (readonly [number, number])[];
      readonly done: readonly (readonly [number, number])[];
    }
  >
> = {
  task: {
    open: [
      [0, 2],
      [0, 3],
      [0, 4],
    ],
    done: [
      [1, 5],
      [1, 5],
      [1, 5],
      [2, 6],
    ],
  },
  phonecall: {
    open: [[0, 1]],
    done: [
      [1, 2],
      [1, 4],
      [1, 2],
      [2, 3],
    ],
  },
  appointment: {
    open: [
      [3, 5],
      [3, 5],
      [0, 2],
    ],
    done: [
      [1, 3],
      [1, 3],
      [1, 3],
      [2, 4],
    ],
  },
  email: {
    open: [[0, 1]],
    done: [
      [1, 3],
      [1, 4],
      [1, 3],
    ],
  },
  letter: {
    open: [[0, 1]],
    done: [
      [1, 4],
      [1, 3],
    ],
  },
  fax: {
    open: [[0, 1]],
    done: [
      [1, 3],
      [1, 4],
    ],
  },
  socialactivity: { open: [[0, 1]], done: [[1, 2]] },
  recurringappointmentmaster: { open: [[3, 4]], done: [[1, 2]] },
};

const subjects: Readonly<Record<ActivityTable, readonly string[]>> = {
  task: taskSubjects,
  phonecall: callSubjects,
  appointment: meetingSubjects,
  email: mailSubjects,
  letter: letterSubjects,
  fax: faxSubjects,
  socialactivity: postSubjects,
  recurringappointmentmaster: seriesSubjects,
};

export interface MadeActivity {
  readonly table: ActivityTable;
  readonly row: Row;
  /** The same activity as the activities of all kinds list it. */
  readonly pointer: Row;
  readonly parties: readonly Row[];
}

/** Activities of all kinds with their parties, and notes. */
export class Activities {
  readonly #choices: Choices;
  readonly #calendar: Calendar;
  readonly #contacts: ReadonlyMap<string, SampleContact>;

  constructor(seed: string, calendar: Calendar, contacts: readonly SampleContact[]) {
    this.#choices = new Choices(`${seed} activities`);
    this.#calendar = calendar;
    this.#contacts = new Map(contacts.map((one) => [one.id, one]));
  }

  #contactOf(subject: Subject): SampleContact | undefined {
    if (subject.table === 'contact') return this.#contacts.get(subject.id);
    const ids = subject.account?.contactIds ?? [];
    return ids.length === 0 ? undefined : this.#contacts.get(this.#choices.pick(ids));
  }

  /** Of twenty activities seven are open. */
  activity(index: number, subject: Subject): MadeActivity {
    const choices = this.#choices;
    const spread = choices.weighted<ActivityTable>([
      ['task', 30],
      ['phonecall', 25],
      ['appointment', 20],
      ['email', 25],
    ]);
    const [table, fixedDays] = firstOpen[index] ?? [rare[index % 60] ?? spread, undefined];
    const isOpen = index % 20 < 7;
    const [statecode, statuscode] = choices.pick(statesOf[table][isOpen ? 'open' : 'done']);
    const days = isOpen
      ? (fixedDays ?? dueDays(Math.floor(index / 20) * 7 + (index % 20)))
      : -choices.int(1, Math.max(2, Math.min(subject.age, 500)));
    const hour = choices.int(7, 16);
    const minute = choices.pick([0, 15, 30, 45]);
    const minutes =
      table === 'appointment'
        ? choices.pick([30, 60, 90, 120])
        : table === 'phonecall'
          ? choices.pick([10, 15, 30])
          : 30;
    const start = this.#calendar.at(days, hour, minute);
    const end = this.#calendar.at(days, hour, minute + minutes);
    const id = sampleId(`activity ${index}`);
    const doer = personOf(choices, subject.owner);
    const created = this.#calendar.past(
      Math.max(0, -days) + choices.int(0, 12),
      choices.int(7, 17),
      choices.int(0, 59),
    );
    const contact = this.#contactOf(subject);
    const isDone = statecode === 1;
    const shared: Row = {
      activityid: id,
      activitytypecode: table,
      subject: `${choices.pick(subjects[table])}${choices.chance(0.6) ? `: ${subject.name}` : ''}`.slice(
        0,
        200,
      ),
      description: choices.chance(0.4) ? choices.pick(noteTexts) : null,
      regardingobjectid: subject.id,
      regardingobjectid__type: subject.table,
      prioritycode: choices.weighted([
        [0, 10],
        [1, 70],
        [2, 20],
      ]),
      scheduledstart: table === 'email' ? null : start,
      scheduledend: table === 'email' ? null : end,
      scheduleddurationminutes: table === 'email' ? null : minutes,
      actualstart: isDone ? start : null,
      actualend: isDone ? end : null,
      actualdurationminutes: isDone ? minutes : null,
      sortdate: start,
      ...ownedBy(doer),
      ...recorded(created, isOpen ? created : this.#calendar.past(-days, 17), doer),
    };
    const parties = this.#parties(table, doer, subject, contact);
    return {
      table,
      row: { ...shared, ...this.#own(table, isDone, statuscode, contact, start), statecode, statuscode },
      // Activities of all kinds know four states, each with one reason.
      pointer: { ...shared, statecode, statuscode: statecode + 1 },
      parties: parties.map((one, at) => ({
        ...one,
        activitypartyid: sampleId(`activityparty ${index} ${at}`),
        activityid: id,
        createdon: created,
        modifiedon: created,
        createdby: doer.id,
        modifiedby: doer.id,
      })),
    };
  }

  #own(
    table: ActivityTable,
    isDone: boolean,
    statuscode: number,
    contact: SampleContact | undefined,
    start: string,
  ): Row {
    const choices = this.#choices;
    switch (table) {
      case 'task':
        return {
          percentcomplete: isDone ? 100 : statuscode === 3 ? choices.pick([20, 40, 60, 80]) : 0,
          category: choices.chance(0.3) ? 'Sales' : null,
        };
      case 'phonecall':
        return {
          phonenumber: contact?.phone ?? null,
          directioncode: statuscode !== 4,
          leftvoicemail: isDone && choices.chance(0.12),
        };
      case 'appointment':
        return {
          location: choices.pick([
            'Customer site',
            'Video call',
            'Our office',
            'Meeting room Elbe',
            'Trade fair, hall 3',
          ]),
          isalldayevent: false,
        };
      case 'email':
        return {
          directioncode: statuscode !== 4,
          sender: statuscode === 4 ? (contact?.email ?? null) : 'sales@haversack.example',
          torecipients: statuscode === 4 ? 'sales@haversack.example' : (contact?.email ?? null),
          senton: statuscode === 1 ? null : start,
          readreceiptrequested: choices.chance(0.1),
        };
      case 'letter':
        return { directioncode: statuscode !== 3 };
      case 'fax':
        return {
          directioncode: statuscode !== 4,
          faxnumber: contact?.phone ?? null,
          numberofpages: choices.int(1, 6),
        };
      case 'socialactivity':
        return {
          directioncode: false,
          community: choices.pick([0, 1, 2]),
          sentimentvalue: choices.pick([-0.6, 0.1, 0.8]),
          postedon: isDone ? start : null,
        };
      case 'recurringappointmentmaster':
        return {
          location: 'Video call',
          isalldayevent: false,
          recurrencepatterntype: 1,
          interval: 1,
          // A bit for each day, from Sunday: the day of the first one.
          daysofweekmask: 1 << new Date(start).getUTCDay(),
          patternstartdate: start.slice(0, 10),
          patternendtype: 2,
          occurrences: 12,
          starttime: start,
        };
    }
  }

  #parties(table: ActivityTable, doer: Owner, subject: Subject, contact: SampleContact | undefined): Row[] {
    if (table === 'task') return [];
    const own = (participationtypemask: number): Row => ({
      partyid: doer.id,
      partyid__type: 'systemuser',
      participationtypemask,
    });
    const other = (participationtypemask: number): Row[] => {
      if (contact !== undefined)
        return [
          {
            partyid: contact.id,
            partyid__type: 'contact',
            participationtypemask,
            addressused: table === 'phonecall' ? contact.phone : contact.email,
          },
        ];
      return subject.table === 'lead' || subject.table === 'account'
        ? [{ partyid: subject.id, partyid__type: subject.table, participationtypemask }]
        : [];
    };
    if (table !== 'appointment' && table !== 'recurringappointmentmaster')
      return [own(party.sender), ...other(party.to)];
    return [
      own(party.organizer),
      ...other(party.required),
      own(this.#choices.chance(0.5) ? party.required : party.optional),
    ];
  }

  note(index: number, subject: Subject): Row {
    const choices = this.#choices;
    const author = personOf(choices, subject.owner);
    const age = choices.int(0, Math.max(1, subject.age));
    const text = choices.pick(noteTexts);
    return {
      annotationid: sampleId(`annotation ${index}`),
      subject: choices.chance(0.6)
        ? choices.pick(['Conversation', 'Visit report', 'To remember', 'Agreement'])
        : null,
      notetext: choices.chance(0.2) ? `${text} ${choices.pick(noteTexts)}` : text,
      objectid: subject.id,
      objectid__type: subject.table,
      ...attachment(index),
      ...ownedBy(author),
      ...recorded(
        this.#calendar.past(age, choices.int(7, 17), choices.int(0, 59)),
        this.#calendar.past(age, 18),
        author,
      ),
    };
  }
}
