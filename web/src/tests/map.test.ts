// A page that is not in e2e/pages.mjs is neither looked at by axe nor photographed: then this fails.
import { expect, test } from 'vitest';
import map from '../../e2e/pages.mjs?raw';
import settings from '../settings/Settings.svelte?raw';
import { pattern, routes } from '../lib/router.svelte';

/** The paths of the map; what is filled in, as in `/contacts/${contact}`, stands for itself. */
const paths = [...map.matchAll(/path: ['`]([^'`?]+)/g)].map(([, path]) => path!.replace(/\$\{(\w+)\}/g, '$1'));

test('every address of the pages is in the map of pages that are looked at', () => {
  const missing = routes.map((route) => route.path).filter((path) => path !== '/' && !paths.some((one) => pattern(path).test(one)));
  expect(missing).toEqual([]);
});

test('every part of the settings is in the map of pages that are looked at', () => {
  const keys = [...settings.matchAll(/\{ key: '([\w-]+)'/g)].map(([, key]) => key!);
  expect(keys.length).toBeGreaterThan(4);
  expect(keys.filter((key) => !paths.includes(`/settings/${key}`))).toEqual([]);
});
