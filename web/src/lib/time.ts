// Times as people read them. `now` always comes in, so a test can stand still.

export interface Words {
  now: string;
  minutes: (n: number) => string;
  hours: (n: number) => string;
  days: (n: number) => string;
}

/** "now", "5m", "3h", "2d": short enough for a list row. */
export function ago(at: string, now: number, words: Words): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(at)) / 60_000));
  if (minutes < 1) return words.now;
  if (minutes < 60) return words.minutes(minutes);
  if (minutes < 60 * 24) return words.hours(Math.floor(minutes / 60));
  return words.days(Math.floor(minutes / 1440));
}

const made = new Map<string, Intl.DateTimeFormat>();
function format(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + zone + JSON.stringify(options);
  let f = made.get(key);
  if (!f) made.set(key, (f = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })));
  return f;
}

/** Time alone for today, day and time for this year, with the year before that. */
export function clock(at: string, now: number, locale: string, zone: string): string {
  const date = new Date(at);
  const day = (d: Date | number) => format(locale, zone, { year: 'numeric', month: 'numeric', day: 'numeric' }).format(d);
  const year = (d: Date | number) => format(locale, zone, { year: 'numeric' }).format(d);
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  if (day(date) === day(now)) return format(locale, zone, time).format(date);
  const dated: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', ...time };
  return format(locale, zone, year(date) === year(now) ? dated : { ...dated, year: 'numeric' }).format(date);
}

/** Everything, for a title: "Sunday 22 November 2026 at 08:34". */
export function full(at: string, locale: string, zone: string): string {
  return format(locale, zone, { dateStyle: 'full', timeStyle: 'short' }).format(new Date(at));
}

export function day(at: string, locale: string, zone: string): string {
  return format(locale, zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at));
}

/** The value of a datetime-local field (read in the browser's own zone) as a time for the server, or null. */
export function fromField(value: string): string | null {
  const date = new Date(value);
  return value && !Number.isNaN(date.getTime()) ? date.toISOString() : null;
}

export function zones(): string[] {
  // Browsers leave UTC itself out.
  return ['UTC', ...Intl.supportedValuesOf('timeZone')];
}
export const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
