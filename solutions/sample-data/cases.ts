import type { Row } from '../../src/shared/metadata/row.ts';
import type { SampleProduct } from './catalogue.ts';
import type { SampleAccount, SampleContact } from './customers.ts';
import { Calendar } from './dates.ts';
import { businessUnits, serviceManager, servicePeople } from './people.ts';
import { Choices, sampleId } from './random.ts';
import { ownedBy, personOwner, recorded, type Owner } from './rows.ts';
import { escalationQueue, ownQueue, publishedArticleIds, subjectIds, supportQueue } from './service-desk.ts';
import { goals, slaId, slaItemId, type Priority } from './service-terms.ts';
import { caseTexts, caseTitles } from './words.ts';
import { afterWorkingMinutes } from './working-hours.ts';

const hour = 3_600_000;
const kpi = { inProgress: 0, breached: 1, nearing: 2, paused: 3, succeeded: 4, canceled: 5 } as const;
type KpiStatus = (typeof kpi)[keyof typeof kpi];
/** What the case itself says of a KPI with that status. */
const statusOnCase: Readonly<Record<KpiStatus, number>> = { 0: 1, 1: 4, 2: 2, 3: 1, 4: 3, 5: 1 };
/** How far the open cases are with their resolution, in turn. */
const wantedTurns: readonly KpiStatus[] = [
  kpi.inProgress,
  kpi.nearing,
  kpi.breached,
  kpi.paused,
  kpi.inProgress,
];

const origins: readonly (readonly [number, number])[] = [
  [1, 38],
  [2, 34],
  [3, 18],
  [2483, 5],
  [3986, 5],
];

export interface SampleCase {
  readonly id: string;
  readonly name: string;
  readonly owner: Owner;
  readonly account: SampleAccount;
  readonly age: number;
  readonly isOpen: boolean;
}

export interface MadeCase {
  readonly incident: Row;
  /** Rows of other tables that come with it. */
  readonly others: readonly (readonly [table: string, row: Row])[];
}

interface Progress {
  readonly created: number;
  readonly priority: Priority;
  /** When the goal was met, milliseconds since the epoch. */
  readonly doneAt?: number;
  readonly isPaused: boolean;
  readonly isCanceled: boolean;
}

interface Customer {
  readonly account: SampleAccount;
  readonly owner: Owner;
}

/** Cases with what measures, lists and resolves them. */
export class Cases {
  readonly cases: SampleCase[] = [];
  readonly #choices: Choices;
  readonly #calendar: Calendar;
  readonly #accounts: readonly SampleAccount[];
  readonly #contacts: ReadonlyMap<string, SampleContact>;
  readonly #products: readonly SampleProduct[];
  readonly #entitlements: ReadonlyMap<string, string>;
  readonly #profiles = new Set<string>();

  constructor(
    seed: string,
    calendar: Calendar,
    customers: { readonly accounts: readonly SampleAccount[]; readonly contacts: readonly SampleContact[] },
    products: readonly SampleProduct[],
    entitlements: ReadonlyMap<string, string>,
  ) {
    this.#choices = new Choices(`${seed} cases`);
    this.#calendar = calendar;
    this.#accounts = customers.accounts.filter((account) => account.isActive);
    this.#contacts = new Map(customers.contacts.map((one) => [one.id, one]));
    this.#products = products;
    this.#entitlements = entitlements;
  }

  /** Who serves a customer: the representative of the region, now and then its team or the head of service. */
  #ownerFor(account: SampleAccount): Owner {
    const unit = Object.values(businessUnits).find((one) => one.id === account.owner.businessUnitId);
    const near = servicePeople.find((one) => one.businessUnitId === unit?.id);
    const turn = this.#choices.int(0, 9);
    if (near === undefined || unit === undefined || turn === 0) return personOwner(serviceManager);
    return turn === 1 ? { kind: 'team', id: unit.teamId, businessUnitId: unit.id } : personOwner(near);
  }

  /** Of each ten the fourth and fifth are children of the third. */
  #parentOf(index: number): SampleCase | undefined {
    const place = index % 10;
    return place === 3 || place === 4 ? this.cases[index - place + 2] : undefined;
  }

  #customerOf(index: number, parent: SampleCase | undefined): Customer | undefined {
    if (parent !== undefined) return parent;
    const account = this.#accounts[(index * 5) % this.#accounts.length];
    return account === undefined ? undefined : { account, owner: this.#ownerFor(account) };
  }

  #statusOf(which: 1 | 2, progress: Progress): KpiStatus {
    const { warn, fail } = goals[which][progress.priority];
    const failure = afterWorkingMinutes(progress.created, fail);
    if (progress.isCanceled) return kpi.canceled;
    if (progress.doneAt !== undefined) return progress.doneAt <= failure ? kpi.succeeded : kpi.breached;
    if (progress.isPaused) return kpi.paused;
    if (this.#calendar.now >= failure) return kpi.breached;
    return this.#calendar.now >= afterWorkingMinutes(progress.created, warn) ? kpi.nearing : kpi.inProgress;
  }

  /** The youngest age in days at which a case that was opened at eight is that far; weekends and holidays count. */
  #ageFor(wanted: KpiStatus, priority: Priority): number {
    for (let age = 0; age < 30; age++) {
      const created = Date.parse(this.#calendar.past(age, 8));
      const status = this.#statusOf(2, { created, priority, isPaused: false, isCanceled: false });
      if (status === wanted) return age;
    }
    return 0;
  }

  #ageOf(index: number, isOpen: boolean, wanted: KpiStatus, priority: Priority): number {
    const choices = this.#choices;
    if (!isOpen) return index % 7 === 0 ? choices.int(1, 6) : choices.int(3, 700);
    if (wanted === kpi.paused) return choices.int(4, 30);
    const age = this.#ageFor(wanted, priority);
    return wanted === kpi.breached ? age + choices.int(0, 25) : age;
  }

  #kpiRow(which: 1 | 2, incidentId: string, progress: Progress, owner: Owner): Row {
    const { name, warn, fail } = goals[which][progress.priority];
    const status = this.#statusOf(which, progress);
    const created = Calendar.print(progress.created);
    const warning = Calendar.print(afterWorkingMinutes(progress.created, warn));
    const failure = Calendar.print(afterWorkingMinutes(progress.created, fail));
    const doneAt = progress.doneAt === undefined ? null : Calendar.print(progress.doneAt);
    const changed = Calendar.print(
      Math.min(progress.doneAt ?? progress.created + hour, this.#calendar.now - 60_000),
    );
    return {
      slakpiinstanceid: sampleId(`slakpiinstance ${which} ${incidentId}`),
      name,
      regarding: incidentId,
      slaitemid: slaItemId(which, progress.priority),
      status,
      applicablefromvalue: created,
      warningtime: warning,
      failuretime: failure,
      computedwarningtime: warning,
      computedfailuretime: failure,
      succeededon: status === kpi.succeeded ? doneAt : null,
      pausedon: status === kpi.paused ? changed : null,
      warningtimereached: status === kpi.nearing || status === kpi.breached,
      ...ownedBy(owner),
      ...recorded(created, changed, owner),
    };
  }

  /** Of twenty cases nine are open; of the others most are resolved, some canceled. */
  case(index: number): MadeCase | undefined {
    const choices = this.#choices;
    const parent = this.#parentOf(index);
    const customer = this.#customerOf(index, parent);
    if (customer === undefined) return undefined;
    const { account, owner } = customer;
    const isOpen = index % 20 < 9;
    const isCanceled = !isOpen && index % 20 === 19;
    const isEscalated = isOpen ? index % 6 === 1 : index % 20 === 15;
    const wanted =
      parent === undefined ? (wantedTurns[index % wantedTurns.length] ?? kpi.inProgress) : kpi.inProgress;
    const priority: Priority = isEscalated
      ? 1
      : choices.weighted<Priority>([
          [1, 20],
          [2, 55],
          [3, 25],
        ]);
    const ownAge = this.#ageOf(index, isOpen, wanted, priority);
    const age = parent === undefined ? ownAge : Math.min(ownAge, parent.age);
    const created = this.#calendar.past(
      age,
      isOpen ? 8 : choices.int(7, 16),
      isOpen ? 0 : choices.int(0, 59),
    );
    const start = Date.parse(created);
    const latest = this.#calendar.now - 60_000;
    const fail = goals[2][priority].fail;
    // Three of four are resolved in time.
    const worked = afterWorkingMinutes(
      start,
      Math.floor(fail * (choices.chance(0.75) ? 0.1 + 0.8 * choices.next() : 1.3)),
    );
    const closedAt = isOpen ? undefined : Math.min(worked, latest);
    const isAnswered = !isOpen || (index % 3 !== 0 && age > 0);
    const answeredAt = isAnswered
      ? Math.min(
          afterWorkingMinutes(start, goals[1][priority].fail * (index % 7 === 1 ? 1.5 : 0.4)),
          closedAt ?? latest,
        )
      : undefined;
    const isPaused = isOpen && wanted === kpi.paused;
    const progress = { created: start, priority, isPaused, isCanceled };
    const id = sampleId(`incident ${index}`);
    const contact = this.#contacts.get(
      account.contactIds[index % Math.max(1, account.contactIds.length)] ?? '',
    );
    const origin = index < 5 ? (origins[index]?.[0] ?? 1) : choices.weighted(origins);
    const title = `${choices.pick(caseTitles)}: ${account.name}`.slice(0, 200);
    this.cases.push({ id, name: title, owner, account, age, isOpen });
    const modified = Calendar.print(
      Math.max(start, Math.min(closedAt ?? start + choices.int(1, 40) * hour, latest)),
    );
    const profileId =
      contact === undefined || origin < 2483 ? undefined : sampleId(`socialprofile ${contact.id}`);
    const author = owner.kind === 'team' ? personOwner(serviceManager) : owner;
    const stamp = recorded(created, modified, author);
    const first = this.#statusOf(1, { ...progress, doneAt: answeredAt });
    const resolve = this.#statusOf(2, { ...progress, doneAt: isCanceled ? undefined : closedAt });
    const incident: Row = {
      incidentid: id,
      title,
      ticketnumber: `CAS-${String(1000 + index).padStart(5, '0')}-${id.slice(0, 6).toUpperCase()}`,
      subjectid: choices.pick(subjectIds),
      customerid: account.id,
      customerid__type: 'account',
      primarycontactid: contact?.id ?? null,
      productid: choices.chance(0.6) ? choices.pick(this.#products).id : null,
      productserialnumber: choices.chance(0.4) ? `SN-${choices.digits(8)}` : null,
      caseorigincode: origin,
      casetypecode: 1 + (index % 3),
      prioritycode: priority,
      description: choices.pick(caseTexts),
      entitlementid: this.#entitlements.get(account.id) ?? null,
      slaid: slaId,
      slainvokedid: slaId,
      firstresponsebykpiid: sampleId(`slakpiinstance 1 ${id}`),
      resolvebykpiid: sampleId(`slakpiinstance 2 ${id}`),
      firstresponseslastatus: statusOnCase[first],
      resolvebyslastatus: statusOnCase[resolve],
      responseby: Calendar.print(afterWorkingMinutes(start, goals[1][priority].fail)),
      resolveby: Calendar.print(afterWorkingMinutes(start, fail)),
      firstresponsesent: isAnswered,
      customercontacted: isAnswered,
      followupby: isOpen && choices.chance(0.5) ? this.#calendar.at(choices.int(-2, 6), 10) : null,
      isescalated: isEscalated,
      escalatedon: isEscalated ? modified : null,
      lastonholdtime: isPaused ? modified : null,
      parentcaseid: parent?.id ?? null,
      numberofchildincidents: index % 10 === 2 ? 2 : 0,
      socialprofileid: profileId ?? null,
      servicestage: isOpen ? (isAnswered ? 1 : 0) : 2,
      customersatisfactioncode: !isOpen && !isCanceled && choices.chance(0.6) ? choices.int(1, 5) : null,
      statecode: isOpen ? 0 : isCanceled ? 2 : 1,
      statuscode: isPaused
        ? 2
        : isOpen
          ? choices.pick([1, 1, 3, 4])
          : isCanceled
            ? 6
            : choices.pick([5, 5, 1000]),
      ...ownedBy(owner),
      ...stamp,
    };
    const others: (readonly [string, Row])[] = [
      ['slakpiinstance', this.#kpiRow(1, id, { ...progress, doneAt: answeredAt }, owner)],
      [
        'slakpiinstance',
        this.#kpiRow(2, id, { ...progress, doneAt: isCanceled ? undefined : closedAt }, owner),
      ],
    ];
    if (profileId !== undefined && contact !== undefined && !this.#profiles.has(profileId)) {
      this.#profiles.add(profileId);
      others.push(['socialprofile', this.#profileRow(profileId, origin, contact, owner, stamp)]);
    }
    if (isOpen) others.push(...this.#queued(index, incident, owner, modified));
    if (closedAt !== undefined && !isCanceled) {
      others.push(...this.#resolution(incident, Calendar.print(closedAt), author));
      if (index % 4 === 0)
        others.push([
          'knowledgearticleincident',
          {
            knowledgearticleincidentid: sampleId(`knowledgearticleincident ${id}`),
            knowledgearticleid: choices.pick(publishedArticleIds),
            incidentid: id,
          },
        ]);
    }
    return { incident, others };
  }

  #profileRow(id: string, origin: number, contact: SampleContact, owner: Owner, stamp: Row): Row {
    const handle = contact.email.split('@')[0] ?? 'customer';
    return {
      socialprofileid: id,
      profilename: handle.slice(0, 100),
      profilefullname: contact.fullName.slice(0, 100),
      profilelink: `https://social.example/${handle}`.slice(0, 200),
      community: origin === 2483 ? 1 : 2,
      customerid: contact.id,
      customerid__type: 'contact',
      influencescore: this.#choices.int(1, 100),
      blocked: false,
      ...ownedBy(owner),
      ...stamp,
    };
  }

  /** Four of five open cases are in a queue; in their owner's own one they are worked on. */
  #queued(index: number, incident: Row, owner: Owner, entered: string): [string, Row][] {
    if (index % 5 === 4) return [];
    const person = [...servicePeople, serviceManager].find((one) => one.userId === owner.id);
    const isOwn = person !== undefined && incident['isescalated'] !== true && index % 3 === 2;
    const queueid =
      incident['isescalated'] === true ? escalationQueue : isOwn ? ownQueue(person) : supportQueue;
    const worker = isOwn || (person !== undefined && index % 2 === 0) ? person?.userId : undefined;
    const keeper = personOwner(isOwn ? person : serviceManager);
    const { incidentid = null, title = null, prioritycode = null } = incident;
    const row: Row = {
      queueitemid: sampleId(`queueitem ${String(incidentid)}`),
      queueid,
      objectid: incidentid,
      objectid__type: 'incident',
      objecttypecode: 'incident',
      title,
      enteredon: entered,
      priority: prioritycode,
      workerid: worker ?? null,
      workerid__type: worker === undefined ? null : 'systemuser',
      statecode: 0,
      statuscode: 1,
      ...ownedBy(keeper),
      ...recorded(entered, entered, keeper),
    };
    return [['queueitem', row]];
  }

  /** The activity that says how a case was resolved, and its line among the activities of all kinds. */
  #resolution(incident: Row, when: string, author: Owner): [string, Row][] {
    const id = sampleId(`incidentresolution ${String(incident['incidentid'])}`);
    const minutes = this.#choices.int(1, 24) * 5;
    const shared: Row = {
      activityid: id,
      activitytypecode: 'incidentresolution',
      subject: this.#choices.pick([
        'Seal replaced',
        'Explained by telephone',
        'Settings corrected',
        'Part sent',
      ]),
      regardingobjectid: incident['incidentid'] ?? null,
      actualstart: when,
      actualend: when,
      actualdurationminutes: minutes,
      sortdate: when,
      ...ownedBy(author),
      ...recorded(when, when, author),
    };
    return [
      [
        'incidentresolution',
        {
          ...shared,
          incidentid: incident['incidentid'] ?? null,
          resolutiontypecode: incident['statuscode'] ?? 5,
          timespent: minutes,
          totaltimespent: minutes,
          statecode: 1,
          statuscode: 2,
        },
      ],
      ['activitypointer', { ...shared, regardingobjectid__type: 'incident', statecode: 1, statuscode: 2 }],
    ];
  }
}
