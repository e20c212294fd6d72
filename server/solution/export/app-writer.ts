import { readGuid } from '../../../src/shared/base/guid.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { AppSource } from '../solution-model.ts';
import { braced, element, labelList, texts, wrap } from './build-xml.ts';

function component(type: number, key: 'id' | 'schemaName', name: string): XmlElement {
  return element('AppModuleComponent', { type, [key]: key === 'id' ? braced(name) : name });
}

export function writeApp(app: AppSource): XmlElement {
  return element('AppModule', {}, [
    ...texts({ UniqueName: app.uniqueName }),
    element('AppModuleComponents', {}, [
      ...app.tables.map((name) => component(1, 'schemaName', name)),
      ...app.viewIds.map((id) => component(26, 'id', id)),
      ...app.formIds.map((id) => component(60, 'id', id)),
      ...app.chartIds.map((id) => component(59, 'id', id)),
      component(62, 'schemaName', app.siteMap),
    ]),
    ...wrap(
      'AppModuleRoleMaps',
      app.roles.map((reference) =>
        element('Role', readGuid(reference) === undefined ? { name: reference } : { id: braced(reference) }),
      ),
    ),
    ...labelList('LocalizedNames', 'LocalizedName', app.name),
    ...labelList('Descriptions', 'Description', app.description),
  ]);
}
