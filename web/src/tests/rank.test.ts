import { expect, test } from 'vitest';
import { rank, score, teamsFirst } from '../lib/rank';

const people = [
  { name: 'Abel Billings' },
  { name: 'Maud Visser', teams: ['Billing'] },
  { name: 'Sybille Moran' },
  { name: 'Bill Okafor' },
  { name: 'João Silva' },
];
const names = (query: string) => rank(query, people).map((p) => p.name);

test('a name that begins with the letters comes before a later word, then the team, then anywhere', () => {
  expect(names('bil')).toEqual(['Bill Okafor', 'Abel Billings', 'Maud Visser', 'Sybille Moran']);
});
test('nothing typed keeps the order that came in', () => {
  expect(names('')).toEqual(people.map((p) => p.name));
});
test('accents and case do not matter', () => {
  expect(names('JOAO')).toEqual(['João Silva']);
});
test('no match is null, not last', () => {
  expect(score('xyz', people[0]!)).toBeNull();
});
test('the beginning of a team name puts teams first', () => {
  expect(teamsFirst('bil', [{ name: 'Billing' }])).toBe(true);
  expect(teamsFirst('ill', [{ name: 'Billing' }])).toBe(false);
  expect(teamsFirst('', [{ name: 'Billing' }])).toBe(false);
});
