import type { Row } from '../../src/shared/metadata/row.ts';
import { currencyId, priceListId, type CurrencyCode, type SampleProduct } from './catalogue.ts';
import { addressOf } from './customers.ts';
import type { Calendar } from './dates.ts';
import { Choices, sampleId } from './random.ts';
import { money, ownedBy, recorded } from './rows.ts';
import type { SampleDeal } from './sales.ts';

export interface SampleDocument {
  readonly table: 'quote' | 'salesorder' | 'invoice';
  readonly row: Row;
  readonly lines: readonly Row[];
}

interface Kind {
  readonly table: SampleDocument['table'];
  readonly prefix: string;
  readonly number: string;
}

const kinds = {
  quote: { table: 'quote', prefix: 'QUO', number: 'quotenumber' },
  order: { table: 'salesorder', prefix: 'ORD', number: 'ordernumber' },
  invoice: { table: 'invoice', prefix: 'INV', number: 'invoicenumber' },
} as const satisfies Record<string, Kind>;

/** Numbers below those that the server gives, so that the two never meet. */
const numberOf = (kind: Kind, index: number): string =>
  `${kind.prefix}-${String(index + 1).padStart(5, '0')}-DEMO`;

/** What a deal became: its quote, and once it is won the order and the invoice, with the same lines. */
export class Documents {
  readonly #choices: Choices;
  readonly #calendar: Calendar;
  readonly #products: readonly SampleProduct[];
  readonly #orders: number;

  /** @param orders How many won deals became an order; four in five of them were billed. */
  constructor(seed: string, calendar: Calendar, products: readonly SampleProduct[], orders: number) {
    this.#choices = new Choices(`${seed} documents`);
    this.#calendar = calendar;
    this.#products = products;
    this.#orders = orders;
  }

  #address(deal: SampleDeal, parts: Row, prefix: string): Row {
    const part = (name: string) => parts[`address1_${name}`] ?? null;
    return {
      [`${prefix}_name`]: deal.account.name,
      [`${prefix}_line1`]: part('line1'),
      [`${prefix}_city`]: part('city'),
      [`${prefix}_postalcode`]: part('postalcode'),
      [`${prefix}_stateorprovince`]: part('stateorprovince'),
      [`${prefix}_country`]: part('country'),
    };
  }

  /** Columns that all three have. `days` ago it was written, and the lines it adds up. */
  #document(kind: Kind, index: number, deal: SampleDeal, days: number, lines: readonly Row[]): Row {
    const choices = this.#choices;
    const currency: CurrencyCode = deal.account.country.currency;
    const total = lines.reduce((sum, line) => sum + Number(line['extendedamount']), 0);
    const freight = choices.chance(0.4) ? choices.int(2, 40) * 10 : 0;
    const percentage = choices.chance(0.2) ? 3 : 0;
    const discounted = Math.round(total * (100 - percentage)) / 100;
    const address = addressOf(choices, deal.account.country);
    return {
      [`${kind.table}id`]: sampleId(`${kind.table} ${deal.id}`),
      name: deal.name.slice(0, 300),
      [kind.number]: numberOf(kind, index),
      customerid: deal.account.id,
      customerid__type: 'account',
      opportunityid: deal.id,
      pricelevelid: priceListId(currency === 'CHF' ? 'EUR' : currency),
      transactioncurrencyid: currencyId(currency),
      paymenttermscode: choices.int(1, 4),
      shippingmethodcode: choices.int(1, 7),
      totallineitemamount: money(total),
      totallineitemdiscountamount: '0.00',
      totaldiscountamount: money(total - discounted),
      discountpercentage: percentage === 0 ? null : money(percentage),
      totalamountlessfreight: money(discounted),
      freightamount: money(freight),
      totaltax: '0.00',
      totalamount: money(discounted + freight),
      ...this.#address(deal, address, 'billto'),
      ...this.#address(deal, address, 'shipto'),
      ...ownedBy(deal.owner),
      ...recorded(
        this.#calendar.past(days, choices.int(7, 17)),
        this.#calendar.past(days * choices.next(), 16),
        deal.owner,
      ),
    };
  }

  /** A line, and the name that each of the documents gives it; now and then it is written in. */
  #line(deal: SampleDeal): { readonly name: string; readonly row: Row } {
    const choices = this.#choices;
    const product = choices.pick(this.#products);
    const writeIn = choices.chance(0.1);
    const quantity = choices.int(1, 15);
    const base = Math.round(product.price * quantity * 100) / 100;
    const discount = choices.chance(0.25) ? Math.round(base * 5) / 100 : 0;
    const name = writeIn ? 'Delivery and unloading' : product.name;
    return {
      name,
      row: {
        isproductoverridden: writeIn,
        productid: writeIn ? null : product.id,
        productdescription: writeIn ? name : null,
        uomid: writeIn ? null : product.unitId,
        ispriceoverridden: writeIn,
        priceperunit: money(product.price),
        quantity: `${quantity}.00000`,
        baseamount: money(base),
        volumediscountamount: '0.00',
        manualdiscountamount: money(discount),
        tax: '0.00',
        extendedamount: money(base - discount),
        transactioncurrencyid: currencyId(deal.account.country.currency),
      },
    };
  }

  /** What came of a deal, oldest first. The nth of its kind, so that proportions hold: see {@link generateSampleData}. */
  of(deal: SampleDeal, index: number): SampleDocument[] {
    const choices = this.#choices;
    const calendar = this.#calendar;
    const lines = Array.from({ length: choices.int(1, 5) }, () => this.#line(deal));
    const document = (kind: Kind, days: number, more: Row): SampleDocument => {
      const id = sampleId(`${kind.table} ${deal.id}`);
      const at = calendar.past(days, 10);
      const rows = lines.map(({ row }) => row);
      return {
        table: kind.table,
        row: { ...this.#document(kind, index, deal, days, rows), ...more },
        lines: lines.map(({ name, row }, position) => ({
          ...row,
          [`${kind.table}detailid`]: sampleId(`${kind.table}detail ${deal.id} ${position}`),
          [`${kind.table}detailname`]: name,
          [`${kind.table}id`]: id,
          lineitemnumber: position + 1,
          ...recorded(at, at, deal.owner),
        })),
      };
    };
    const written = deal.state === 0 ? Math.floor(deal.age * choices.next()) : deal.closedDays + 6;
    const active = choices.chance(0.6);
    const state = { 0: active ? [1, 3] : [0, 1], 1: [2, 4], 2: [3, choices.int(5, 6)] }[deal.state] ?? [0, 1];
    const quote = document(kinds.quote, written, {
      revisionnumber: 0,
      effectivefrom: calendar.date(-written),
      effectiveto: calendar.date(30 - written),
      expireson: calendar.date(30 - written),
      requestdeliveryby: calendar.date(60 - written),
      closedon: deal.state === 0 ? null : calendar.date(-deal.closedDays),
      statecode: state[0] ?? 0,
      statuscode: state[1] ?? 1,
    });
    if (deal.state !== 1 || index >= this.#orders) return [quote];
    const orderState = index % 8 === 7 ? [2, 4] : deal.closedDays > 45 ? [3, 100001] : [0, choices.int(1, 2)];
    const order = document(kinds.order, deal.closedDays, {
      quoteid: quote.row['quoteid'] ?? null,
      ispricelocked: true,
      requestdeliveryby: calendar.date(45 - deal.closedDays),
      datefulfilled: orderState[0] === 3 ? calendar.date(45 - deal.closedDays) : null,
      statecode: orderState[0] ?? 0,
      statuscode: orderState[1] ?? 1,
    });
    if (index % 5 === 4) return [quote, order];
    const billed = Math.max(0, deal.closedDays - 10);
    const invoiceState = billed > 40 ? [2, 100001] : index % 20 === 0 ? [3, 100003] : [0, 4];
    const invoice = document(kinds.invoice, billed, {
      salesorderid: order.row['salesorderid'] ?? null,
      ispricelocked: true,
      duedate: calendar.date(30 - billed),
      datedelivered: invoiceState[0] === 2 ? calendar.date(-billed) : null,
      statecode: invoiceState[0] ?? 0,
      statuscode: invoiceState[1] ?? 1,
    });
    return [quote, order, invoice];
  }
}
