import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { Column, ColumnType, Labels } from '../../../src/shared/metadata/table.ts';
import { element, flag, labelList, texts, wrap } from './build-xml.ts';
import { writeOptions } from './choice-writer.ts';

const typeNames: Readonly<Record<ColumnType, string>> = {
  string: 'nvarchar',
  memo: 'ntext',
  integer: 'int',
  bigint: 'bigint',
  decimal: 'decimal',
  double: 'float',
  money: 'money',
  boolean: 'bit',
  choice: 'picklist',
  choices: 'multiselectpicklist',
  state: 'state',
  status: 'status',
  datetime: 'datetime',
  lookup: 'lookup',
  customer: 'customer',
  owner: 'owner',
  partylist: 'partylist',
  uniqueidentifier: 'uniqueidentifier',
  entityname: 'entityname',
  file: 'file',
  image: 'image',
  virtual: 'virtual',
};

const behaviors = { userlocal: 1, dateonly: 2, timezoneindependent: 3 } as const;
const sources = { simple: undefined, calculated: 1, rollup: 2, formula: 3 } as const;

function formatOf(column: Column<Labels>): string | undefined {
  if (column.type === 'datetime')
    return column.dateOnlyFormat || column.behavior === 'dateonly' ? 'date' : 'datetime';
  return column.format;
}

function defaultOf({ defaultValue }: Column<Labels>): string | number | undefined {
  return typeof defaultValue === 'boolean' ? flag(defaultValue) : defaultValue;
}

function optionsOf(column: Column<Labels>): XmlElement[] {
  if (column.options === undefined) return [];
  const kind = column.type === 'state' || column.type === 'status' ? column.type : 'option';
  return [element('optionset', {}, [writeOptions(column.options, kind)])];
}

/** What a column of a table is, as an `attribute` element. */
export function writeColumn(column: Column<Labels>): XmlElement {
  const { logicalName, schemaName } = column;
  return element('attribute', { PhysicalName: schemaName === '' ? undefined : schemaName }, [
    ...texts({
      Type: column.primaryId ? 'primarykey' : typeNames[column.type],
      Name: schemaName === '' ? undefined : logicalName,
      LogicalName: logicalName,
      RequiredLevel: column.required,
      DisplayMask: column.primaryName
        ? 'PrimaryName|ValidForAdvancedFind|ValidForForm|ValidForGrid'
        : undefined,
      ValidForCreateApi: flag(column.validForCreate),
      ValidForUpdateApi: flag(column.validForUpdate),
      ValidForReadApi: flag(column.validForRead),
      IsSecured: column.secured ? 1 : undefined,
      AutoNumberFormat: column.autoNumber,
      SourceType: sources[column.source ?? 'simple'],
      Format: formatOf(column),
      MaxLength: column.maxLength,
      MinValue: column.min,
      MaxValue: column.max,
      Accuracy: column.precision,
      Behavior: column.behavior === undefined ? undefined : behaviors[column.behavior],
      AppDefaultValue: defaultOf(column),
      OptionSetName: column.globalChoice,
    }),
    ...optionsOf(column),
    ...(column.type === 'lookup'
      ? wrap(
          'LookupTypes',
          (column.targets ?? []).flatMap((target) => texts({ LookupType: target })),
        )
      : []),
    ...labelList('displaynames', 'displayname', column.label),
    ...labelList('Descriptions', 'Description', column.description ?? {}),
  ]);
}
