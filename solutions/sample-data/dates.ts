const day = 86_400_000;

/** Days and times relative to the moment of the first start, so that "this week" and "overdue" always hold rows. */
export class Calendar {
  readonly #midnight: number;
  readonly #now: number;

  /** @param now Milliseconds since the epoch. */
  constructor(now: number) {
    this.#now = now;
    this.#midnight = Math.floor(now / day) * day;
  }

  /** Milliseconds since the epoch. */
  get now(): number {
    return this.#now;
  }

  /** The date so many days from today, `YYYY-MM-DD`. */
  date(days: number): string {
    return new Date(this.#midnight + Math.round(days) * day).toISOString().slice(0, 10);
  }

  /** Days from today to a day, up to the 28th, of the month that is so many months after this one. */
  daysToMonth(months: number, dayOfMonth: number): number {
    const today = new Date(this.#midnight);
    const there = Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + months, dayOfMonth);
    return (there - this.#midnight) / day;
  }

  /** Days from today to about this day a year ago: in the last year, whatever day of it fiscal years start on. */
  daysToLastYear(): number {
    return this.daysToMonth(-12, Math.min(28, new Date(this.#midnight).getUTCDate()));
  }

  /** An instant so many days from today at an hour of the day (UTC), `YYYY-MM-DDTHH:MM:SSZ`. */
  at(days: number, hour: number, minute = 0): string {
    return Calendar.print(this.#midnight + Math.round(days) * day + hour * 3_600_000 + minute * 60_000);
  }

  /** Like {@link at}, never in the future: for when something was written down. */
  past(days: number, hour: number, minute = 0): string {
    const wanted = this.#midnight - Math.abs(Math.round(days)) * day + hour * 3_600_000 + minute * 60_000;
    return Calendar.print(Math.min(wanted, this.#now - 60_000));
  }

  static print(milliseconds: number): string {
    return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
  }
}
