import { AppError } from '../../../src/shared/base/app-error.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { ChoiceOption, Labels } from '../../../src/shared/metadata/table.ts';
import { allAt, attributeOf, labelsFrom, numberOf } from '../element.ts';
import type { GlobalChoice } from '../solution-model.ts';

/** A number as a choice can have it; undefined when absent or no number, refused when too large or not whole. */
function optionNumber(element: XmlElement, name: string): number | undefined {
  const value = numberOf(attributeOf(element, name));
  if (value === undefined || value === (value | 0)) return value;
  throw new AppError('solution-bad-xml', {
    message: `${element.name} of a choice: ${name} ${attributeOf(element, name)} is not a whole number of 32 bits.`,
  });
}

function readOption(element: XmlElement): ChoiceOption<Labels> | undefined {
  const value = optionNumber(element, 'value');
  if (value === undefined) return undefined;
  const color = attributeOf(element, 'Color');
  const state = optionNumber(element, 'state');
  const defaultStatus = optionNumber(element, 'defaultstatus');
  return {
    value,
    label: labelsFrom(allAt(element, 'labels', 'label')),
    ...(color !== undefined && /^#[0-9a-f]{6}$/i.test(color) ? { color } : {}),
    ...(state === undefined ? {} : { state }),
    ...(defaultStatus === undefined ? {} : { defaultStatus }),
  };
}

/** Options of an optionset element of any kind: options, states or statuses. */
export function readOptions(optionSet: XmlElement): readonly ChoiceOption<Labels>[] {
  return [
    ...allAt(optionSet, 'options', 'option'),
    ...allAt(optionSet, 'states', 'state'),
    ...allAt(optionSet, 'statuses', 'status'),
  ].flatMap((element) => readOption(element) ?? []);
}

/** Reads a global choice. */
export function readGlobalChoice(optionSet: XmlElement): GlobalChoice | undefined {
  const name = attributeOf(optionSet, 'Name')?.toLowerCase();
  if (name === undefined) return undefined;
  return {
    name,
    label: labelsFrom(allAt(optionSet, 'displaynames', 'displayname')),
    options: readOptions(optionSet),
  };
}
