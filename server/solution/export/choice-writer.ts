import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { ChoiceOption, Labels } from '../../../src/shared/metadata/table.ts';
import type { GlobalChoice } from '../solution-model.ts';
import { element, labelList, texts } from './build-xml.ts';

const lists = { state: ['states', 'state'], status: ['statuses', 'status'] } as const;

/** The list of options as a column of that kind has it. */
export function writeOptions(
  options: readonly ChoiceOption<Labels>[],
  kind: 'option' | 'state' | 'status',
): XmlElement {
  const [list, item] = kind === 'option' ? (['options', 'option'] as const) : lists[kind];
  return element(
    list,
    {},
    options.map((option) =>
      element(
        item,
        {
          value: option.value,
          Color: option.color,
          state: option.state,
          defaultstatus: option.defaultStatus,
        },
        labelList('labels', 'label', option.label),
      ),
    ),
  );
}

export function writeChoice(choice: GlobalChoice): XmlElement {
  return element('optionset', { Name: choice.name }, [
    ...texts({ OptionSetType: 'picklist', IsGlobal: 1 }),
    ...labelList('displaynames', 'displayname', choice.label),
    writeOptions(choice.options, 'option'),
  ]);
}
