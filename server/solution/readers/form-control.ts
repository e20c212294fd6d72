import { readGuid } from '../../../src/shared/base/guid.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { FormControl } from '../../../src/shared/metadata/form.ts';
import { allAt, attributeOf, childOf, flagOf, numberOf, textAt } from '../element.ts';
import { parseXml } from '../xml.ts';

/** Class of lists and charts. */
export const subgridClass = 'e7a81278-8635-4d9e-8d4d-59480b391c5b';
const quickView = '5c5600e0-1d6e-4205-a272-be80da87fd42';
const timeline = '06375649-c143-495e-a496-c962e5b4488e';

/** Class of the streams of interactive dashboards. */
export const streamClass = 'ee9078c8-6946-4e2c-b8f8-35e65f4be6a8';

/** Controls without a column of their own, by class. */
export const unsupportedClasses: Readonly<Record<string, string>> = {
  '62b0df79-0464-470f-8af7-4483cfea0c7d': 'map',
  '9fdf5f91-88b1-47f4-ad53-c11efc01a01d': 'web resource',
  'fd2a7985-3187-444e-908d-6624b21f69c0': 'iframe',
  '9c5ca0a1-ab4d-4781-be7e-8dfbe867b87e': 'timer',
  [streamClass]: 'stream of an interactive dashboard',
  'e616a57f-20e0-4534-8662-a101b5ddf4e0': 'knowledge search',
  '8c54228c-1b25-4909-a12a-f2b968bb0d62': 'Power BI tile',
};

function readQuickForms(text: string, path: string): { table: string; formId: string }[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  return allAt(parseXml(trimmed, `${path} (QuickForms)`), 'QuickFormId').flatMap((one) => {
    const table = attributeOf(one, 'entityname')?.toLowerCase();
    const formId = readGuid(one.text);
    return table === undefined || formId === undefined ? [] : { table, formId };
  });
}

function readSubgrid(parameters: XmlElement | undefined): FormControl | undefined {
  const table = textAt(parameters, 'TargetEntityType')?.toLowerCase();
  if (table === undefined) return undefined;
  if (textAt(parameters, 'ChartGridMode')?.toLowerCase() === 'chart')
    return { kind: 'unsupported', what: 'chart' };
  const viewId = readGuid(textAt(parameters, 'ViewId') ?? '');
  const relationship = textAt(parameters, 'RelationshipName');
  const rows = numberOf(textAt(parameters, 'RecordsPerPage'));
  return {
    kind: 'subgrid',
    table,
    ...(viewId === undefined ? {} : { viewId }),
    ...(relationship === undefined ? {} : { relationship }),
    rowsPerPage: rows !== undefined && rows > 0 ? Math.min(rows, 250) : 4,
  };
}

function readColumnControl(element: XmlElement, column: string): FormControl {
  const parameters = childOf(element, 'parameters');
  const defaultViewId = readGuid(textAt(parameters, 'DefaultViewId') ?? '');
  const filterRelationship = textAt(parameters, 'FilterRelationshipName');
  const dependentColumn = textAt(parameters, 'DependentAttributeName')?.toLowerCase();
  return {
    kind: 'column',
    column,
    disabled: flagOf(attributeOf(element, 'disabled'), false),
    ...(flagOf(attributeOf(element, 'isrequired'), false) ? { required: true } : {}),
    ...(defaultViewId === undefined ? {} : { defaultViewId }),
    ...(filterRelationship === undefined ? {} : { filterRelationship }),
    ...(dependentColumn === undefined ? {} : { dependentColumn: dependentColumn.replace(/^.*\./, '') }),
  };
}

/**
 * Reads a control. The class decides what has no column; everything bound to a column is shown by the column's own
 * type, whatever control the file names. Undefined: an empty cell.
 */
export function readControl(element: XmlElement, path: string): FormControl | undefined {
  const classId = readGuid(attributeOf(element, 'classid') ?? '') ?? '';
  const column = attributeOf(element, 'datafieldname')?.trim().toLowerCase();
  const parameters = childOf(element, 'parameters');
  if (classId === quickView) {
    const forms = readQuickForms(textAt(parameters, 'QuickForms') ?? '', path);
    if (column === undefined || forms.length === 0)
      return { kind: 'unsupported', what: 'quick view without a form' };
    return { kind: 'quickview', column, forms };
  }
  if (classId === timeline) return { kind: 'timeline' };
  if (
    classId === subgridClass ||
    (column === undefined && textAt(parameters, 'TargetEntityType') !== undefined)
  )
    return readSubgrid(parameters) ?? { kind: 'unsupported', what: 'subgrid without a table' };
  const named = unsupportedClasses[classId];
  if (named !== undefined) return { kind: 'unsupported', what: named };
  if (column !== undefined && !flagOf(attributeOf(element, 'isunbound'), false))
    return readColumnControl(element, column);
  const id = attributeOf(element, 'id');
  if (id === undefined && classId === '') return undefined;
  return { kind: 'unsupported', what: `control ${id ?? classId}` };
}
