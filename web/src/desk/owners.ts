// What the Ticket owner list offers, and in which order.
import type { Team, User } from '../api/types';
import { directory } from '../directory.svelte';
import { tr } from '../lib/l10n.svelte';
import { rank, teamsFirst } from '../lib/rank';
import { clockText } from '../session.svelte';
import type { Group, Option } from '../ui/Combobox.svelte';

export interface OwnerOption extends Option {
  teams?: string[];
  user?: User;
  team?: Team;
}

/** Available people first, then the fewest open tickets, then by name. */
export function byReadiness(a: User, b: User): number {
  const away = (u: User) => (u.availability.state === 'available' ? 0 : 1);
  return away(a) - away(b) || a.load.open - b.load.open || a.name.localeCompare(b.name);
}

export function ownerGroups(query: string, me: number): Group<OwnerOption>[] {
  // Nobody can be given what they may not see.
  const mine = directory.user(me);
  const myself = mine?.access === 'none' ? undefined : mine;
  const quick: OwnerOption[] = [...(myself ? [{ key: 'me', name: tr('assign-to-me'), user: myself }] : []), { key: 'nobody', name: tr('nobody') }];
  const people = directory.users
    .filter((u) => u.active && u.access !== 'none')
    .sort(byReadiness)
    .map((user): OwnerOption => ({ key: `user:${user.id}`, name: user.name, teams: directory.teamNames(user), user }));
  const teams = directory.teams.map((team): OwnerOption => ({ key: `team:${team.id}`, name: team.name, team }));
  const groups = [
    { key: 'people', label: tr('people'), note: tr('owner-sort'), items: rank(query, people) },
    { key: 'teams', label: tr('teams'), note: tr('teams-note'), items: rank(query, teams) },
  ];
  if (teamsFirst(query, teams)) groups.reverse();
  return [{ key: 'quick', items: rank(query, quick) }, ...groups];
}

/** One line about somebody who is away or full; empty when there is nothing to say. */
export function warning(user: User): string {
  const { availability, load, name } = user;
  if (availability.state === 'away') return availability.until ? tr('warn-away-until', { name, time: clockText(availability.until) }) : tr('warn-away', { name });
  if (load.most !== null && load.open >= load.most) return tr('warn-full', { name, open: load.open, most: load.most });
  return '';
}
