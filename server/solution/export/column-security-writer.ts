import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { ColumnSecurityProfile } from '../../../src/shared/metadata/column-security.ts';
import { braced, element, texts, wrap } from './build-xml.ts';

const right = (allowed: boolean): number => (allowed ? 4 : 0);

export function writeColumnSecurity(profile: ColumnSecurityProfile): XmlElement {
  const { id, name, description, permissions } = profile;
  return element('FieldSecurityProfile', { fieldsecurityprofileid: braced(id), name, description }, [
    ...wrap(
      'FieldPermissions',
      permissions.map(({ table, column, read, create, update }) =>
        element(
          'FieldPermission',
          {},
          texts({
            EntityName: table,
            AttributeName: column,
            CanRead: right(read),
            CanCreate: right(create),
            CanUpdate: right(update),
          }),
        ),
      ),
    ),
  ]);
}
