import type { Row } from '../../src/shared/metadata/row.ts';
import { Activities, subjectOf, type Subject } from './activities.ts';
import { Cases } from './cases.ts';
import { catalogue, type SampleProduct } from './catalogue.ts';
import { Customers } from './customers.ts';
import { Calendar } from './dates.ts';
import { Documents } from './documents.ts';
import { networkRows } from './network.ts';
import { Choices } from './random.ts';
import type { SampleRows } from './rows.ts';
import { Sales } from './sales.ts';
import { serviceDesk } from './service-desk.ts';
import { serviceTerms } from './service-terms.ts';
import { templateRows } from './templates.ts';

export type SampleSize = 'tiny' | 'tenth' | 'full';

/** Accounts a size; everything else follows in proportion, products excepted. */
export const accountsOf: Readonly<Record<SampleSize, number>> = { tiny: 60, tenth: 1000, full: 10_000 };

export interface SampleOptions {
  readonly size: SampleSize;
  readonly seed: string;
  /** Milliseconds since the epoch: the first start. All dates are relative to its day. */
  readonly now: number;
}

/** Rows a batch; small enough that no batch is ever large in memory. */
const batchSize = 500;

function* batches(table: string, count: number, make: (index: number) => Row): Generator<SampleRows> {
  for (let start = 0; start < count; start += batchSize)
    yield {
      table,
      rows: Array.from({ length: Math.min(batchSize, count - start) }, (_, at) => make(start + at)),
    };
}

/** Rows of several tables made together, given out table by table once one of them is full. */
class Sorter {
  readonly #rows = new Map<string, Row[]>();

  add(table: string, rows: readonly Row[]): void {
    const known = this.#rows.get(table);
    if (known === undefined) this.#rows.set(table, [...rows]);
    else known.push(...rows);
  }

  *full(): Generator<SampleRows> {
    for (const [table, rows] of this.#rows)
      if (rows.length >= batchSize) {
        this.#rows.delete(table);
        yield { table, rows };
      }
  }

  *rest(): Generator<SampleRows> {
    for (const [table, rows] of this.#rows) if (rows.length > 0) yield { table, rows };
    this.#rows.clear();
  }
}

function* customerRows(customers: Customers, accounts: number): Generator<SampleRows> {
  // Two and a half contacts an account: two, then three.
  yield* batches('account', accounts, (index) => customers.account(index, 2 + (index % 2)));
  const sorter = new Sorter();
  for (const [index, account] of customers.accounts.entries()) {
    sorter.add(
      'contact',
      account.contactIds.map((_, at) => customers.contact(account, at)),
    );
    if (index % 5 === 0) sorter.add('customeraddress', [customers.address(account, 0)]);
    yield* sorter.full();
  }
  yield* sorter.rest();
}

function* salesRows(sales: Sales, customers: Customers, accounts: number): Generator<SampleRows> {
  yield* batches('lead', accounts * 0.5, (index) => sales.lead(index));
  const sorter = new Sorter();
  for (const lead of sales.leads)
    sorter.add('leadcompetitors', sales.competitorsOf('leadcompetitors', 'leadid', lead.id));
  const active = customers.accounts.filter((account) => account.isActive);
  for (let index = 0; index < accounts * 0.6; index++) {
    const account = active[(index * 7) % active.length];
    if (account === undefined) break;
    const made = sales.opportunity(index, account);
    sorter.add('opportunity', [made.row]);
    sorter.add('opportunityproduct', made.lines);
    sorter.add(
      'opportunitycompetitors',
      sales.competitorsOf('opportunitycompetitors', 'opportunityid', String(made.row['opportunityid'])),
    );
    yield* sorter.full();
  }
  yield* sorter.rest();
}

/** Every won deal had a quote, a third of the open ones and a sixth of the lost ones have one. */
const quotedEvery: readonly number[] = [3, 1, 6];

function* documentRows(documents: Documents, sales: Sales): Generator<SampleRows> {
  const sorter = new Sorter();
  const seen = [0, 0, 0];
  for (const deal of sales.deals) {
    const nth = seen[deal.state] ?? 0;
    seen[deal.state] = nth + 1;
    if (nth % (quotedEvery[deal.state] ?? 1) !== 0) continue;
    for (const { table, row, lines } of documents.of(deal, nth)) {
      sorter.add(table, [row]);
      sorter.add(`${table}detail`, lines);
    }
    yield* sorter.full();
  }
  yield* sorter.rest();
}

/** Four cases for every ten accounts, with the terms that they are handled under. */
function* serviceRows(
  options: SampleOptions,
  calendar: Calendar,
  customers: Customers,
  sellable: readonly SampleProduct[],
): Generator<SampleRows, Cases> {
  yield* serviceDesk(options.seed, calendar);
  const productIds = sellable.map((product) => product.id);
  const terms = serviceTerms(options.seed, calendar, customers.accounts, productIds);
  yield* terms.tables;
  const cases = new Cases(options.seed, calendar, customers, sellable, terms.entitlements);
  const sorter = new Sorter();
  for (let index = 0; index < accountsOf[options.size] * 0.4; index++) {
    const made = cases.case(index);
    if (made === undefined) break;
    sorter.add('incident', [made.incident]);
    for (const [table, row] of made.others) sorter.add(table, [row]);
    yield* sorter.full();
  }
  yield* sorter.rest();
  return cases;
}

/** What activities and notes are about: mostly open deals and customers. */
function chooser(choices: Choices, sales: Sales, customers: Customers, cases: Cases): () => Subject {
  const open = sales.deals.filter((deal) => deal.isOpen);
  const contacts = new Map(customers.contacts.map((contact) => [contact.id, contact]));
  return () => {
    const kind = choices.weighted([
      ['deal', 30],
      ['any deal', 15],
      ['account', 35],
      ['lead', 10],
      ['contact', 10],
      ['case', 10],
    ]);
    if (kind === 'case') return subjectOf.case(choices.pick(cases.cases));
    if (kind === 'deal') return subjectOf.deal(choices.pick(open));
    if (kind === 'any deal') return subjectOf.deal(choices.pick(sales.deals));
    if (kind === 'lead') return subjectOf.lead(choices.pick(sales.leads));
    const account = choices.pick(customers.accounts);
    const contact = contacts.get(account.contactIds[0] ?? '');
    return kind === 'contact' && contact !== undefined
      ? subjectOf.contact(contact, account)
      : subjectOf.account(account);
  };
}

function* activityRows(
  activities: Activities,
  choose: () => Subject,
  accounts: number,
): Generator<SampleRows> {
  const sorter = new Sorter();
  for (let index = 0; index < accounts * 3; index++) {
    const made = activities.activity(index, choose());
    sorter.add(made.table, [made.row]);
    sorter.add('activitypointer', [made.pointer]);
    sorter.add('activityparty', made.parties);
    yield* sorter.full();
  }
  yield* sorter.rest();
  yield* batches('annotation', accounts * 1.5, (index) => activities.note(index, choose()));
}

/**
 * The demo's rows in batches, by table: pure, the same for the same options. Values are canonical; rows of people,
 * teams and business units are not among them (see people.ts). A batch refers only to rows of earlier batches, or of
 * the customers that are made together; nothing here checks references while loading.
 */
export function* generateSampleData(options: SampleOptions): Generator<SampleRows> {
  const accounts = accountsOf[options.size];
  const calendar = new Calendar(options.now);
  const products = options.size === 'tiny' ? 30 : 150;
  const { tables, sellable } = catalogue(products, calendar);
  yield* tables;
  yield* templateRows(calendar);
  const customers = new Customers(options.seed, calendar);
  yield* customerRows(customers, accounts);
  const sales = new Sales(options.seed, calendar, sellable);
  yield* salesRows(sales, customers, accounts);
  yield* documentRows(new Documents(options.seed, calendar, sellable, accounts * 0.15), sales);
  yield* networkRows(options.seed, calendar, sales, customers);
  const cases = yield* serviceRows(options, calendar, customers, sellable);
  const activities = new Activities(options.seed, calendar, customers.contacts);
  const choose = chooser(new Choices(`${options.seed} subjects`), sales, customers, cases);
  yield* activityRows(activities, choose, accounts);
}
