/** Demo people of a server on loopback; their password is the same for all and printed at the start. */
export interface DemoPerson {
  readonly login: string;
  readonly name: string;
  readonly password: string;
}

const password = 'haversack';

export const administrator: DemoPerson = { login: 'admin', name: 'Alex Winter', password };
export const salesManager: DemoPerson = { login: 'maria', name: 'Maria Lindqvist', password };
export const salesperson: DemoPerson = { login: 'jonas', name: 'Jonas Weber', password };
export const salespersonElsewhere: DemoPerson = { login: 'tomas', name: 'Tomás Herrera', password };
export const withoutRole: DemoPerson = { login: 'nora', name: 'Nora Novák', password };
