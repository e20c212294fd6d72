const minute = 60_000;
const day = 86_400_000;

/** Minutes after midnight (UTC) between which the service works, Monday to Friday. */
export const openingMinute = 8 * 60;
export const closingMinute = 17 * 60;

/** Holidays that recur each year on the same date, `MM-DD`. */
export const holidays = [
  ['New Year’s Day', '01-01'],
  ['Labour Day', '05-01'],
  ['Christmas Day', '12-25'],
  ['Boxing Day', '12-26'],
] as const;

function isWorkingDay(midnight: number): boolean {
  const date = new Date(midnight);
  const weekday = date.getUTCDay();
  const monthDay = date.toISOString().slice(5, 10);
  return weekday !== 0 && weekday !== 6 && !holidays.some(([, when]) => when === monthDay);
}

/** When so many working minutes have gone by since the instant; both in milliseconds since the epoch. */
export function afterWorkingMinutes(start: number, minutes: number): number {
  let left = minutes * minute;
  for (let midnight = Math.floor(start / day) * day; ; midnight += day) {
    if (!isWorkingDay(midnight)) continue;
    const from = Math.max(start, midnight + openingMinute * minute);
    const there = midnight + closingMinute * minute - from;
    if (there <= 0) continue;
    if (left <= there) return from + left;
    left -= there;
  }
}
