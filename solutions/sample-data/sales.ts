import type { Row } from '../../src/shared/metadata/row.ts';
import { competitorIds, currencyId, priceListId, type SampleProduct } from './catalogue.ts';
import { addressOf, ageOf, phoneOf, slug, type SampleAccount } from './customers.ts';
import type { Calendar } from './dates.ts';
import { oddDeal } from './odd-rows.ts';
import { Choices, sampleId } from './random.ts';
import { chooseOwner, money, nearOwner, ownedBy, recorded, type Owner } from './rows.ts';
import {
  companyStems,
  countries,
  firstNames,
  jobTitles,
  lastNames,
  leadTopics,
  needs,
  projects,
  trades,
} from './words.ts';

export interface SampleDeal {
  readonly id: string;
  readonly name: string;
  readonly owner: Owner;
  readonly account: SampleAccount;
  readonly age: number;
  readonly isOpen: boolean;
  /** 0 open, 1 won, 2 lost. */
  readonly state: number;
  /** Days since it was closed; 0 while it is open. */
  readonly closedDays: number;
}

export interface SampleLead {
  readonly id: string;
  readonly name: string;
  readonly owner: Owner;
  readonly age: number;
}

/** Days from today when the nth open deal should close: some are overdue, every coming month has its share. */
const closingDays = (index: number): number => -18 + ((index * 37) % 145);

/**
 * When the first open deals close, whatever the day of the first start: today, next month, overdue. The rest is spread, and would leave
 * a view empty on some days of a small sample.
 */
function firstClosings(calendar: Calendar): readonly string[] {
  return [calendar.date(0), calendar.date(calendar.daysToMonth(1, 10)), calendar.date(-5)];
}

/** Days of age that lie in last week on every day of this week. */
const lastWeekAge = 7;

const probabilities = [15, 40, 65, 90] as const;

/** Leads, opportunities with their lines, and who competes for them. */
export class Sales {
  readonly deals: SampleDeal[] = [];
  readonly leads: SampleLead[] = [];
  readonly #choices: Choices;
  readonly #calendar: Calendar;
  readonly #products: readonly SampleProduct[];

  constructor(seed: string, calendar: Calendar, products: readonly SampleProduct[]) {
    this.#choices = new Choices(`${seed} sales`);
    this.#calendar = calendar;
    this.#products = products;
  }

  /** Of ten leads six are open, two qualified, two disqualified. */
  lead(index: number): Row {
    const choices = this.#choices;
    const country = choices.weighted(countries);
    const first = choices.pick(firstNames[country.language]);
    const last = choices.pick(lastNames[country.language]);
    const company = `${choices.pick(companyStems[country.language] ?? [])} ${choices.pick(country.legalForms)}`;
    const [, industry] = choices.pick(trades[country.language] ?? []);
    const domain = `${slug(company) || `prospect-${index}`}.example`;
    const owner = chooseOwner(choices);
    const state = index % 10 < 6 ? 0 : index % 10 < 8 ? 1 : 2;
    // Of the open ones every fourth came in the last two weeks.
    const spread = state === 0 ? (index % 4 === 0 ? index % 15 : ageOf(choices, 300)) : ageOf(choices);
    const age = index === 1 ? lastWeekAge : spread;
    const id = sampleId(`lead ${index}`);
    const quality = choices.weighted([
      [1, 25],
      [2, 50],
      [3, 25],
    ]);
    this.leads.push({ id, name: `${first} ${last}`, owner, age });
    return {
      leadid: id,
      subject: choices.pick(leadTopics),
      firstname: first,
      lastname: last,
      jobtitle: choices.pick(jobTitles),
      companyname: company,
      emailaddress1: `${[slug(first), slug(last)].filter((part) => part !== '').join('.') || 'office'}@${domain}`,
      telephone1: phoneOf(choices, country),
      mobilephone: choices.chance(0.5) ? phoneOf(choices, country).slice(0, 20) : null,
      websiteurl: `https://www.${domain}`,
      leadsourcecode: choices.int(1, 10),
      leadqualitycode: quality,
      industrycode: industry,
      revenue: money(choices.int(1, 200) * 250_000),
      numberofemployees: choices.int(5, 1800),
      description: choices.chance(0.4) ? choices.pick(needs) : null,
      preferredcontactmethodcode: choices.weighted([
        [1, 60],
        [2, 25],
        [3, 15],
      ]),
      donotemail: false,
      donotbulkemail: choices.chance(0.2),
      donotphone: choices.chance(0.05),
      donotfax: true,
      donotpostalmail: choices.chance(0.1),
      budgetamount: choices.chance(0.6) ? money(choices.int(4, 200) * 500) : null,
      budgetstatus: choices.int(0, 3),
      purchasetimeframe: choices.int(0, 4),
      purchaseprocess: choices.int(0, 2),
      need: choices.int(0, 3),
      initialcommunication: choices.int(0, 1),
      decisionmaker: choices.chance(0.4),
      confirminterest: choices.chance(0.4),
      evaluatefit: choices.chance(0.4),
      estimatedamount: money(choices.int(4, 240) * 500),
      estimatedclosedate: this.#calendar.date(choices.int(5, 160)),
      transactioncurrencyid: currencyId(country.currency),
      ...withoutPosition(addressOf(choices, country)),
      statecode: state,
      statuscode: state === 0 ? choices.int(1, 2) : state === 1 ? 3 : choices.int(4, 7),
      ...ownedBy(owner),
      ...recorded(
        this.#calendar.past(age, choices.int(7, 17), choices.int(0, 59)),
        this.#calendar.past(Math.floor(age * choices.next()), choices.int(7, 17)),
        owner,
      ),
    };
  }

  /** Of ten opportunities five are open, three won, two lost. */
  opportunity(index: number, account: SampleAccount): { readonly row: Row; readonly lines: readonly Row[] } {
    const choices = this.#choices;
    const place = index % 10;
    const state = place < 5 ? 0 : place < 8 ? 1 : 2;
    const owner = nearOwner(choices, account.owner);
    const spread = state === 0 ? ageOf(choices, 240) : choices.int(40, 700);
    const age = Math.min(account.age, index === 3 ? lastWeekAge : spread);
    const id = sampleId(`opportunity ${index}`);
    const stage = Math.floor(index / 10 + place) % 4;
    const project = choices.pick(projects);
    const lines = this.#lines(id, account, age);
    const total = lines.reduce((sum, line) => sum + Number(line['extendedamount']), 0);
    const calculated = choices.chance(0.5);
    const value = calculated ? total : Math.round((total * (0.9 + choices.next() * 0.4)) / 500 + 1) * 500;
    // The first deal of each outcome is closed on the very day, which every month and fiscal year holds.
    const part = 0.1 + 0.5 * choices.next();
    const isFirst = index < 10 && (place === 5 || place === 8);
    const isOfLastYear = state !== 0 && age > 400 && index % 3 === 0;
    const closed = isFirst ? 0 : isOfLastYear ? this.#calendar.daysToLastYear() : -Math.floor(age * part);
    this.deals.push({
      id,
      name: `${project}, ${account.name}`,
      owner,
      account,
      age,
      isOpen: state === 0,
      state,
      closedDays: state === 0 ? 0 : -closed,
    });
    const row: Row = {
      opportunityid: id,
      name: `${project} – ${account.name}`,
      parentaccountid: account.id,
      parentcontactid: account.contactIds[choices.int(0, Math.max(0, account.contactIds.length - 1))] ?? null,
      customerid: account.id,
      customerid__type: 'account',
      estimatedclosedate:
        state === 0
          ? (firstClosings(this.#calendar)[index] ??
            this.#calendar.date(closingDays(Math.floor(index / 10) * 5 + place)))
          : this.#calendar.date(closed + choices.int(-20, 20)),
      estimatedvalue: money(value),
      actualclosedate: state === 0 ? null : this.#calendar.date(closed),
      actualvalue: state === 1 ? money(value * (0.9 + choices.next() * 0.15)) : state === 2 ? '0.00' : null,
      ...oddDeal(index),
      closeprobability: state === 0 ? (probabilities[stage] ?? 15) : state === 1 ? 100 : 0,
      opportunityratingcode: choices.weighted([
        [1, 25],
        [2, 50],
        [3, 25],
      ]),
      salesstage: state === 0 ? stage : 3,
      purchasetimeframe: choices.int(0, 4),
      purchaseprocess: choices.int(0, 2),
      budgetamount: choices.chance(0.6) ? money(Math.round(value / 1000) * 1000) : null,
      budgetstatus: choices.int(0, 3),
      need: choices.int(0, 3),
      decisionmaker: choices.chance(0.5),
      description: choices.chance(0.6) ? `${project} for ${account.name}` : null,
      currentsituation: choices.chance(0.4) ? 'The present equipment is more than ten years old.' : null,
      customerneed: choices.chance(0.5) ? choices.pick(needs) : null,
      proposedsolution: choices.chance(0.4)
        ? 'Replacement in two steps, with remote monitoring from the first day.'
        : null,
      isrevenuesystemcalculated: calculated,
      pricelevelid: priceListId(account.country.currency === 'CHF' ? 'EUR' : account.country.currency),
      transactioncurrencyid: currencyId(account.country.currency),
      totallineitemamount: money(total),
      discountpercentage: null,
      totalamountlessfreight: money(total),
      totaltax: '0.00',
      totalamount: money(total),
      finaldecisiondate: this.#calendar.date(closingDays(index) + 5),
      identifycustomercontacts: stage > 0,
      identifycompetitors: stage > 0,
      identifypursuitteam: stage > 1,
      developproposal: stage > 1,
      completeinternalreview: stage > 1,
      presentproposal: stage > 2,
      completefinalproposal: state === 1,
      presentfinalproposal: state === 1,
      sendthankyounote: state === 1 && choices.chance(0.7),
      filedebrief: state !== 0 && choices.chance(0.5),
      statecode: state,
      statuscode: state === 0 ? (choices.chance(0.88) ? 1 : 2) : state === 1 ? 3 : choices.int(4, 5),
      ...ownedBy(owner),
      ...recorded(
        this.#calendar.past(age, choices.int(7, 17), choices.int(0, 59)),
        this.#calendar.past(state === 0 ? Math.floor(age * choices.next()) : -closed, choices.int(7, 17)),
        owner,
      ),
    };
    return { row, lines };
  }

  #lines(opportunityId: string, account: SampleAccount, age: number): Row[] {
    const choices = this.#choices;
    return Array.from(
      {
        length: choices.weighted([
          [1, 40],
          [2, 30],
          [3, 20],
          [5, 10],
        ]),
      },
      (_, at): Row => {
        const product = choices.pick(this.#products);
        const writeIn = choices.chance(0.08);
        const quantity = choices.int(1, 12);
        const base = Math.round(product.price * quantity * 100) / 100;
        const discount = choices.chance(0.25) ? Math.round(base * 5) / 100 : 0;
        return {
          opportunityproductid: sampleId(`opportunityproduct ${opportunityId} ${at}`),
          opportunityproductname: writeIn ? 'Installation material' : product.name,
          opportunityid: opportunityId,
          isproductoverridden: writeIn,
          productid: writeIn ? null : product.id,
          productdescription: writeIn ? 'Installation material' : null,
          uomid: writeIn ? null : product.unitId,
          ispriceoverridden: writeIn,
          priceperunit: money(product.price),
          quantity: `${quantity}.00000`,
          baseamount: money(base),
          volumediscountamount: '0.00',
          manualdiscountamount: money(discount),
          tax: '0.00',
          extendedamount: money(base - discount),
          lineitemnumber: at + 1,
          transactioncurrencyid: currencyId(account.country.currency),
          ...recorded(this.#calendar.past(age, 10), this.#calendar.past(age, 10), account.owner),
        };
      },
    );
  }

  /** Pairs of a row and competitors, as rows of an intersect table. */
  competitorsOf(table: 'leadcompetitors' | 'opportunitycompetitors', column: string, id: string): Row[] {
    const choices = this.#choices;
    if (!choices.chance(0.35)) return [];
    const chosen = new Set(Array.from({ length: choices.int(1, 3) }, () => choices.pick(competitorIds)));
    return [...chosen].map((competitorid) => ({
      [`${table}id`]: sampleId(`${table} ${id} ${competitorid}`),
      [column]: id,
      competitorid,
    }));
  }
}

function withoutPosition(address: Row): Row {
  const { address1_latitude: _latitude, address1_longitude: _longitude, ...rest } = address;
  return rest;
}
