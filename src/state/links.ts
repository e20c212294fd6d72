import { createContext } from '@lit/context';

/** Addresses of pages, for components that show links without knowing routes. */
export interface Links {
  apps(): string;
  app(app: string): string;
  /** `chartId`: shown beside the list. */
  table(table: string, viewId?: string, chartId?: string): string;
  /** Without an id: the first one. */
  dashboard(id?: string): string;
  record(table: string, id: string): string;
  /** `defaults` fill columns of the new record. */
  newRecord(table: string, defaults?: Readonly<Record<string, string>>): string;
  outbox(): string;
  settings(): string;
  /** Administration: the installed solutions, and one of them by its unique name. */
  solutions(): string;
  solution(name: string): string;
  /** Administration: what tables are on phones and tablets. */
  tables(): string;
  /** Goes to an address of the app without loading the document again. */
  go(path: string): void;
}

export const linksContext = createContext<Links>(Symbol('links'));
