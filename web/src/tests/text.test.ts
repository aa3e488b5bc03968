import { expect, test } from 'vitest';
import { linkify } from '../lib/linkify';
import { bytes, device, hue, initials } from '../lib/names';
import { pattern } from '../lib/router.svelte';

test('addresses become links, and the full stop after them stays text', () => {
  expect(linkify('See https://a.example/x?y=1. Or mail me@a.example!')).toEqual([
    { text: 'See ' },
    { text: 'https://a.example/x?y=1', href: 'https://a.example/x?y=1' },
    { text: '. Or mail ' },
    { text: 'me@a.example', href: 'mailto:me@a.example' },
    { text: '!' },
  ]);
});
test('a script address is only text', () => {
  expect(linkify('javascript:alert(1)')).toEqual([{ text: 'javascript:alert(1)' }]);
});
test('initials take the first and the last word', () => {
  expect(initials('Femke de Vries')).toBe('FV');
  expect(initials('cher')).toBe('C');
  expect(initials('')).toBe('?');
});
test('the same name always has the same colour', () => {
  expect(hue('Maud Visser')).toBe(hue('Maud Visser'));
});
test('sizes read as people write them', () => {
  expect(bytes(84_211, 'en-GB')).toBe('84 kB');
  expect(bytes(1_240_000, 'en-GB')).toBe('1.2 MB');
  expect(bytes(12, 'en-GB')).toBe('1 kB');
});
test('parts of an address with a question mark may be left out', () => {
  const desk = pattern('/desk/:view?/:ticket?');
  expect({ ...desk.exec('/desk')?.groups }).toEqual({ view: undefined, ticket: undefined });
  expect({ ...desk.exec('/desk/team:3/1042')?.groups }).toEqual({ view: 'team:3', ticket: '1042' });
  expect(desk.test('/desks')).toBe(false);
});
test('a user agent is told as browser and system, though every browser names others too', () => {
  const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
  expect(device(chrome)).toEqual({ browser: 'Chrome', system: 'Linux' });
  expect(device(`${chrome.replace('X11; Linux x86_64', 'Windows NT 10.0; Win64')} Edg/140.0.0.0`)).toEqual({ browser: 'Edge', system: 'Windows' });
  const safari = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1';
  expect(device(safari)).toEqual({ browser: 'Safari', system: 'iPhone' });
  expect(device('')).toEqual({ browser: null, system: null });
});
