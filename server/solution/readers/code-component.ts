import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { ReportItem } from '../../../src/shared/metadata/solution-report.ts';
import { allAt, attributeOf, childrenOf } from '../element.ts';

/** Components of the platform that a control here stands for: values are edited, rows are listed. */
const standard =
  /^(MscrmControls\.FieldControls\.|MscrmControls\.Grid\.|Microsoft\.PowerApps\.PowerAppsOneGrid$|MscrmControls\.MultiSelectPicklist\.)/;

/** Components of the platform that are replaced by less, and how. */
const replaced: Readonly<Record<string, string>> = {
  'MscrmControls.RichTextEditor.RichTextEditorControl': 'formatted text is edited as plain text',
  'MscrmControls.ActivityCalendarControl.ActivityCalendarControl': 'the calendar is shown as a list',
  'MscrmControls.Canvas.CanvasControl': 'the canvas app in the form is not shown',
  'MscrmControls.ModelForm.ModelFormControl': 'the form in the form is not shown',
};

function reasonOf(name: string): string | undefined {
  if (Object.hasOwn(replaced, name)) return replaced[name];
  return standard.test(name) ? undefined : `${name} is not run; the standard control is shown in its place`;
}

/** Places of the controls that descriptions speak of, by their unique ids: a column, or the control's own id. */
function placesOf(element: XmlElement, places = new Map<string, string>()): Map<string, string> {
  for (const control of childrenOf(element, 'control')) {
    const id = attributeOf(control, 'uniqueid')?.toLowerCase();
    const place = attributeOf(control, 'datafieldname')?.toLowerCase() ?? attributeOf(control, 'id');
    if (id !== undefined && place !== undefined && place !== '') places.set(id, place);
  }
  for (const child of element.children) placesOf(child, places);
  return places;
}

/**
 * A line for each place of a form where a code component was to stand and something else does. Those that a control
 * here stands for need none. `form` is the form's name in the report.
 */
export function codeComponentItems(element: XmlElement, form: string): ReportItem[] {
  const places = placesOf(element);
  return allAt(element, 'controlDescriptions', 'controlDescription').flatMap((description) => {
    const id = attributeOf(description, 'forControl')?.toLowerCase() ?? '';
    const names = new Set(
      // One for each form factor; those with an id alone are the column's own control.
      childrenOf(description, 'customControl').flatMap((one) => attributeOf(one, 'name') ?? []),
    );
    return [...names].flatMap((name): ReportItem[] => {
      const reason = reasonOf(name.replace(/^\{[^}]*\}/, ''));
      const place = places.get(id);
      return reason === undefined
        ? []
        : [
            {
              kind: 'code component',
              name: place === undefined ? form : `${form}: ${place}`,
              status: 'gap',
              reason,
            },
          ];
    });
  });
}
