import type {
  ImportReport,
  InstalledSolution,
  SolutionDetails,
  UninstallReport,
} from '../shared/metadata/solution-report.ts';
import type { TableSettings } from '../shared/metadata/table-settings.ts';

/**
 * What administrators do on the server itself; none of it works offline. Each method throws AppError `network` without
 * an answer, `not-signed-in`, `no-privilege`, and for a name that is not installed `solution-unknown`.
 */
export interface Administration {
  solutions(): Promise<readonly InstalledSolution[]>;
  solution(name: string): Promise<SolutionDetails>;
  /** Names of security roles, sorted, each once. */
  roles(): Promise<readonly string[]>;
  /** Throws the codes `solution-…` for an archive that cannot be imported; then nothing was changed. */
  importSolution(archive: Blob, fileName: string, share: readonly string[]): Promise<ImportReport>;
  /** Lets roles, by name, open the apps of a solution. */
  share(name: string, roles: readonly string[]): Promise<SolutionDetails>;
  /** Throws `solution-not-exportable` for a managed one. */
  exportSolution(name: string): Promise<{ readonly fileName: string; readonly archive: Blob }>;
  /** What would leave with a solution. Throws `solution-needed` where another one needs it. */
  uninstallPlan(name: string): Promise<UninstallReport>;
  uninstall(name: string): Promise<UninstallReport>;
  /** Tables that some app carries, by label. */
  tables(): Promise<readonly TableSettings[]>;
  /** Says what a table is on phones and tablets; throws `bad-request` where its solution fixes that. */
  setMobileUse(table: string, use: TableSettings['use']): Promise<TableSettings>;
}
