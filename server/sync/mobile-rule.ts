import { AppError } from '../../src/shared/base/app-error.ts';
import type { FormFactor } from '../../src/shared/protocol/values.ts';
import type { Principal } from '../../src/shared/security/privilege.ts';

/** "Dynamics 365 for mobile", as Dataverse names it in privileges. */
export const mobilePrivilege = 'prvusetabletapp';

/** Throws `no-mobile-privilege` where a phone, tablet or kiosk asks for someone whose roles do not include mobile use. */
export function requireMobilePrivilege(
  principal: Pick<Principal, 'isAdministrator' | 'otherPrivileges'>,
  formFactor: FormFactor,
): void {
  if (formFactor === 'desktop' || principal.isAdministrator) return;
  if (!principal.otherPrivileges.includes(mobilePrivilege)) throw new AppError('no-mobile-privilege');
}
