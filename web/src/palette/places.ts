// Where one can go, by the same words as the menus.
import { directory } from '../directory.svelte';
import { tr, type Key } from '../lib/l10n.svelte';
import { GO, router } from '../lib/router.svelte';
import { session } from '../session.svelte';
import { SHARED, viewName, YOURS } from '../desk/views';
import type { Command } from './commands.svelte';

const SETTINGS: [path: string, title: Key, permission?: string][] = [
  ['me', 'settings-me'],
  ['me/notifications', 'notifications', 'tickets.work'],
  ['channels', 'channels', 'channels.manage'],
  ['properties', 'properties', 'settings.manage'],
  ['users', 'users', 'users.manage'],
  ['teams', 'teams', 'teams.manage'],
];

function place(path: string, name: string): Command {
  const letter = Object.keys(GO).find((key) => GO[key] === path);
  return { key: `go:${path}`, name, hint: letter && `G ${letter.toUpperCase()}`, run: () => router.go(path) };
}

export function places(): Command[] {
  const views = [...YOURS, ...SHARED, ...directory.teams.map((team) => `team:${team.id}`)];
  return [
    ...views.map((key) => place(`/desk/${key}`, viewName(key))),
    place('/search', tr('search')),
    ...(session.can('tickets.work') ? [place('/notifications', tr('notifications'))] : []),
    ...(session.can('contacts.manage') ? [place('/contacts', tr('contacts'))] : []),
    place('/settings', tr('settings')),
    ...SETTINGS.filter(([, , needs]) => !needs || session.can(needs)).map(([path, title]) => place(`/settings/${path}`, `${tr('settings')} › ${tr(title)}`)),
  ];
}
