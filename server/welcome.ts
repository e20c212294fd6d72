import type { AuthReport } from './auth/ensure-auth.ts';

/** What a person reads after the start: the address, who may sign in, and secrets that are shown this once. */
export function welcomeText(url: string, report: AuthReport): string {
  const lines = ['', `  Haversack is running at ${url}`, ''];
  if (report.demoPeople.length > 0) {
    lines.push('  Demo accounts:');
    for (const person of report.demoPeople) {
      const password =
        person.password === undefined ? '(password shown at its first start)' : person.password;
      lines.push(`    ${person.login.padEnd(10)} ${password.padEnd(20)} ${person.name}, ${person.note}`);
    }
    lines.push('');
  }
  if (report.application !== undefined) {
    const { clientId, secret, tokenUrl } = report.application;
    lines.push(`  Application user: ${clientId}${secret === undefined ? '' : `, secret ${secret}`}`);
    lines.push(`    token address: ${tokenUrl}`, '');
  }
  if (report.setupUrl !== undefined)
    lines.push(
      '  Nobody can sign in yet. Make the first administrator here (once):',
      `    ${report.setupUrl}`,
      '',
    );
  return `${lines.join('\n')}\n`;
}
