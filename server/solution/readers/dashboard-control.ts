import { readGuid } from '../../../src/shared/base/guid.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { DashboardControl } from '../../../src/shared/metadata/dashboard.ts';
import { allAt, attributeOf, childOf, flagOf, numberOf, textAt } from '../element.ts';
import { subgridClass, streamClass, unsupportedClasses } from './form-control.ts';

function unsupported(what: string): DashboardControl {
  return { kind: 'unsupported', what };
}

/** Some designers name the view in the list of those to choose from only. */
function viewOf(parameters: XmlElement | undefined): string | undefined {
  return (
    readGuid(textAt(parameters, 'ViewId') ?? '') ??
    readGuid(textAt(parameters, 'ViewIds')?.split(',')[0] ?? '')
  );
}

function readComponent(cell: XmlElement, parameters: XmlElement | undefined): DashboardControl {
  const table = textAt(parameters, 'TargetEntityType')?.toLowerCase();
  if (table === undefined) return unsupported('list without a table');
  if (flagOf(textAt(parameters, 'IsUserView'), false)) return unsupported(`personal view of ${table}`);
  const viewId = viewOf(parameters);
  if (viewId === undefined) return unsupported(`list of ${table} without a view`);
  const mode = textAt(parameters, 'ChartGridMode')?.toLowerCase();
  if (flagOf(attributeOf(cell, 'isstreamcell'), false))
    return { kind: 'stream', streams: [{ table, viewId }] };
  if (flagOf(attributeOf(cell, 'istilecell'), false)) return { kind: 'tile', table, viewId };
  if (mode === 'chart' || mode === 'all' || flagOf(attributeOf(cell, 'ischartcell'), false)) {
    if (flagOf(textAt(parameters, 'IsUserChart'), false)) return unsupported(`personal chart of ${table}`);
    const chartId = readGuid(textAt(parameters, 'VisualizationId') ?? '');
    if (chartId === undefined) return unsupported(`chart of ${table} without an id`);
    return { kind: 'chart', table, viewId, chartId, withGrid: mode === 'all' };
  }
  const rows = numberOf(textAt(parameters, 'RecordsPerPage'));
  return {
    kind: 'grid',
    table,
    viewId,
    rowsPerPage: rows !== undefined && rows > 0 ? Math.min(rows, 250) : 4,
    showViewPicker: flagOf(textAt(parameters, 'EnableViewPicker'), false),
  };
}

/** Streams of a cell, or as many tiles if they are shown as such. */
function readStreams(parameters: XmlElement | undefined): DashboardControl[] {
  const objects = childOf(parameters, 'StreamObjects');
  const found = allAt(objects, 'StreamObject').map((one) => {
    const table = textAt(one, 'LogicalEntityName')?.toLowerCase();
    const viewId = readGuid(textAt(one, 'EntityViewId') ?? '');
    return table === undefined || viewId === undefined ? undefined : { table, viewId };
  });
  const streams = found.flatMap((one) => one ?? []);
  const lost = found
    .filter((one) => one === undefined)
    .map((): DashboardControl => unsupported('stream without a view'));
  if (streams.length === 0) return lost.length > 0 ? lost : [unsupported('stream without a view')];
  if (flagOf(textAt(objects, 'ShowAsTiles'), false))
    return [...streams.map((one): DashboardControl => ({ kind: 'tile', ...one })), ...lost];
  return [{ kind: 'stream', streams }, ...lost];
}

/** Reads what a cell shows; mostly one control, several where the cell is split into tiles, none if it is empty. */
export function readDashboardControls(cell: XmlElement): readonly DashboardControl[] {
  const control = childOf(cell, 'control');
  if (control === undefined) return [];
  const classId = readGuid(attributeOf(control, 'classid') ?? '') ?? '';
  const parameters = childOf(control, 'parameters');
  if (classId === streamClass) return readStreams(parameters);
  if (classId === subgridClass || textAt(parameters, 'TargetEntityType') !== undefined)
    return [readComponent(cell, parameters)];
  return [unsupported(unsupportedClasses[classId] ?? `control ${attributeOf(control, 'id') ?? classId}`)];
}
