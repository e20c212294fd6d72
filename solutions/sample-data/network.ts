import type { Row } from '../../src/shared/metadata/row.ts';
import type { Customers } from './customers.ts';
import type { Calendar } from './dates.ts';
import { salesPeople } from './people.ts';
import { Choices, sampleId } from './random.ts';
import { ownedBy, personOwner, recorded, type SampleRows } from './rows.ts';
import type { Sales } from './sales.ts';

/** Ids of the connection roles that the base solution brings. */
const roleId = (name: string): string => sampleId(`connectionrole ${name}`);

/** Who is connected with open deals, and which rows sales people follow. */
export function* networkRows(
  seed: string,
  calendar: Calendar,
  sales: Sales,
  customers: Customers,
): Generator<SampleRows> {
  const choices = new Choices(`${seed} network`);
  const named = new Map(customers.contacts.map((contact) => [contact.id, contact.fullName]));
  const connections: Row[] = [];
  const connect = (deal: Sales['deals'][number], kind: string, id: string, name: string, role: string) =>
    connections.push({
      connectionid: sampleId(`connection ${deal.id} ${id}`),
      name: name.slice(0, 500),
      record1id: deal.id,
      record1id__type: 'opportunity',
      record2id: id,
      record2id__type: kind,
      record2roleid: roleId(role),
      ismaster: true,
      ...ownedBy(deal.owner),
      ...recorded(calendar.past(deal.age, 11), calendar.past(deal.age, 11), deal.owner),
    });
  for (const deal of sales.deals.filter((one) => one.isOpen)) {
    for (const id of deal.account.contactIds.slice(0, 2))
      connect(
        deal,
        'contact',
        id,
        named.get(id) ?? '',
        choices.pick(['Decision Maker', 'Technical Buyer', 'Influencer']),
      );
    if (!choices.chance(0.4)) continue;
    const colleague = choices.pick(salesPeople);
    connect(
      deal,
      'systemuser',
      colleague.userId,
      `${colleague.firstName} ${colleague.lastName}`,
      choices.pick(['Account Manager', 'Technical Specialist']),
    );
  }
  yield { table: 'connection', rows: connections };

  const follows: Row[] = [];
  for (const person of salesPeople) {
    const follow = (table: string, id: string, name: string) =>
      follows.push({
        postfollowid: sampleId(`postfollow ${person.userId} ${id}`),
        regardingobjectid: id,
        regardingobjectid__type: table,
        regardingobjectname: name,
        ...ownedBy(personOwner(person)),
        ...recorded(calendar.past(30, 9), calendar.past(30, 9), personOwner(person)),
      });
    const some = <T>(from: readonly T[], count: number): T[] => [
      ...new Set(Array.from({ length: count }, () => choices.pick(from))),
    ];
    for (const one of some(customers.accounts, 8)) follow('account', one.id, one.name);
    for (const one of some(customers.contacts, 4)) follow('contact', one.id, one.fullName);
    for (const one of some(sales.leads, 4)) follow('lead', one.id, one.name);
    for (const one of some(sales.deals, 6)) follow('opportunity', one.id, one.name);
  }
  yield { table: 'postfollow', rows: follows };
}
