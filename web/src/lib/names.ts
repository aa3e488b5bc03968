/** First letters of the first and last word: "Femke de Vries" is FV. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const last = words.length > 1 ? ([...words[words.length - 1]!][0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** One of the six avatar colours, always the same for the same name. */
export function hue(name: string): number {
  let h = 0;
  for (const letter of name) h = (h * 31 + letter.codePointAt(0)!) >>> 0;
  return h % 6;
}

/** 1.2 MB, 84 kB, in the language's own notation. */
export function bytes(size: number, locale: string): string {
  const [unit, per] = size < 1_000_000 ? (['kilobyte', 1000] as const) : (['megabyte', 1_000_000] as const);
  const digits = size < 10 * per && per > 1000 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: digits }).format(Math.max(size / per, per === 1000 ? 1 : 0));
}

const BROWSERS: [RegExp, string][] = [
  // The order matters: nearly every browser also calls itself Chrome or Safari.
  [/Edg(e|A|iOS)?\//, 'Edge'], [/OPR\//, 'Opera'], [/SamsungBrowser\//, 'Samsung Internet'], [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrom(e|ium)\/|CriOS\//, 'Chrome'], [/Safari\//, 'Safari'], [/curl\//, 'curl'],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/CrOS/, 'ChromeOS'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'macOS'], [/Linux/, 'Linux'],
];

/** Browser and system out of a user agent, such as Chrome and Linux; null where it does not tell. */
export function device(agent: string): { browser: string | null; system: string | null } {
  const named = (list: [RegExp, string][]) => list.find(([sign]) => sign.test(agent))?.[1] ?? null;
  return { browser: named(BROWSERS), system: named(SYSTEMS) };
}
