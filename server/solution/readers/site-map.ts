import { readGuid } from '../../../src/shared/base/guid.ts';
import { printXml } from '../../../src/shared/base/xml.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { SiteMapArea, SiteMapGroup, SubArea } from '../../../src/shared/metadata/app.ts';
import type { Labels } from '../../../src/shared/metadata/table.ts';
import { verbs } from '../../../src/shared/security/privilege.ts';
import type { Verb } from '../../../src/shared/security/privilege.ts';
import { allAt, attributeOf, childOf, childrenOf, flagOf, labelsFrom, textAt } from '../element.ts';
import type { ReportItem } from '../../../src/shared/metadata/solution-report.ts';
import type { SiteMapSource } from '../solution-model.ts';

/** Titles in the file first; then the plain attribute; empty means the table's plural name, filled in when loaded. */
function titleOf(element: XmlElement): Labels {
  const titles: Record<string, string> = {};
  for (const title of allAt(element, 'Titles', 'Title')) {
    const language = attributeOf(title, 'LCID');
    const text = attributeOf(title, 'Title');
    if (language !== undefined && text !== undefined) titles[language] = text;
  }
  if (Object.keys(titles).length > 0) return titles;
  const plain = attributeOf(element, 'Title');
  return plain === undefined ? {} : { '1033': plain };
}

function iconOf(element: XmlElement): { icon?: string } {
  const icon = attributeOf(element, 'VectorIcon') ?? attributeOf(element, 'Icon');
  return icon === undefined || icon.includes('transparent_spacer') ? {} : { icon };
}

function query(url: string): URLSearchParams {
  return new URLSearchParams(url.slice(url.indexOf('?') + 1).replaceAll('&amp;', '&'));
}

function targetOf(element: XmlElement): SubArea['target'] {
  const table = attributeOf(element, 'Entity')?.toLowerCase();
  const url = attributeOf(element, 'Url') ?? '';
  const page = attributeOf(element, 'Page');
  const dashboard = readGuid(attributeOf(element, 'DefaultDashboard') ?? '');
  const parameters = query(url);
  const pageType = parameters.get('pagetype')?.toLowerCase();
  if (table !== undefined) {
    const viewId = readGuid(parameters.get('viewid') ?? '');
    return { kind: 'table', table, ...(viewId === undefined ? {} : { viewId }) };
  }
  if (page !== undefined) return { kind: 'unsupported', what: `custom page ${page}` };
  const listed = parameters.get('etn')?.toLowerCase();
  if (pageType === 'entitylist' && listed !== undefined) {
    const viewId = readGuid(parameters.get('viewid') ?? '');
    return { kind: 'table', table: listed, ...(viewId === undefined ? {} : { viewId }) };
  }
  if (dashboard !== undefined || pageType === 'dashboard' || /dashboard/i.test(url)) {
    const dashboardId = dashboard ?? readGuid(parameters.get('id') ?? '');
    return { kind: 'dashboard', ...(dashboardId === undefined ? {} : { dashboardId }) };
  }
  if (/^https?:\/\//i.test(url)) return { kind: 'url', url };
  if (/webresource/i.test(url)) return { kind: 'unsupported', what: `web resource ${url}` };
  return { kind: 'unsupported', what: url === '' ? 'an entry without a target' : `page ${url}` };
}

const allVerbs = new Set<string>(verbs);

function privilegesOf(element: XmlElement): SubArea['privileges'] {
  return childrenOf(element, 'Privilege').flatMap((privilege) => {
    const table = attributeOf(privilege, 'Entity')?.toLowerCase();
    if (table === undefined) return [];
    const named = (attributeOf(privilege, 'Privilege') ?? 'Read').toLowerCase().split(',');
    const asked = named.map((verb) => verb.trim());
    if (asked.includes('all')) return { table, verbs: [...verbs] };
    return { table, verbs: asked.filter((verb): verb is Verb => allVerbs.has(verb)) };
  });
}

function isForWeb(element: XmlElement): boolean {
  const client = attributeOf(element, 'Client')?.toLowerCase();
  return client === undefined || client.split(',').some((one) => ['all', 'web'].includes(one.trim()));
}

function readSubArea(element: XmlElement): SubArea<Labels> {
  return {
    id: attributeOf(element, 'Id') ?? '',
    title: titleOf(element),
    ...iconOf(element),
    target: targetOf(element),
    privileges: privilegesOf(element),
  };
}

function readGroup(element: XmlElement): SiteMapGroup<Labels> {
  return {
    id: attributeOf(element, 'Id') ?? '',
    title: titleOf(element),
    subAreas: childrenOf(element, 'SubArea').filter(isForWeb).map(readSubArea),
  };
}

function readArea(element: XmlElement): SiteMapArea<Labels> {
  return {
    id: attributeOf(element, 'Id') ?? '',
    title: titleOf(element),
    ...iconOf(element),
    groups: childrenOf(element, 'Group').map(readGroup),
  };
}

/** Reads an AppModuleSiteMap. */
export function readSiteMap(element: XmlElement): { source?: SiteMapSource; items: ReportItem[] } {
  const uniqueName = textAt(element, 'SiteMapUniqueName');
  const siteMap = childOf(element, 'SiteMap');
  if (uniqueName === undefined || siteMap === undefined)
    return {
      items: [
        {
          kind: 'site map',
          name: uniqueName ?? 'unnamed',
          status: 'not understood',
          reason: 'it has no SiteMap element',
        },
      ],
    };
  const source: SiteMapSource = {
    uniqueName,
    name: labelsFrom(allAt(element, 'LocalizedNames', 'LocalizedName')),
    siteMap: {
      showHome: flagOf(textAt(element, 'ShowHome'), true),
      showRecent: flagOf(textAt(element, 'ShowRecents'), true),
      showPinned: flagOf(textAt(element, 'ShowPinned'), true),
      areas: childrenOf(siteMap, 'Area').map(readArea),
    },
    xml: printXml(siteMap),
  };
  const subAreas = source.siteMap.areas.flatMap((area) => area.groups.flatMap((group) => group.subAreas));
  const items = subAreas.flatMap((one): ReportItem[] =>
    one.target.kind === 'unsupported'
      ? [
          {
            kind: 'site map',
            name: `${uniqueName}: ${one.id}`,
            status: 'gap',
            reason: `does not open ${one.target.what}`,
          },
        ]
      : [],
  );
  return { source, items };
}
