import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fileItems } from '../../../server/solution/kept-files.ts';

const items = (files: Readonly<Record<string, string>>, told: readonly string[] = []) =>
  fileItems(new Map(Object.entries(files).map(([path, body]) => [path, strToU8(body)])), new Set(told));

const label = (name: string, text: string): string =>
  `<${name} default="${text}"><label description="${text}" languagecode="1033" /></${name}>`;

describe('files that nothing uses', () => {
  it('are told once for each component, by what they are', () => {
    const found = items({
      'environmentvariabledefinitions/demo_Url/environmentvariablevalues.json': '{"value":"https://secret"}',
      'environmentvariabledefinitions/demo_Url/environmentvariabledefinition.xml': `<environmentvariabledefinition schemaname="demo_Url"><type>100000000</type><defaultvalue>https://secret</defaultvalue>${label('displayname', 'Address')}</environmentvariabledefinition>`,
      'customapis/demo_Check/customapi.xml': `<customapi uniquename="demo_Check"><isfunction>1</isfunction><boundentitylogicalname>account</boundentitylogicalname></customapi>`,
      'customapis/demo_Check/customapirequestparameters/Id/customapirequestparameter.xml': '<x />',
      'appactions/demo__Go!1/appaction.xml': `<appaction uniquename="demo__Go!1"><location>1</location><contextvalue>account</contextvalue>${label('buttonlabeltext', 'Go')}</appaction>`,
      'Connectors/demo_c.xml': '<x />',
      'Connectors/demo_c_iconblob.Png': '',
      'WebResources/demo_/scripts/a.js': '',
      'WebResources/demo_/scripts/a.js.data.xml': '<WebResource />',
      'Controls/demo_Slider/bundle.js': '',
      'Controls/demo_Slider/ControlManifest.xml': '',
      'CanvasApps/demo_page_1_DocumentUri.msapp': '',
      'CanvasApps/demo_page_1_BackgroundImageUri': '',
      'Entities/demo_Thing/Formulas/demo_thing-demo_sum.xaml': '',
      'Other/notes.txt': '',
    });
    expect(found).toEqual(
      [
        ['environment variable', 'demo_Url', 'text; is in the table of environment variables', 'Address'],
        ['custom API', 'demo_Check', 'is not run; called as a function of account'],
        ['command', 'demo__Go!1', 'is not shown yet; stands over the list of account', 'Go'],
        ['custom connector', 'demo_c', 'services outside are not called'],
        ['web resource', 'demo_/scripts/a.js', 'is in the table of web resources; it is not shown yet'],
        ['code component', 'demo_Slider', 'is kept, the standard control is shown in its place'],
        ['canvas app file', 'demo_page_1', 'canvas apps are kept, they cannot be opened'],
        ['formula', 'demo_thing-demo_sum', 'is kept, its column shows what is stored'],
        ['file', 'Other/notes.txt', 'files of Other'],
      ].map(([kind, name, reason, title]) => ({
        kind,
        name,
        reason,
        status: 'kept',
        ...(title === undefined ? {} : { title: { '1033': title } }),
      })),
    );
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  it('say so where they cannot be read, and where a type or place is unknown', () => {
    const found = items({
      'environmentvariabledefinitions/demo_A/environmentvariabledefinition.xml': '<broken',
      'environmentvariabledefinitions/demo_B/environmentvariabledefinition.xml':
        '<environmentvariabledefinition />',
      'appactions/demo_C/appaction.xml': '<appaction><location>99</location></appaction>',
    });
    expect(found.map((one) => one.reason)).toEqual([
      expect.stringContaining('is kept, but cannot be read: '),
      'of an unknown type; is in the table of environment variables',
      'is not shown yet; stands in an unknown place',
    ]);
  });

  it('are not told again where their component was', () => {
    expect(items({ 'Workflows/a.json': '', 'Workflows/b.json': '' }, ['Workflows/a.json'])).toEqual([
      { kind: 'file', name: 'Workflows/b.json', status: 'kept', reason: 'files of Workflows' },
    ]);
  });
});
