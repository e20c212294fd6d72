import type { Row } from '../../src/shared/metadata/row.ts';
import { currencyId, territoryId, type CurrencyCode, type territories } from './catalogue.ts';
import type { Calendar } from './dates.ts';
import { oddAccount, oddContact, oddInstant, originalOf, retyped } from './odd-rows.ts';
import { Choices, sampleId } from './random.ts';
import { chooseOwner, money, nearOwner, ownedBy, recorded, type Owner } from './rows.ts';
import {
  companyStems,
  countries,
  departments,
  firstNames,
  jobTitles,
  lastNames,
  longText,
  trades,
  type Country,
} from './words.ts';

/** What later parts need to know of an account. */
export interface SampleAccount {
  /** Its place among all accounts, from 0. */
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly owner: Owner;
  readonly country: Country;
  readonly domain: string;
  readonly isActive: boolean;
  /** Days before today. */
  readonly age: number;
  readonly contactIds: string[];
}

export interface SampleContact {
  readonly id: string;
  readonly fullName: string;
  readonly email: string;
  readonly phone: string;
  readonly accountId?: string;
}

const territoryOf: Readonly<Record<string, (typeof territories)[number]>> = {
  Sweden: 'Northern Europe',
  Netherlands: 'Northern Europe',
  Spain: 'Southern Europe',
  Italy: 'Southern Europe',
  France: 'Southern Europe',
  'United Kingdom': 'British Isles',
  'United States': 'North America',
  'United Arab Emirates': 'Middle East',
  Israel: 'Middle East',
};

const plainLetters: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  å: 'a',
};

/** A name as it stands in a domain or address; empty where no Latin letter is in it. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[äöüßłøå]/g, (letter) => plainLetters[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

export function phoneOf(choices: Choices, country: Country): string {
  return `${country.dial} ${choices.int(20, 99)} ${choices.digits(3)} ${choices.digits(4)}`;
}

export function addressOf(choices: Choices, country: Country): Row {
  const [city, postal, state, latitude, longitude] = choices.pick(country.cities);
  const street = choices.pick(country.streets);
  const number = choices.int(1, 180);
  return {
    address1_line1: country.numberFirst ? `${number} ${street}` : `${street} ${number}`,
    address1_city: city,
    address1_postalcode: postal,
    address1_stateorprovince: state,
    address1_country: country.name,
    address1_latitude: Number((latitude + (choices.next() - 0.5) / 10).toFixed(5)),
    address1_longitude: Number((longitude + (choices.next() - 0.5) / 10).toFixed(5)),
  };
}

/** Days before today when a row was made: over two years, every tenth within the last two weeks. */
export function ageOf(choices: Choices, oldest = 730): number {
  return choices.chance(0.1)
    ? choices.int(0, Math.min(14, oldest))
    : Math.floor(choices.next() ** 1.3 * oldest);
}

const longName =
  'Internationale Gesellschaft für Wasseraufbereitung, Fernüberwachung und vorausschauende Instandhaltung kommunaler Pumpwerke Lübeck-Travemünde mbH & Co. KG';

function companyName(choices: Choices, country: Country): readonly [name: string, industry: number] {
  const stem = choices.pick(companyStems[country.language] ?? []);
  const [trade, industry] = choices.pick(trades[country.language] ?? []);
  const form = choices.pick(country.legalForms);
  if (country.language === 'ar' || country.language === 'he') return [`${trade} ${stem} ${form}`, industry];
  const name = choices.weighted([
    [`${stem} ${trade} ${form}`, 30],
    [`${choices.pick(lastNames[country.language])} ${trade} ${form}`, 25],
    [
      `${choices.pick(lastNames[country.language])} & ${choices.pick(lastNames[country.language])} ${form}`,
      20,
    ],
    [`${stem} ${choices.pick(country.cities)[0]} ${form}`, 15],
    [`${stem} ${form}`, 10],
  ]);
  return [name, industry];
}

const flag = (choices: Choices, probability: number): boolean => choices.chance(probability);
const consent = (choices: Choices): Row => ({
  preferredcontactmethodcode: choices.weighted([
    [1, 55],
    [2, 25],
    [3, 18],
    [5, 2],
  ]),
  donotemail: flag(choices, 0.04),
  donotbulkemail: flag(choices, 0.15),
  donotphone: flag(choices, 0.05),
  donotfax: flag(choices, 0.3),
  donotpostalmail: flag(choices, 0.08),
});

/** Makes accounts one by one; every third belongs to a group, two or three levels deep. */
export class Customers {
  readonly accounts: SampleAccount[] = [];
  readonly contacts: SampleContact[] = [];
  readonly #firstContacts = new Map<number, { readonly first: string; readonly last: string }>();
  readonly #choices: Choices;
  readonly #calendar: Calendar;

  constructor(seed: string, calendar: Calendar) {
    this.#choices = new Choices(`${seed} customers`);
    this.#calendar = calendar;
  }

  /** The first of twelve heads a group; of the rest three report to it and one to the first of those. */
  #parentOf(index: number): string | null {
    const group = index - (index % 12);
    const place = index % 12;
    if (place >= 1 && place <= 3) return sampleId(`account ${group}`);
    return place === 4 ? sampleId(`account ${group + 1}`) : null;
  }

  account(index: number, contactCount: number): Row {
    const choices = this.#choices;
    // The first of each hundred are from countries that write from right to left, so that small sizes have them too.
    const special = index % 100 === 7 ? 'ar' : index % 100 === 9 ? 'he' : undefined;
    const country =
      special === undefined
        ? choices.weighted(countries)
        : (countries.find(([one]) => one.language === special)?.[0] ?? choices.weighted(countries));
    const [invented, industry] = companyName(choices, country);
    const original = this.accounts[originalOf(index) ?? -1];
    const odd = oddAccount(index);
    const name =
      index === 11 ? longName : String(odd['name'] ?? (original ? retyped(original.name, index) : invented));
    const domain = original?.domain ?? `${slug(name.slice(0, 40)) || `company-${index}`}.example`;
    const owner = chooseOwner(choices);
    const created = oddInstant(index, new Date(this.#calendar.now).getUTCFullYear());
    const spread = ageOf(choices);
    const age =
      created === undefined ? spread : Math.floor((this.#calendar.now - Date.parse(created)) / 86_400_000);
    const isActive = !choices.chance(0.06);
    const id = sampleId(`account ${index}`);
    const contactIds = Array.from({ length: contactCount }, (_, at) => sampleId(`contact ${index} ${at}`));
    this.accounts.push({ index, id, name, owner, country, domain, isActive, age, contactIds });
    const staff = Math.round(8 * 1.9 ** choices.int(0, 9) * (0.7 + choices.next()));
    const address = addressOf(choices, country);
    return {
      accountid: id,
      name,
      accountnumber: `AC-${String(10001 + index)}`,
      telephone1: phoneOf(choices, country),
      fax: choices.chance(0.3) ? phoneOf(choices, country) : null,
      websiteurl: `https://www.${domain}`,
      emailaddress1: `info@${domain}`,
      parentaccountid: this.#parentOf(index),
      primarycontactid: contactIds[0] ?? null,
      accountcategorycode: choices.weighted([
        [1, 12],
        [2, 60],
        [null, 28],
      ]),
      customertypecode: choices.weighted([
        [3, 70],
        [8, 18],
        [5, 6],
        [10, 6],
      ]),
      industrycode: industry,
      ownershipcode: choices.weighted([
        [1, 15],
        [2, 65],
        [3, 20],
      ]),
      numberofemployees: staff,
      revenue: money(staff * choices.int(80, 240) * 1000),
      description:
        index === 11
          ? longText.repeat(11).slice(0, 1990)
          : choices.chance(0.4)
            ? `${name} runs sites in ${String(address['address1_city'])} and orders several times a year.`
            : null,
      ...consent(choices),
      territoryid: territoryId(territoryOf[country.name] ?? 'Central Europe'),
      transactioncurrencyid: currencyId(country.currency),
      creditlimit: money(choices.int(1, 40) * 5000),
      creditonhold: choices.chance(0.04),
      paymenttermscode: choices.weighted([
        [1, 60],
        [2, 15],
        [3, 10],
        [4, 15],
      ]),
      ...address,
      ...(choices.chance(0.2)
        ? {
            address2_line1: address['address1_line1'] ?? null,
            address2_city: address['address1_city'] ?? null,
            address2_postalcode: address['address1_postalcode'] ?? null,
            address2_country: country.name,
          }
        : {}),
      ...odd,
      statecode: isActive ? 0 : 1,
      statuscode: isActive ? 1 : 2,
      ...ownedBy(owner),
      ...recorded(...this.#made(age, created), owner),
    };
  }

  /** When an account was made, that instant or at an hour of the day, and last changed. */
  #made(age: number, instant: string | undefined): [created: string, modified: string] {
    const choices = this.#choices;
    const created = this.#calendar.past(age, choices.int(7, 17), choices.int(0, 59));
    const changed = Math.floor(age * choices.next());
    return [instant ?? created, this.#calendar.past(changed, choices.int(7, 17), choices.int(0, 59))];
  }

  contact(account: SampleAccount, at: number): Row {
    const choices = this.#choices;
    const { country } = account;
    const odd = at === 0 ? oddContact(account.index) : {};
    // The contact of an account that was entered twice was entered twice too.
    const double = at === 0 ? this.#firstContacts.get(originalOf(account.index) ?? -1) : undefined;
    const invented = [choices.pick(firstNames[country.language]), choices.pick(lastNames[country.language])];
    const first =
      odd['firstname'] === undefined ? (double?.first ?? invented[0] ?? '') : (odd['firstname'] ?? '');
    const last = String(odd['lastname'] ?? double?.last ?? invented[1]);
    if (at === 0) this.#firstContacts.set(account.index, { first: String(first), last });
    const id = account.contactIds[at] ?? sampleId(`contact ${account.id} ${at}`);
    const local =
      [slug(String(first)), slug(last)].filter((part) => part !== '').join('.') || `contact${at + 1}`;
    const email = `${local.slice(0, 64)}@${account.domain}`;
    const phone = phoneOf(choices, country);
    const owner = nearOwner(choices, account.owner);
    const age = Math.floor(account.age * (0.3 + 0.7 * choices.next()));
    const isActive = account.isActive && !choices.chance(0.05);
    this.contacts.push({ id, fullName: `${first} ${last}`.trim(), email, phone, accountId: account.id });
    return {
      contactid: id,
      firstname: first === '' ? null : first,
      lastname: last,
      salutation: country.language === 'de' && choices.chance(0.2) ? 'Dr.' : null,
      jobtitle: choices.pick(jobTitles),
      department: choices.pick(departments),
      parentcustomerid: account.id,
      parentcustomerid__type: 'account',
      accountrolecode: choices.weighted([
        [1, 20],
        [2, 55],
        [3, 25],
      ]),
      emailaddress1: email,
      telephone1: phone,
      mobilephone: choices.chance(0.7) ? phoneOf(choices, country).slice(0, 20) : null,
      ...consent(choices),
      gendercode: choices.chance(0.5) ? choices.int(1, 2) : null,
      familystatuscode: choices.chance(0.3) ? choices.int(1, 4) : null,
      birthdate: choices.chance(0.35)
        ? this.#calendar.date(-choices.int(24, 63) * 365 - choices.int(0, 364))
        : null,
      description: choices.chance(0.15) ? 'Met at the trade show, interested in remote monitoring.' : null,
      transactioncurrencyid: currencyId(country.currency),
      ...addressOf(choices, country),
      ...odd,
      statecode: isActive ? 0 : 1,
      statuscode: isActive ? 1 : 2,
      ...ownedBy(owner),
      ...recorded(
        this.#calendar.past(age, choices.int(7, 17), choices.int(0, 59)),
        this.#calendar.past(Math.floor(age * choices.next()), choices.int(7, 17)),
        owner,
      ),
    };
  }

  /** A further address of an account: sites and warehouses. */
  address(account: SampleAccount, at: number): Row {
    const choices = this.#choices;
    const place = addressOf(choices, account.country);
    return {
      customeraddressid: sampleId(`customeraddress ${account.id} ${at}`),
      name: choices.pick(['Warehouse', 'Plant 2', 'Head office', 'Invoice office', 'Werk Süd']),
      parentid: account.id,
      parentid__type: 'account',
      addressnumber: at + 1,
      addresstypecode: choices.int(1, 4),
      line1: place['address1_line1'] ?? null,
      city: place['address1_city'] ?? null,
      postalcode: place['address1_postalcode'] ?? null,
      stateorprovince: place['address1_stateorprovince'] ?? null,
      country: account.country.name,
      telephone1: phoneOf(choices, account.country),
      latitude: place['address1_latitude'] ?? null,
      longitude: place['address1_longitude'] ?? null,
      ...recorded(this.#calendar.past(account.age, 10), this.#calendar.past(account.age, 10), account.owner),
    };
  }
}

/** The currency of a country, for rows of its customers. */
export function currencyOf(country: Country): CurrencyCode {
  return country.currency;
}
