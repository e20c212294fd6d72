import type { Row } from '../../src/shared/metadata/row.ts';
import { currencyId, territoryId, type CurrencyCode, type territories } from './catalogue.ts';
import type { Calendar } from './dates.ts';
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
    const name = index === 11 ? longName : invented;
    const domain = `${slug(name.slice(0, 40)) || `company-${index}`}.example`;
    const owner = chooseOwner(choices);
    const age = ageOf(choices);
    const isActive = !choices.chance(0.06);
    const id = sampleId(`account ${index}`);
    const contactIds = Array.from({ length: contactCount }, (_, at) => sampleId(`contact ${index} ${at}`));
    this.accounts.push({ id, name, owner, country, domain, isActive, age, contactIds });
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
      statecode: isActive ? 0 : 1,
      statuscode: isActive ? 1 : 2,
      ...ownedBy(owner),
      ...recorded(
        this.#calendar.past(age, choices.int(7, 17), choices.int(0, 59)),
        this.#calendar.past(Math.floor(age * choices.next()), choices.int(7, 17), choices.int(0, 59)),
        owner,
      ),
    };
  }

  contact(account: SampleAccount, at: number): Row {
    const choices = this.#choices;
    const { country } = account;
    const first = choices.pick(firstNames[country.language]);
    const last = choices.pick(lastNames[country.language]);
    const id = account.contactIds[at] ?? sampleId(`contact ${account.id} ${at}`);
    const local = [slug(first), slug(last)].filter((part) => part !== '').join('.') || `contact${at + 1}`;
    const email = `${local}@${account.domain}`;
    const phone = phoneOf(choices, country);
    const owner = nearOwner(choices, account.owner);
    const age = Math.floor(account.age * (0.3 + 0.7 * choices.next()));
    const isActive = account.isActive && !choices.chance(0.05);
    this.contacts.push({ id, fullName: `${first} ${last}`, email, phone, accountId: account.id });
    return {
      contactid: id,
      firstname: first,
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
