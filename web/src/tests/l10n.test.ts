import fs from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { browserLanguage, setLanguage, tr } from '../lib/l10n.svelte';

afterEach(() => setLanguage('en'));

test('every text of both languages can be read', () => {
  for (const language of ['en', 'nl']) {
    const bundle = new FluentBundle(language);
    const faults = bundle.addResource(new FluentResource(fs.readFileSync(`../locales/${language}/web.ftl`, 'utf8')));
    expect(faults).toEqual([]);
  }
});
test('plurals follow the number', () => {
  expect(tr('older-decisions', { n: 1 })).toBe('1 earlier decision');
  expect(tr('older-decisions', { n: 3 })).toBe('3 earlier decisions');
});
test('Dutch is Dutch, and the page says so to screen readers', async () => {
  await setLanguage('nl');
  expect(tr('reply')).toBe('Antwoord');
  expect(document.documentElement.lang).toBe('nl');
});
test('before sign-in the browser’s first language that we speak is used', () => {
  expect(browserLanguage(['de-DE', 'nl-BE', 'en'])).toBe('nl');
  expect(browserLanguage(['fr'])).toBe('en');
});
