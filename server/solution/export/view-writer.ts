import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { Labels } from '../../../src/shared/metadata/table.ts';
import type { StoredView, ViewSource } from '../solution-model.ts';
import { parseXml } from '../xml.ts';
import { braced, element, flag, labelList, texts, wrap } from './build-xml.ts';

type Query = StoredView & { readonly description: Labels };

function writeQuery(one: Query): XmlElement {
  return element('savedquery', {}, [
    ...texts({
      isdefault: flag(one.isDefault),
      savedqueryid: braced(one.id),
      isquickfindquery: flag(one.queryType === 4),
      querytype: one.queryType,
    }),
    ...(one.layoutXml === ''
      ? []
      : [element('layoutxml', {}, [parseXml(one.layoutXml, `layout of view ${one.id}`)])]),
    element('fetchxml', {}, [parseXml(one.fetchXml, `query of view ${one.id}`)]),
    ...labelList('LocalizedNames', 'LocalizedName', one.name),
    ...labelList('Descriptions', 'Description', one.description),
  ]);
}

/** The views of one table, as its `SavedQueries`. */
export function writeViews(views: readonly ViewSource[], stored: readonly StoredView[]): XmlElement[] {
  const queries: Query[] = [
    ...views.map((one) => ({ ...one, ...one.view })),
    ...stored.map((one) => ({ ...one, description: {} })),
  ];
  return wrap('SavedQueries', wrap('savedqueries', queries.map(writeQuery)));
}
