import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { FormType } from '../../../src/shared/metadata/form.ts';
import type { FormSource } from '../solution-model.ts';
import { parseXml } from '../xml.ts';
import { braced, element, flag, labelList, texts, wrap } from './build-xml.ts';

const groups: Readonly<Record<FormType, string>> = {
  main: 'main',
  quickview: 'quick',
  quickcreate: 'quickCreate',
  card: 'card',
};

function writeForm({ form, description, active, xml }: FormSource): XmlElement {
  return element('systemform', {}, [
    ...texts({ formid: braced(form.id), FormActivationState: flag(active), isdefault: flag(form.isDefault) }),
    parseXml(xml, `form ${form.id}`),
    ...labelList('LocalizedNames', 'LocalizedName', form.name),
    ...labelList('Descriptions', 'Description', description),
  ]);
}

/** The forms of one table, as its `FormXml`. */
export function writeForms(forms: readonly FormSource[]): XmlElement[] {
  return wrap(
    'FormXml',
    (Object.keys(groups) as FormType[]).flatMap((type) => {
      const found = forms.filter((one) => one.form.type === type);
      return found.length === 0 ? [] : [element('forms', { type: groups[type] }, found.map(writeForm))];
    }),
  );
}
