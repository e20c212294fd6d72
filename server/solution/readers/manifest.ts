import { AppError } from '../../../src/shared/base/app-error.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import { allAt, attributeOf, childOf, labelsFrom, numberOf, textAt } from '../element.ts';
import type { Manifest, MissingDependency } from '../solution-model.ts';

function readMissing(element: XmlElement): MissingDependency | undefined {
  const required = childOf(element, 'Required');
  if (required === undefined) return undefined;
  return {
    type: numberOf(attributeOf(required, 'type')) ?? 0,
    name:
      attributeOf(required, 'schemaName') ??
      attributeOf(required, 'displayName') ??
      attributeOf(required, 'id') ??
      'unnamed',
    solution: attributeOf(required, 'solution') ?? 'unknown',
  };
}

/** Reads solution.xml: who made it, which version, what it brings and what it says it needs. */
export function readManifest(root: XmlElement, path: string): Manifest {
  const manifest = root.name === 'SolutionManifest' ? root : childOf(root, 'SolutionManifest');
  const uniqueName = textAt(manifest, 'UniqueName');
  const version = textAt(manifest, 'Version');
  if (manifest === undefined || uniqueName === undefined || version === undefined)
    throw new AppError('solution-bad-xml', {
      path,
      message: `${path}: no SolutionManifest with UniqueName and Version`,
    });
  if (!/^\d+(\.\d+){0,3}$/.test(version))
    throw new AppError('solution-bad-xml', {
      path,
      message: `${path}: the version ${version} is not a version`,
    });
  const publisher = childOf(manifest, 'Publisher');
  const roots = allAt(manifest, 'RootComponents', 'RootComponent').map((component) => {
    const name = attributeOf(component, 'schemaName') ?? attributeOf(component, 'id') ?? '';
    return `${attributeOf(component, 'type') ?? ''}:${name.toLowerCase()}`;
  });
  return {
    uniqueName,
    version,
    name: labelsFrom(allAt(manifest, 'LocalizedNames', 'LocalizedName')),
    managed: textAt(manifest, 'Managed') === '1',
    publisher: {
      uniqueName: textAt(publisher, 'UniqueName') ?? 'unknown',
      name: labelsFrom(allAt(publisher, 'LocalizedNames', 'LocalizedName')),
      prefix: (textAt(publisher, 'CustomizationPrefix') ?? 'new').toLowerCase(),
      optionValuePrefix: numberOf(textAt(publisher, 'CustomizationOptionValuePrefix')),
    },
    roots: new Set(roots),
    missing: allAt(manifest, 'MissingDependencies', 'MissingDependency').flatMap(
      (element) => readMissing(element) ?? [],
    ),
  };
}
