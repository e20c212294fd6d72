import type { Row } from '../../src/shared/metadata/row.ts';

/**
 * What ordinary names and amounts do not try: quotes, leading zeros, emoji, other scripts, nothing at all, the longest and the largest.
 * Each is laid over an ordinary row, so that counts, owners and references stay; the smallest sample has them all.
 */
const oddAccounts: Readonly<Record<number, Row>> = {
  13: {
    name: `O'Brien & "Söhne" <Café> 100 % \\ Co.`,
    description: `'; -- "quoted" &amp; <b>not bold</b>\n\tsecond line`,
  },
  14: {
    name: '007 Zero Ltd',
    accountnumber: '0000042',
    address1_postalcode: '01067',
    numberofemployees: 0,
    revenue: '0.00',
    creditlimit: '0.00',
  },
  15: { name: '🚀 Rakete & 👩🏽‍🔬 Labor GmbH', description: '👍🏿 e\u0301 ≠ é 🇩🇪' },
  16: { name: '株式会社さくら精密', address1_city: '東京', description: '中文 한국어 日本語' },
  19: { name: 'شركة النور Trading (Dubai) LLC' },
  20: {
    name: 'Ångström–Ł’Œuvre S.à r.l.',
    numberofemployees: 1_000_000_000,
    creditlimit: '99999999999999.99',
  },
  21: {
    telephone1: null,
    fax: null,
    websiteurl: null,
    emailaddress1: null,
    accountnumber: null,
    primarycontactid: null,
    accountcategorycode: null,
    customertypecode: null,
    industrycode: null,
    ownershipcode: null,
    numberofemployees: null,
    revenue: null,
    description: null,
    preferredcontactmethodcode: null,
    creditlimit: null,
    paymenttermscode: null,
    territoryid: null,
    address1_line1: null,
    address1_city: null,
    address1_postalcode: null,
    address1_stateorprovince: null,
    address1_country: null,
    address1_latitude: null,
    address1_longitude: null,
  },
  22: { name: `${'Long name '.repeat(15)}ends here.`, description: 'x'.repeat(2000) },
};

/** What is laid over the nth account. */
export function oddAccount(index: number): Row {
  return oddAccounts[index] ?? {};
}

const oddContacts: Readonly<Record<number, Row>> = {
  12: { birthdate: '1988-02-29', anniversary: '1999-12-31' },
  13: { firstname: `"Bob" 100 %`, lastname: "D'Arcy-O’Neil", birthdate: '1900-01-01' },
  14: { telephone1: '0049 030 0012', birthdate: '2000-01-01' },
  15: { firstname: '🙂', lastname: 'Émile 🦊' },
  16: { firstname: '太郎', lastname: '山田' },
  19: { firstname: 'أحمد', lastname: 'Smith' },
  20: { firstname: 'W'.repeat(50), lastname: 'M'.repeat(50) },
  // A person of no company.
  23: { parentcustomerid: null, parentcustomerid__type: null },
  21: { firstname: null, telephone1: null, jobtitle: null, department: null, emailaddress1: null },
};

/** What is laid over the first contact of the nth account. */
export function oddContact(index: number): Row {
  return oddContacts[index] ?? {};
}

/** The account, and with it the first contact, that the nth one was entered again of. */
export function originalOf(index: number): number | undefined {
  // Of each hundred two, so that every size has some.
  return index % 100 === 17 || index % 100 === 18 ? index - 12 : undefined;
}

/** A name as somebody else types it: the second in three ways of being nearly the same. */
export function retyped(name: string, index: number): string {
  const ways = [
    name,
    name.toUpperCase(),
    name.replace(' ', '  '),
    name.normalize('NFD').replaceAll(/\p{Diacritic}/gu, ''),
  ];
  return ways[Math.floor(index / 100 + index) % ways.length] ?? name;
}

/**
 * Instants at the edges of years and of daylight saving in the last year: they are past on every day. The nth account was made then.
 * @param year The year of the first start.
 */
export function oddInstant(index: number, year: number): string | undefined {
  /** The last Sunday of a month of 31 days. */
  const lastSunday = (month: number): number => 31 - new Date(Date.UTC(year - 1, month, 31)).getUTCDay();
  const [march, october] = [lastSunday(2), lastSunday(9)];
  const instants: Readonly<Record<number, string>> = {
    24: `${year - 1}-12-31T23:59:59Z`,
    25: `${year - 1}-01-01T00:00:00Z`,
    26: `${year - 1}-03-${march}T00:59:59Z`,
    27: `${year - 1}-03-${march}T01:00:00Z`,
    // Half past two in Berlin, twice.
    28: `${year - 1}-10-${october}T00:30:00Z`,
    29: `${year - 1}-10-${october}T01:30:00Z`,
  };
  return instants[index];
}

/** What is laid over the nth deal: a won one that is a credit. Amounts of deals may be below zero. */
export function oddDeal(index: number): Row {
  return index === 15 ? { actualvalue: '-1250.55', estimatedvalue: '-1250.55' } : {};
}
