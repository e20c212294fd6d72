import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { SiteMapSource } from '../solution-model.ts';
import { parseXml } from '../xml.ts';
import { element, labelList, texts } from './build-xml.ts';

export function writeSiteMap({ uniqueName, name, siteMap, xml }: SiteMapSource): XmlElement {
  return element('AppModuleSiteMap', {}, [
    ...texts({
      SiteMapUniqueName: uniqueName,
      ShowHome: String(siteMap.showHome),
      ShowPinned: String(siteMap.showPinned),
      ShowRecents: String(siteMap.showRecent),
    }),
    parseXml(xml, `site map ${uniqueName}`),
    ...labelList('LocalizedNames', 'LocalizedName', name),
  ]);
}
