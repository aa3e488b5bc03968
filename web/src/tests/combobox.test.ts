import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import axe from 'axe-core';
import { createRawSnippet } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { rank } from '../lib/rank';
import Combobox, { type Option } from '../ui/Combobox.svelte';

afterEach(cleanup);

const people: Option[] = ['Maud Visser', 'Joris Mulder', 'Ruben Smit'].map((name, i) => ({ key: `user:${i}`, name }));
const option = createRawSnippet((o: () => Option) => ({ render: () => `<span>${o().name}</span>` }));

function show() {
  const onpick = vi.fn();
  const { container } = render(Combobox<Option>, {
    label: 'Ticket owner', placeholder: 'Search', none: 'Nobody', option: option as never, onpick, selected: ['user:1'],
    groups: (q: string) => [{ key: 'people', label: 'People', items: rank(q, people) }],
  });
  return { container, onpick, input: screen.getByRole('combobox') };
}
const active = (input: HTMLElement) => document.getElementById(input.getAttribute('aria-activedescendant')!)?.textContent?.trim();

test('arrows move, go round, and Enter picks', async () => {
  const { input, onpick } = show();
  expect(active(input)).toBe('Maud Visser');
  await fireEvent.keyDown(input, { key: 'ArrowUp' });
  expect(active(input)).toBe('Ruben Smit');
  await fireEvent.keyDown(input, { key: 'ArrowDown' });
  await fireEvent.keyDown(input, { key: 'ArrowDown' });
  await fireEvent.keyDown(input, { key: 'Enter' });
  expect(onpick).toHaveBeenCalledWith(people[1]);
});
test('typing narrows, and says when nothing is left', async () => {
  const { input } = show();
  await fireEvent.input(input, { target: { value: 'rub' } });
  expect(active(input)).toBe('Ruben Smit');
  await fireEvent.input(input, { target: { value: 'zzz' } });
  expect(screen.getByText('Nobody')).toBeTruthy();
  expect(input.hasAttribute('aria-activedescendant')).toBe(false);
});
test('roles and names are what screen readers need', async () => {
  const { container } = show();
  expect(screen.getByRole('option', { selected: true }).textContent).toContain('Joris Mulder');
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
  expect(violations).toEqual([]);
});
