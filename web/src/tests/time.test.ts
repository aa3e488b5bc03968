import { expect, test } from 'vitest';
import { ago, clock, fromField } from '../lib/time';

const words = { now: 'now', minutes: (n: number) => `${n}m`, hours: (n: number) => `${n}h`, days: (n: number) => `${n}d` };
const noon = Date.parse('2026-11-22T12:00:00Z');

test('ages are short and never negative', () => {
  expect(ago('2026-11-22T12:00:40Z', noon, words)).toBe('now');
  expect(ago('2026-11-22T11:55:30Z', noon, words)).toBe('4m');
  expect(ago('2026-11-22T09:30:00Z', noon, words)).toBe('2h');
  expect(ago('2026-11-20T11:00:00Z', noon, words)).toBe('2d');
});
test('today is a time, this year a day, and before that a year too', () => {
  expect(clock('2026-11-22T08:30:00Z', noon, 'en-GB', 'Europe/Amsterdam')).toBe('09:30');
  expect(clock('2026-11-04T08:30:00Z', noon, 'en-GB', 'Europe/Amsterdam')).toBe('4 Nov, 09:30');
  expect(clock('2025-11-04T08:30:00Z', noon, 'en-GB', 'Europe/Amsterdam')).toBe('4 Nov 2025, 09:30');
});
test('the day is the one in the reader’s zone', () => {
  const late = '2026-11-21T23:30:00Z';
  expect(clock(late, noon, 'en-GB', 'Europe/Amsterdam')).toBe('00:30');
  expect(clock(late, noon, 'en-GB', 'UTC')).toBe('21 Nov, 23:30');
});
test('an empty or broken field is no time', () => {
  expect(fromField('')).toBeNull();
  expect(fromField('soon')).toBeNull();
  expect(fromField('2026-11-22T14:30')).toMatch(/^2026-11-22T\d\d:30:00\.000Z$/);
});
