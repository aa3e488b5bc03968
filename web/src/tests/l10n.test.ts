import fs from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { browserLanguage, setLanguage, textsOf, tr } from '../lib/l10n.svelte';

afterEach(() => setLanguage('en'));

test('every text of both languages can be read', () => {
  for (const language of ['en', 'nl']) {
    const bundle = new FluentBundle(language);
    for (const file of fs.readdirSync(`../locales/${language}`)) {
      if (file === 'server.ftl') continue;
      const faults = bundle.addResource(new FluentResource(fs.readFileSync(`../locales/${language}/${file}`, 'utf8')));
      expect(faults).toEqual([]);
    }
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
test('the texts of a page are there in the language now shown, and in the next one', async () => {
  await setLanguage('nl');
  await textsOf('contacts');
  expect(tr('merge-do')).toBe('Samenvoegen');
  await setLanguage('en');
  expect(tr('merge-do')).toBe('Merge');
  await setLanguage('nl');
  expect(tr('merge-do')).toBe('Samenvoegen');
});
test('before sign-in the browser’s first language that we speak is used', () => {
  expect(browserLanguage(['de-DE', 'nl-BE', 'en'])).toBe('nl');
  expect(browserLanguage(['fr'])).toBe('en');
});
