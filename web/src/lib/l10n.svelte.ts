// Texts come from locales/{en,nl} only: web.ftl, and what only some pages need from a file of theirs, when they are opened.
// English is built in and is what a missing Dutch text falls back to.
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import en from '../../../locales/en/web.ftl?raw';
import type { Language } from '../api/types';
import type { Key } from './l10n-keys';

export type { Key };

function bundle(language: Language, text: string): FluentBundle {
  // No isolation marks: they show as boxes in copied text, and names here are never right-to-left within Latin sentences.
  const made = new FluentBundle(language === 'en' ? 'en-GB' : 'nl-NL', { useIsolating: false });
  made.addResource(new FluentResource(text));
  return made;
}

const english = bundle('en', en);
/** Texts that come with the pages that need them. */
const parts = {
  settings: { en: () => import('../../../locales/en/settings.ftl?raw'), nl: () => import('../../../locales/nl/settings.ftl?raw') },
  contacts: { en: () => import('../../../locales/en/contacts.ftl?raw'), nl: () => import('../../../locales/nl/contacts.ftl?raw') },
  notifications: { en: () => import('../../../locales/en/notifications.ftl?raw'), nl: () => import('../../../locales/nl/notifications.ftl?raw') },
};
type Part = keyof typeof parts;
const asked: Partial<Record<Part, Promise<unknown>>> = {};
async function add(to: FluentBundle, part: Part, of: Language): Promise<void> {
  to.addResource(new FluentResource((await parts[part][of]()).default));
}

let current = $state.raw(english);
let language = $state<Language>('en');

/** The language now shown. */
export const shown = () => language;
/** For Intl: British dates in English, since most desks are European. */
export const locale = () => (language === 'nl' ? 'nl-NL' : 'en-GB');

export async function setLanguage(wanted: Language): Promise<void> {
  if (wanted !== language) {
    const next = wanted === 'en' ? english : bundle('nl', (await import('../../../locales/nl/web.ftl?raw')).default);
    if (wanted !== 'en') await Promise.all((Object.keys(asked) as Part[]).map((part) => add(next, part, wanted)));
    current = next;
    language = wanted;
  }
  document.documentElement.lang = wanted;
}

/** The texts of some pages, before the first of them shows. */
export function textsOf(part: Part): Promise<unknown> {
  return (asked[part] ??= Promise.all([add(english, part, 'en'), language === 'en' ? undefined : add(current, part, language)]));
}

/** What the browser prefers of the languages we speak; used before sign-in. */
export function browserLanguage(preferred: readonly string[] = navigator.languages): Language {
  for (const tag of preferred) {
    if (tag.startsWith('nl')) return 'nl';
    if (tag.startsWith('en')) return 'en';
  }
  return 'en';
}

/** The text for a key, in the language now shown. */
export function tr(key: Key, values?: Record<string, FluentVariable>): string {
  for (const b of [current, english]) {
    const pattern = b.getMessage(key)?.value;
    if (pattern) return b.formatPattern(pattern, values);
  }
  return key;
}
