import CircleUser from '@lucide/svelte/icons/circle-user';
import AtSign from '@lucide/svelte/icons/at-sign';
import Archive from '@lucide/svelte/icons/archive';
import Layers from '@lucide/svelte/icons/layers';
import UserRoundX from '@lucide/svelte/icons/user-round-x';
import Hourglass from '@lucide/svelte/icons/hourglass';
import AlarmClock from '@lucide/svelte/icons/alarm-clock';
import Eye from '@lucide/svelte/icons/eye';
import OctagonAlert from '@lucide/svelte/icons/octagon-alert';
import { directory } from '../directory.svelte';
import { tr } from '../lib/l10n.svelte';
import { saved } from './saved.svelte';

export const YOURS = ['mine', 'mentions', 'followed'] as const;
export const SHARED = ['unassigned', 'open', 'nobody', 'snoozed', 'closed', 'spam'] as const;
export const ICONS = { mine: CircleUser, mentions: AtSign, unassigned: UserRoundX, open: Layers, nobody: Hourglass, closed: Archive, followed: Eye, snoozed: AlarmClock, spam: OctagonAlert };

/** The name of a view, `team:3` being a team's own. */
export function viewName(key: string): string {
  const team = /^team:(\d+)$/.exec(key);
  if (team) return directory.team(Number(team[1]))?.name ?? tr('team');
  const own = saved.of(key);
  if (own || key.startsWith('saved:')) return own?.name ?? tr('view');
  return key in ICONS ? tr(`view-${key as keyof typeof ICONS}`) : key;
}
