import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { Depth } from '../../../src/shared/security/privilege.ts';
import type { RoleSource } from '../solution-model.ts';
import { braced, element } from './build-xml.ts';

/** By depth, from none to the whole organisation. */
const levels: Readonly<Record<Depth, string>> = {
  0: 'None',
  1: 'Basic',
  2: 'Local',
  3: 'Deep',
  4: 'Global',
};

export function writeRole({ id, name, templateId, privileges }: RoleSource): XmlElement {
  const names = Object.keys(privileges).sort();
  return element(
    'Role',
    { id: braced(id), name, roletemplateid: templateId === undefined ? undefined : braced(templateId) },
    [
      element(
        'RolePrivileges',
        {},
        names.map((privilege) =>
          element('RolePrivilege', { name: privilege, level: levels[privileges[privilege] ?? 0] }),
        ),
      ),
    ],
  );
}
