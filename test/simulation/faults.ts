/** Every kind of bad luck a simulated day can have. A run in which one never struck has proved nothing about it. */
export const faultKinds = [
  'request lost',
  'response lost',
  'request twice',
  'request again much later',
  'pull cut',
  'request hangs',
  'response hangs',
  'server crash before a statement',
  'server crash after a statement',
  'server crash after a commit',
  'device crash in a transaction',
  'device crash while a request is out',
  'power cut that loses commits',
  'second tab takes over',
  'late commit of an early version',
  'privileges changed',
  'person moved to another unit',
  'row given to someone else',
  'row deleted by someone else',
  'old changes left the log',
  'record of a store forgotten',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Counts what struck. */
export class FaultCount {
  readonly counts = new Map<FaultKind, number>(faultKinds.map((kind) => [kind, 0]));

  add(kind: FaultKind): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  missing(): readonly FaultKind[] {
    return faultKinds.filter((kind) => this.counts.get(kind) === 0);
  }
}
