import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { ChartSource, DashboardSource } from '../solution-model.ts';
import { parseXml } from '../xml.ts';
import { braced, element, flag, labelList, texts, wrap } from './build-xml.ts';

export function writeChart({ chart, dataXml, presentationXml }: ChartSource): XmlElement {
  const where = `chart ${chart.id}`;
  return element('visualization', {}, [
    ...texts({ savedqueryvisualizationid: braced(chart.id), isdefault: flag(chart.isDefault) }),
    element('datadescription', {}, [parseXml(dataXml, where)]),
    ...wrap('presentationdescription', presentationXml === '' ? [] : [parseXml(presentationXml, where)]),
    ...labelList('LocalizedNames', 'LocalizedName', chart.name),
    ...labelList('Descriptions', 'Description', chart.description),
  ]);
}

function writeDashboard({ dashboard, xml }: DashboardSource): XmlElement {
  const interactive = dashboard.kind === 'interactive';
  return element(interactive ? 'InteractionCentricDashboard' : 'Dashboard', {}, [
    ...labelList('LocalizedNames', 'LocalizedName', dashboard.name),
    ...labelList('Descriptions', 'Description', dashboard.description),
    ...texts({ FormId: braced(dashboard.id), IsDefault: flag(dashboard.isDefault) }),
    element('FormXml', {}, [
      element('forms', { type: interactive ? 'interactioncentricdashboard' : 'dashboard' }, [
        parseXml(xml, `dashboard ${dashboard.id}`),
      ]),
    ]),
    ...texts({ IsTabletEnabled: flag(dashboard.availableOnPhone) }),
  ]);
}

/** Dashboards by the section of their kind. */
export function writeDashboards(sources: readonly DashboardSource[]): ReadonlyMap<string, XmlElement[]> {
  const ofKind = (kind: 'standard' | 'interactive'): XmlElement[] =>
    sources.filter((one) => one.dashboard.kind === kind).map(writeDashboard);
  return new Map([
    ['Dashboards', ofKind('standard')],
    ['InteractionCentricDashboards', ofKind('interactive')],
  ]);
}
