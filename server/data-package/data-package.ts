/** One value as the package writes it. */
export interface PackageField {
  readonly name: string;
  readonly value: string;
  /** Lookups: logical name of the table they point to, and the name of the row there. */
  readonly lookupTable?: string;
  readonly lookupName?: string;
}

export interface PackageRecord {
  readonly id: string;
  readonly fields: readonly PackageField[];
}

/** One row's partners by an N:N relationship. */
export interface PackageLink {
  readonly relationship: string;
  readonly source: string;
  readonly targetTable: string;
  readonly targets: readonly string[];
}

/** Neighbouring records of one table; links come after all records of their table. */
export interface PackageBlock {
  readonly table: string;
  readonly records: readonly PackageRecord[];
  readonly links: readonly PackageLink[];
}

/** What data_schema.xml says of a table. */
export interface PackageTable {
  readonly name: string;
  readonly displayName: string;
  /** Logical names of columns to the package's own names of types, e.g. `optionsetvalue`. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns of dates that are never shifted. */
  readonly absoluteDates: readonly string[];
}

/**
 * A package as it was read. Blocks are JSON in bytes, so that a large one lies outside the heap and passes from thread
 * to thread without a copy; {@link openBlock} gives one.
 */
export interface DataPackage {
  readonly name: string;
  /** Empty for a lone data file, which has no schema. */
  readonly tables: readonly PackageTable[];
  readonly blocks: readonly Uint8Array[];
  readonly records: number;
  readonly links: number;
  /** What was found odd while reading. */
  readonly notes: readonly string[];
}

/** The block's records and links. */
export function openBlock(bytes: Uint8Array): PackageBlock {
  return JSON.parse(new TextDecoder().decode(bytes)) as PackageBlock;
}
