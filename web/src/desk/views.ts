import CircleUser from '@lucide/svelte/icons/circle-user';
import Archive from '@lucide/svelte/icons/archive';
import Layers from '@lucide/svelte/icons/layers';
import UserRoundX from '@lucide/svelte/icons/user-round-x';
import Hourglass from '@lucide/svelte/icons/hourglass';
import { directory } from '../directory.svelte';
import { tr } from '../lib/l10n.svelte';

export const SHARED = ['unassigned', 'open', 'nobody', 'closed'] as const;
export const ICONS = { mine: CircleUser, unassigned: UserRoundX, open: Layers, nobody: Hourglass, closed: Archive };

/** The name of a view, `team:3` being a team's own. */
export function viewName(key: string): string {
  const team = /^team:(\d+)$/.exec(key);
  if (team) return directory.team(Number(team[1]))?.name ?? tr('team');
  return key in ICONS ? tr(`view-${key as keyof typeof ICONS}`) : key;
}
