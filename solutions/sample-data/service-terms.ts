import type { Row } from '../../src/shared/metadata/row.ts';
import type { SampleAccount } from './customers.ts';
import type { Calendar } from './dates.ts';
import { serviceManager } from './people.ts';
import { Choices, sampleId } from './random.ts';
import { ownedBy, personOwner, recorded, type SampleRows } from './rows.ts';
import { closingMinute, holidays, openingMinute } from './working-hours.ts';

const holidayCalendar = sampleId('calendar Holidays');
const businessHours = sampleId('calendar Business hours');
const roundTheClock = sampleId('calendar Round the clock');

export type Priority = 1 | 2 | 3;
export const slaId = sampleId('sla Standard support');
export const slaItemId = (kpi: 1 | 2, priority: Priority): string => sampleId(`slaitem ${kpi} ${priority}`);

/** Working minutes until warning and failure, by priority (1 high, 2 normal, 3 low). */
export const goals: Readonly<
  Record<
    1 | 2,
    Readonly<Record<Priority, { readonly name: string; readonly warn: number; readonly fail: number }>>
  >
> = {
  1: {
    1: { name: 'First response, high priority', warn: 60, fail: 120 },
    2: { name: 'First response, normal priority', warn: 180, fail: 270 },
    3: { name: 'First response, low priority', warn: 360, fail: 540 },
  },
  2: {
    1: { name: 'Resolution, high priority', warn: 540, fail: 1080 },
    2: { name: 'Resolution, normal priority', warn: 1080, fail: 2700 },
    3: { name: 'Resolution, low priority', warn: 3240, fail: 5400 },
  },
};

function calendarRows(calendar: Calendar, stamp: Row): SampleRows[] {
  const year = Number(calendar.date(0).slice(0, 4));
  const working = (
    calendarid: string,
    name: string,
    days: string,
    offset: number,
    duration: number,
  ): Row => ({
    calendarruleid: sampleId(`calendarrule ${name}`),
    name,
    calendarid,
    extentcode: 1,
    pattern: `FREQ=WEEKLY;INTERVAL=1;BYDAY=${days}`,
    offset,
    duration,
    timecode: 0,
    rank: 0,
    ...stamp,
  });
  return [
    {
      table: 'calendar',
      rows: [
        { calendarid: holidayCalendar, name: 'Public holidays', type: 2, isshared: true, ...stamp },
        {
          calendarid: businessHours,
          name: 'Business hours',
          description: 'Monday to Friday, 8 to 17 o’clock (UTC).',
          type: 1,
          holidayschedulecalendarid: holidayCalendar,
          isshared: true,
          ...stamp,
        },
        { calendarid: roundTheClock, name: 'Round the clock', type: 1, isshared: true, ...stamp },
      ],
    },
    {
      table: 'calendarrule',
      rows: [
        working(businessHours, 'Weekdays', 'MO,TU,WE,TH,FR', openingMinute, closingMinute - openingMinute),
        working(roundTheClock, 'All days', 'MO,TU,WE,TH,FR,SA,SU', 0, 24 * 60),
        ...[year - 1, year, year + 1].flatMap((one) =>
          holidays.map(([name, date]) => ({
            calendarruleid: sampleId(`calendarrule ${name} ${one - year}`),
            name: `${name} ${one}`,
            calendarid: holidayCalendar,
            extentcode: 2,
            duration: 24 * 60,
            effectiveintervalstart: `${one}-${date}`,
            effectiveintervalend: `${one}-${date}`,
            timecode: 2,
            rank: 1,
            ...stamp,
          })),
        ),
      ],
    },
  ];
}

function slaRows(stamp: Row): SampleRows[] {
  const owner = ownedBy(personOwner(serviceManager));
  return [
    {
      table: 'sla',
      rows: [
        ['Standard support', businessHours, true, 1] as const,
        ['Plant stop, round the clock', roundTheClock, false, 0] as const,
      ].map(([name, hours, isdefault, state]) => ({
        slaid: sampleId(`sla ${name}`),
        name,
        applicablefrompicklist: 1,
        applicablefrom: 'createdon',
        businesshoursid: hours,
        isdefault,
        allowpauseresume: true,
        slatype: 1,
        statecode: state,
        statuscode: state + 1,
        ...owner,
        ...stamp,
      })),
    },
    {
      table: 'slaitem',
      rows: ([1, 2] as const).flatMap((kpi) =>
        ([1, 2, 3] as const).map((priority) => ({
          slaitemid: slaItemId(kpi, priority),
          name: goals[kpi][priority].name,
          slaid: slaId,
          sequencenumber: priority,
          relatedfield: kpi,
          applicablewhenxml: `<filter><condition attribute="prioritycode" operator="eq" value="${priority}"/></filter>`,
          successconditionsxml:
            kpi === 1
              ? '<filter><condition attribute="firstresponsesent" operator="eq" value="1"/></filter>'
              : '<filter><condition attribute="statecode" operator="eq" value="1"/></filter>',
          warnafter: goals[kpi][priority].warn,
          failureafter: goals[kpi][priority].fail,
          allowpauseresume: true,
          ...owner,
          ...stamp,
        })),
      ),
    },
  ];
}

/** Terms, and how many of them are left of active entitlements: some are nearly used up. */
const templates = [
  { name: 'Bronze, 10 cases', allocation: 0, total: 10, left: [9, 4, 1] },
  { name: 'Silver, 25 cases', allocation: 0, total: 25, left: [20, 11, 2] },
  { name: 'Gold, 60 hours', allocation: 1, total: 60, left: [51.5, 23, 1.5] },
] as const;
const templateId = (name: string): string => sampleId(`entitlementtemplate ${name}`);

interface Spell {
  readonly state: number;
  readonly reason: number;
  readonly from: number;
  readonly to: number;
}
const active: Spell = { state: 1, reason: 1, from: -230, to: 135 };
/** Of ten entitlements six are active; the days are relative to today. */
const spells: readonly Spell[] = [
  active,
  { ...active, from: -345, to: 20 },
  active,
  { ...active, from: -20, to: 345 },
  active,
  active,
  { state: 0, reason: 0, from: 30, to: 395 },
  { state: 4, reason: 1200, from: 14, to: 379 },
  { state: 3, reason: 3, from: -400, to: -35 },
  { state: 2, reason: 2, from: -150, to: 215 },
];

export interface SampleTerms {
  readonly tables: readonly SampleRows[];
  /** Active entitlements by account. */
  readonly entitlements: ReadonlyMap<string, string>;
}

/** Calendars, SLAs with their items, entitlement templates and entitlements: one for every eighth account. */
export function serviceTerms(
  seed: string,
  calendar: Calendar,
  accounts: readonly SampleAccount[],
  productIds: readonly string[],
): SampleTerms {
  const choices = new Choices(`${seed} terms`);
  const stamp = recorded(calendar.past(600, 8), calendar.past(90, 8), personOwner(serviceManager));
  const owner = ownedBy(personOwner(serviceManager));
  const granted = new Map<string, string>();
  const rows: Row[] = [];
  const channels: Row[] = [];
  const products: Row[] = [];
  const contacts: Row[] = [];
  const entitled = accounts.filter((account, at) => account.isActive && at % 8 === 3);
  for (const [index, account] of entitled.entries()) {
    const id = sampleId(`entitlement ${account.id}`);
    const spell = spells[index % spells.length] ?? active;
    const template = templates[index % templates.length] ?? templates[0];
    const left = spell.state === 1 ? choices.pick(template.left) : spell.state === 3 ? 0 : template.total;
    // The first active ones are nearly used up also in the smallest size.
    const remaining = index < 3 ? template.left[2] : left;
    if (spell.state === 1) granted.set(account.id, id);
    rows.push({
      entitlementid: id,
      name: `${template.name}: ${account.name}`.slice(0, 100),
      customerid: account.id,
      customerid__type: 'account',
      startdate: calendar.date(spell.from),
      enddate: calendar.date(spell.to),
      slaid: slaId,
      entitlementtemplateid: templateId(template.name),
      allocationtypecode: template.allocation,
      totalterms: template.total.toFixed(2),
      remainingterms: remaining.toFixed(2),
      decreaseremainingon: index % 4 === 3 ? 1 : 0,
      restrictcasecreation: index % 5 === 4,
      kbaccesslevel: index % 3,
      isdefault: spell.state === 1,
      statecode: spell.state,
      statuscode: spell.reason,
      ...owner,
      ...recorded(
        calendar.past(Math.max(1, -spell.from), 9),
        calendar.past(Math.max(0, Math.min(20, -spell.from)), 10),
        personOwner(serviceManager),
      ),
    });
    for (const [channel, name] of [
      [1, 'Phone'],
      [2, 'Email'],
    ] as const)
      channels.push({
        entitlementchannelid: sampleId(`entitlementchannel ${id} ${channel}`),
        name,
        entitlementid: id,
        channel,
        totalterms: (template.total / 2).toFixed(2),
        remainingterms: (remaining / 2).toFixed(2),
        ...stamp,
      });
    products.push({
      entitlementproductsid: sampleId(`entitlementproducts ${id}`),
      entitlementid: id,
      productid: choices.pick(productIds),
    });
    for (const contactid of account.contactIds.slice(0, 1))
      contacts.push({
        entitlementcontactsid: sampleId(`entitlementcontacts ${contactid}`),
        entitlementid: id,
        contactid,
      });
  }
  return {
    entitlements: granted,
    tables: [
      ...calendarRows(calendar, stamp),
      ...slaRows(stamp),
      {
        table: 'entitlementtemplate',
        rows: templates.map((template) => ({
          entitlementtemplateid: templateId(template.name),
          name: template.name,
          startdate: calendar.date(-365),
          enddate: calendar.date(365),
          slaid: slaId,
          allocationtypecode: template.allocation,
          totalterms: template.total.toFixed(2),
          decreaseremainingon: 0,
          kbaccesslevel: 0,
          ...stamp,
        })),
      },
      { table: 'entitlement', rows },
      { table: 'entitlementchannel', rows: channels },
      { table: 'entitlementproducts', rows: products },
      { table: 'entitlementcontacts', rows: contacts },
    ],
  };
}
