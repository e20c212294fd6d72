import { readGuid } from '../../../src/shared/base/guid.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { Manifest, MissingDependency, Publisher } from '../solution-model.ts';
import { element, flag, labelList, texts } from './build-xml.ts';

function writePublisher(publisher: Publisher): XmlElement {
  return element('Publisher', {}, [
    ...texts({ UniqueName: publisher.uniqueName }),
    ...labelList('LocalizedNames', 'LocalizedName', publisher.name),
    ...texts({
      CustomizationPrefix: publisher.prefix,
      CustomizationOptionValuePrefix: publisher.optionValuePrefix,
    }),
  ]);
}

/** From `type:name`, where the name is a schema name or an id. */
function writeRoot(root: string): XmlElement {
  const at = root.indexOf(':');
  const name = root.slice(at + 1);
  const key = readGuid(name) === undefined ? 'schemaName' : 'id';
  return element('RootComponent', { type: root.slice(0, at), [key]: name, behavior: 0 });
}

function writeMissing({ type, name, solution }: MissingDependency): XmlElement {
  return element('MissingDependency', {}, [
    element('Required', { type, schemaName: name, displayName: name, solution }),
  ]);
}

/** The root element of solution.xml. */
export function writeManifest(manifest: Manifest): XmlElement {
  return element('ImportExportXml', { version: '9.2', SolutionPackageVersion: '9.2', languagecode: 1033 }, [
    element('SolutionManifest', {}, [
      ...texts({ UniqueName: manifest.uniqueName }),
      ...labelList('LocalizedNames', 'LocalizedName', manifest.name),
      ...texts({ Version: manifest.version, Managed: flag(manifest.managed) }),
      writePublisher(manifest.publisher),
      element('RootComponents', {}, [...manifest.roots].map(writeRoot)),
      element('MissingDependencies', {}, manifest.missing.map(writeMissing)),
    ]),
  ]);
}
