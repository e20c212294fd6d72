import type { MobileFlags } from './mobile-use.ts';

/** Labels by language code (LCID, decimal text: `1033` English, `1031` German). */
export type Labels = Readonly<Record<string, string>>;

/**
 * Metadata types come twice: with {@link Labels} on the server (`Table<Labels>`), with plain text in one language in
 * an app package (`Table`). Logical names are lower-case, as the Web API spells them.
 */
export type ColumnType =
  | 'string'
  | 'memo'
  | 'integer'
  | 'bigint'
  | 'decimal'
  | 'double'
  | 'money'
  | 'boolean'
  | 'choice'
  | 'choices'
  | 'state'
  | 'status'
  | 'datetime'
  | 'lookup'
  | 'customer'
  | 'owner'
  | 'partylist'
  | 'uniqueidentifier'
  | 'entityname'
  | 'file'
  | 'image'
  | 'virtual';

/** Text: email, phone, url, textarea, richtext, tickersymbol. Number: duration, timezone, language, locale. */
export type ColumnFormat =
  | 'text'
  | 'email'
  | 'phone'
  | 'url'
  | 'textarea'
  | 'richtext'
  | 'tickersymbol'
  | 'duration'
  | 'timezone'
  | 'language'
  | 'locale';

export type RequiredLevel = 'none' | 'recommended' | 'required' | 'systemrequired';

export interface ChoiceOption<L = string> {
  readonly value: number;
  readonly label: L;
  readonly color?: string;
  /** Status reasons only: the state it belongs to. */
  readonly state?: number;
  /** States only: the status reason that a change of state alone sets. */
  readonly defaultStatus?: number;
}

export interface Column<L = string> {
  readonly logicalName: string;
  readonly schemaName: string;
  readonly type: ColumnType;
  readonly label: L;
  readonly description?: L;
  readonly required: RequiredLevel;
  readonly format?: ColumnFormat;
  /** Text, in UTF-16 units. */
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  /** Decimal digits kept after the point (decimal, money, double). */
  readonly precision?: number;
  /** Datetime only. */
  readonly behavior?: 'userlocal' | 'dateonly' | 'timezoneindependent';
  /** Datetime with behavior userlocal or timezoneindependent that shows the date alone. */
  readonly dateOnlyFormat?: boolean;
  /** choice, choices, state, status; boolean: two options, 0 and 1. */
  readonly options?: readonly ChoiceOption<L>[];
  /** Name of the global choice the options come from. */
  readonly globalChoice?: string;
  readonly defaultValue?: number | string | boolean;
  /** Lookup kinds: logical names of possible target tables; more than one makes the column polymorphic. */
  readonly targets?: readonly string[];
  /** Pattern such as `WO-{SEQNUM:5}`; the server fills it on create. */
  readonly autoNumber?: string;
  /** How the value comes about: entered, or computed by the server. */
  readonly source?: 'simple' | 'calculated' | 'rollup' | 'formula';
  readonly primaryId?: boolean;
  readonly primaryName?: boolean;
  readonly validForCreate: boolean;
  readonly validForUpdate: boolean;
  readonly validForRead: boolean;
  readonly secured?: boolean;
  /** Made by the system for every table of its kind (created on, owner, version …). */
  readonly system?: boolean;
  /** Physical PostgreSQL column, where it differs from the logical name (long, or one of PostgreSQL's own). */
  readonly sqlName?: string;
}

export type Ownership = 'user' | 'business' | 'organization' | 'none';

export interface Table<L = string> {
  readonly logicalName: string;
  readonly schemaName: string;
  readonly entitySetName: string;
  readonly label: L;
  readonly pluralLabel: L;
  readonly description?: L;
  readonly ownership: Ownership;
  readonly primaryId: string;
  /** Absent for intersect and some system tables. */
  readonly primaryName?: string;
  readonly columns: readonly Column<L>[];
  readonly keys: readonly AlternateKey<L>[];
  readonly isActivity?: boolean;
  /** The table behind an N:N relationship. */
  readonly isIntersect?: boolean;
  /** Colour of the table's icon, `#rrggbb`. */
  readonly color?: string;
  readonly icon?: string;
  readonly objectTypeCode?: number;
  /** What the solution states for phones and tablets. */
  readonly mobile?: MobileFlags;
  /** FetchXML of the rows that devices download at most, whatever profiles say (O2); nothing applies it yet. */
  readonly offlineFilter?: string;
  /** Physical PostgreSQL table, where it differs from the logical name. */
  readonly sqlName?: string;
}

export interface AlternateKey<L = string> {
  readonly name: string;
  readonly label: L;
  readonly columns: readonly string[];
}

export type CascadeBehavior = 'none' | 'all' | 'active' | 'userowned' | 'removelink' | 'restrict';

/** 1:N seen from the many side: `referencing.column` holds the id of a row of `referenced`. */
export interface OneToMany {
  readonly kind: 'one-to-many';
  readonly schemaName: string;
  readonly referenced: string;
  readonly referencing: string;
  readonly column: string;
  /** Single-valued navigation property on the referencing table; case-sensitive in the Web API. */
  readonly lookupProperty: string;
  /** Collection-valued navigation property on the referenced table. */
  readonly collectionProperty: string;
  readonly onDelete: CascadeBehavior;
  readonly onAssign: CascadeBehavior;
  readonly onShare: CascadeBehavior;
  readonly hierarchical?: boolean;
}

/** N:N through the intersect table; columnA and columnB are its columns. */
export interface ManyToMany {
  readonly kind: 'many-to-many';
  readonly schemaName: string;
  readonly intersect: string;
  readonly tableA: string;
  readonly columnA: string;
  readonly propertyA: string;
  readonly tableB: string;
  readonly columnB: string;
  readonly propertyB: string;
}

export type Relationship = OneToMany | ManyToMany;

/** True where a value of this column names a row: lookup, customer or owner. */
export function isLookup(column: Pick<Column<unknown>, 'type'>): boolean {
  return column.type === 'lookup' || column.type === 'customer' || column.type === 'owner';
}

/** True where the lookup's target table must be stored beside the id. */
export function isPolymorphic(column: Pick<Column<unknown>, 'type' | 'targets'>): boolean {
  return isLookup(column) && (column.targets?.length ?? 0) > 1;
}
