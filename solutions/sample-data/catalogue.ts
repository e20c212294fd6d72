import type { Row } from '../../src/shared/metadata/row.ts';
import type { Calendar } from './dates.ts';
import { salesManager } from './people.ts';
import { Choices, sampleId } from './random.ts';
import { money, recorded, type SampleRows } from './rows.ts';

/** Units of the base currency (EUR) that one unit of the currency costs, inverted as Dataverse keeps it. */
export const currencies = [
  { code: 'EUR', name: 'Euro', symbol: '€', rate: '1.0000000000' },
  { code: 'USD', name: 'US Dollar', symbol: '$', rate: '1.0900000000' },
  { code: 'GBP', name: 'Pound Sterling', symbol: '£', rate: '0.8500000000' },
  { code: 'CHF', name: 'Schweizer Franken', symbol: 'CHF', rate: '0.9500000000' },
] as const;

export type CurrencyCode = (typeof currencies)[number]['code'];
export const currencyId = (code: CurrencyCode): string => sampleId(`transactioncurrency ${code}`);

export const territories = [
  'Northern Europe',
  'Central Europe',
  'Southern Europe',
  'British Isles',
  'North America',
  'Middle East',
] as const;
export const territoryId = (name: (typeof territories)[number]): string => sampleId(`territory ${name}`);

export const positions = [
  { name: 'Director', parent: undefined },
  { name: 'Sales Manager', parent: 'Director' },
  { name: 'Salesperson', parent: 'Sales Manager' },
  { name: 'Service Manager', parent: 'Director' },
  { name: 'Service Representative', parent: 'Service Manager' },
] as const;
export const positionId = (name: string): string => sampleId(`position ${name}`);

const unitGroup = sampleId('uomschedule Default Unit');
const timeGroup = sampleId('uomschedule Working Time');
export const pieceUnit = sampleId('uom Piece');
export const hourUnit = sampleId('uom Hour');

export interface SampleProduct {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly price: number;
  readonly unitId: string;
}

const families: readonly (readonly [
  family: string,
  code: string,
  low: number,
  high: number,
  names: readonly string[],
])[] = [
  [
    'Pumps',
    'PU',
    900,
    18000,
    ['Centrifugal Pump', 'Submersible Pump', 'Dosing Pump', 'Booster Pump', 'Vacuum Pump'],
  ],
  [
    'Valves',
    'VA',
    60,
    2400,
    ['Ball Valve', 'Butterfly Valve', 'Check Valve', 'Pressure Relief Valve', 'Solenoid Valve'],
  ],
  [
    'Sensors',
    'SE',
    40,
    1900,
    ['Level Sensor', 'Flow Meter', 'Pressure Sensor', 'Temperature Probe', 'Turbidity Sensor'],
  ],
  [
    'Controls',
    'CO',
    300,
    9500,
    ['Control Cabinet', 'Remote Gateway', 'Operator Panel', 'Frequency Converter', 'Edge Controller'],
  ],
  [
    'Services',
    'SV',
    80,
    320,
    ['Commissioning', 'Inspection', 'Calibration', 'Operator Training', 'Remote Support'],
  ],
  ['Spare Parts', 'SP', 5, 480, ['Seal Kit', 'Impeller', 'Bearing Set', 'Filter Cartridge', 'Gasket Set']],
];
const series = ['Aqua', 'Vento', 'Terra', 'Nova', 'Prime', 'Delta', 'Orbit', 'Atlas', 'Lumen', 'Magna'];

export const priceListId = (code: CurrencyCode): string => sampleId(`pricelevel ${code}`);

function products(count: number, calendar: Calendar): { rows: Row[]; sellable: SampleProduct[] } {
  const choices = new Choices('products');
  const stamp = recorded(calendar.past(700, 8), calendar.past(30, 9), undefined);
  const common = {
    defaultuomscheduleid: unitGroup,
    defaultuomid: pieceUnit,
    quantitydecimal: 0,
    transactioncurrencyid: currencyId('EUR'),
    pricelevelid: priceListId('EUR'),
    ...stamp,
  };
  const rows: Row[] = families.map(([family, code]) => ({
    ...common,
    productid: sampleId(`product family ${family}`),
    name: family,
    productnumber: `${code}-000`,
    productstructure: 2,
    statecode: 0,
    statuscode: 1,
    validfromdate: calendar.date(-700),
  }));
  const sellable: SampleProduct[] = [];
  for (let index = 0; index < count; index++) {
    const [family, code, low, high, names] = families[index % families.length] ?? choices.pick(families);
    const number = Math.floor(index / families.length);
    const kind = names[number % names.length] ?? family;
    const name = `${kind} ${series[Math.floor(number / names.length) % series.length] ?? 'Nova'} ${100 + number * 10}`;
    const isService = code === 'SV';
    const price = Math.round((low + (high - low) * choices.next() ** 2) * 10) / 10;
    const retired = index % 29 === 28;
    const id = sampleId(`product ${index}`);
    rows.push({
      ...common,
      productid: id,
      name,
      productnumber: `${code}-${String(101 + number)}`,
      productstructure: 1,
      producttypecode: isService ? 3 : 1,
      parentproductid: sampleId(`product family ${family}`),
      ...(isService ? { defaultuomscheduleid: timeGroup, defaultuomid: hourUnit, quantitydecimal: 2 } : {}),
      price: money(price),
      standardcost: money(price * 0.58),
      currentcost: money(price * 0.61),
      ...(isService
        ? {}
        : {
            quantityonhand: `${choices.int(0, 400)}.00000`,
            stockweight: `${choices.int(1, 90)}.50000`,
            suppliername: choices.pick([
              'Rheinmetallbau Süd',
              'Hydra Components',
              'Nordic Castings',
              'In-house production',
            ]),
          }),
      description: isService
        ? 'Charged by the hour, travel not included.'
        : 'Delivered with data sheet and operating instructions in twelve languages.',
      validfromdate: calendar.date(-choices.int(100, 700)),
      validtodate: retired ? calendar.date(-choices.int(5, 60)) : calendar.date(choices.int(200, 900)),
      statecode: retired ? 1 : index % 31 === 30 ? 3 : 0,
      statuscode: retired ? 2 : index % 31 === 30 ? 3 : 1,
    });
    if (!retired)
      sellable.push({
        id,
        name,
        number: `${code}-${String(101 + number)}`,
        price,
        unitId: isService ? hourUnit : pieceUnit,
      });
  }
  return { rows, sellable };
}

const competitorNames = [
  'Hydrodyne Systems',
  'Pumpenwerk Ostsee',
  'FlowTech International',
  'Aqualine Industrie',
  'Vattenteknik Nord',
  'Blue Current',
  'Sistemas del Agua',
  'Kolben & Kühne',
  'TerraFlow',
  'Everpump',
  'MeterMind',
  'Hansa Armaturen',
  'Valvex',
  'Sensoric Plus',
];

/** Names of competitors, for notes and links. */
export const competitorIds: readonly string[] = competitorNames.map((name) => sampleId(`competitor ${name}`));

function competitorRows(calendar: Calendar): Row[] {
  const choices = new Choices('competitors');
  return competitorNames.map((name, index) => ({
    competitorid: competitorIds[index] ?? '',
    name,
    websiteurl: `https://www.${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.example`,
    keyproduct: choices.pick([
      'Submersible pumps',
      'Flow meters',
      'Complete systems',
      'Service contracts',
      'Cheap spare parts',
    ]),
    reportedrevenue: money(choices.int(4, 900) * 1_000_000),
    reportingyear: new Date(calendar.at(0, 12)).getUTCFullYear() - 1,
    reportingquarter: choices.int(1, 4),
    winpercentage: choices.int(12, 71) + 0.5,
    strengths: choices.pick([
      'Short delivery times',
      'Low prices',
      'Dense service network',
      'Long relationships with utilities',
    ]),
    weaknesses: choices.pick([
      'No remote monitoring',
      'Few references abroad',
      'Slow with spare parts',
      'Old product range',
    ]),
    threats: 'May be bought by a larger group.',
    opportunities: 'Customers look for a second source.',
    overview: `${name} sells to the same industries as we do.`,
    transactioncurrencyid: currencyId('EUR'),
    ...recorded(calendar.past(choices.int(90, 720), 9), calendar.past(choices.int(1, 90), 15)),
  }));
}

const discountListId = (name: string): string => sampleId(`discounttype ${name}`);

/** Discount lists with what they grant from which quantity on; the last one in amounts. */
const discountLists = [
  ['Standard Volume', [5, 10, 25], [2, 4, 7]],
  ['Spare Parts', [20, 100], [5, 12]],
  ['Frame Contract', [1, 50], [8, 11]],
  ['Launch Offer', [3], [150]],
] as const;

/** Price list items of every product in three currencies, and the discount lists that some of them name. */
function priceRows(sellable: readonly SampleProduct[], stamp: Row): SampleRows[] {
  const lists = (['EUR', 'USD', 'GBP'] as const).map((code) => ({
    code,
    rate: Number(currencies.find((one) => one.code === code)?.rate ?? 1),
  }));
  const isAmount = (name: string): boolean => name === 'Launch Offer';
  return [
    {
      table: 'discounttype',
      rows: discountLists.map(([name]) => ({
        discounttypeid: discountListId(name),
        name,
        isamounttype: isAmount(name),
        transactioncurrencyid: isAmount(name) ? currencyId('EUR') : null,
        statecode: 0,
        statuscode: 1,
        ...stamp,
      })),
    },
    {
      table: 'discount',
      rows: discountLists.flatMap(([name, from, grants]) =>
        from.map((low, at) => ({
          discountid: sampleId(`discount ${name} ${low}`),
          name: `${name} ${low}`,
          discounttypeid: discountListId(name),
          lowquantity: `${low}.00000`,
          highquantity: `${(from[at + 1] ?? 100_001) - 1}.00000`,
          percentage: isAmount(name) ? null : `${grants[at] ?? 0}.00000`,
          amount: isAmount(name) ? money(grants[at] ?? 0) : null,
          transactioncurrencyid: isAmount(name) ? currencyId('EUR') : null,
          ...stamp,
        })),
      ),
    },
    {
      table: 'productpricelevel',
      rows: lists.flatMap(({ code, rate }) =>
        sellable.map((product, at) => ({
          productpricelevelid: sampleId(`productpricelevel ${code} ${product.id}`),
          productnumber: product.number,
          pricelevelid: priceListId(code),
          productid: product.id,
          uomid: product.unitId,
          pricingmethodcode: 1,
          amount: money(product.price * rate),
          quantitysellingcode: 1,
          roundingpolicycode: 1,
          discounttypeid: at % 4 === 0 ? discountListId('Standard Volume') : null,
          transactioncurrencyid: currencyId(code),
          ...stamp,
        })),
      ),
    },
  ];
}

/** Currencies, territories, positions, units, price lists, products and competitors. */
export function catalogue(
  productCount: number,
  calendar: Calendar,
): { readonly tables: readonly SampleRows[]; readonly sellable: readonly SampleProduct[] } {
  const stamp = recorded(calendar.past(720, 8), calendar.past(60, 8));
  const active = { statecode: 0, statuscode: 1 };
  const made = products(productCount, calendar);
  const uom = (id: string, name: string, group: string, quantity: string, base?: string): Row => ({
    uomid: id,
    name,
    uomscheduleid: group,
    quantity,
    baseuom: base ?? null,
    isschedulebaseuom: base === undefined,
    ...stamp,
  });
  return {
    sellable: made.sellable,
    tables: [
      {
        table: 'transactioncurrency',
        rows: currencies.map((one) => ({
          transactioncurrencyid: currencyId(one.code),
          currencyname: one.name,
          isocurrencycode: one.code,
          currencysymbol: one.symbol,
          currencyprecision: 2,
          exchangerate: one.rate,
          ...active,
          ...stamp,
        })),
      },
      {
        table: 'territory',
        rows: territories.map((name, index) => ({
          territoryid: territoryId(name),
          name,
          managerid: index === 0 ? salesManager.userId : null,
          description: `Customers in ${name}`,
          ...stamp,
        })),
      },
      {
        table: 'position',
        rows: positions.map((one) => ({
          positionid: positionId(one.name),
          name: one.name,
          parentpositionid: one.parent === undefined ? null : positionId(one.parent),
          ...stamp,
        })),
      },
      {
        table: 'uomschedule',
        rows: [
          [unitGroup, 'Default Unit', 'Piece'] as const,
          [timeGroup, 'Working Time', 'Hour'] as const,
        ].map(([id, name, base]) => ({ uomscheduleid: id, name, baseuomname: base, ...active, ...stamp })),
      },
      {
        table: 'uom',
        rows: [
          uom(pieceUnit, 'Piece', unitGroup, '1.00000'),
          uom(sampleId('uom Dozen'), 'Dozen', unitGroup, '12.00000', pieceUnit),
          uom(hourUnit, 'Hour', timeGroup, '1.00000'),
          uom(sampleId('uom Day'), 'Day', timeGroup, '8.00000', hourUnit),
        ],
      },
      {
        table: 'pricelevel',
        rows: (['EUR', 'USD', 'GBP'] as const).map((code) => ({
          pricelevelid: priceListId(code),
          name: `Standard ${code}`,
          begindate: calendar.date(-400),
          enddate: calendar.date(330),
          transactioncurrencyid: currencyId(code),
          description: 'Valid for all customers without a frame contract.',
          statecode: 0,
          statuscode: 100001,
          ...stamp,
        })),
      },
      { table: 'product', rows: made.rows },
      ...priceRows(made.sellable, stamp),
      { table: 'competitor', rows: competitorRows(calendar) },
    ],
  };
}
