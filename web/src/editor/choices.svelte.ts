// What can be chosen while writing: saved replies, colleagues, emoji.
import { get } from '../api/client';
import type { SavedReplyLine } from '../api/settings';
import type { Items, Ticket, User } from '../api/types';
import { directory } from '../directory.svelte';
import { rank } from '../lib/rank';
import { emoji, type Emoji } from './emoji';
import type { Trigger } from './trigger';

export type Choice =
  | { kind: 'reply'; key: string; name: string; note: string; folder: string; id: number }
  | { kind: 'mention'; key: string; name: string; note: string; id: number }
  | { kind: 'emoji'; key: string; name: string; note: string; sign: string };

/** As many as one looks at; whoever seeks more types on. */
const MOST = 8;
let replies = $state.raw<SavedReplyLine[]>([]);

/** Asks for the saved replies anew: they may have changed since. */
export async function loadReplies(): Promise<void> {
  replies = (await get<Items<SavedReplyLine>>('/saved-replies')).items;
}

/** Whether a colleague can open the ticket: the server says the same, and refuses a note that mentions another. */
export function sees(user: User, ticket: Pick<Ticket, 'owner' | 'team'>): boolean {
  const own = ticket.owner?.kind === 'user' && ticket.owner.id === user.id;
  if (!user.active || user.access === 'none') return false;
  if (user.access === 'all' || own) return true;
  return user.access === 'team' && (!ticket.owner || [user.main_team, ...user.extra_teams].includes(ticket.team ?? -1));
}

export function choices({ kind, query }: Trigger, ticket: Ticket, me: number): Choice[] {
  if (kind === 'emoji') return emoji(query).slice(0, MOST).map(({ sign, name }: Emoji) => ({ kind, key: sign, name, note: '', sign }));
  if (kind === 'mention') {
    const people = directory.users.filter((user) => user.id !== me && sees(user, ticket)).map((user) => ({ user, name: user.name, teams: directory.teamNames(user) }));
    return rank(query, people).slice(0, MOST).map(({ user, name, teams }) => ({ kind, key: `u${user.id}`, name, note: teams[0] ?? '', id: user.id }));
  }
  const named = replies.map((reply) => ({ reply, name: reply.name, teams: reply.folder ? [reply.folder] : [] }));
  return rank(query, named).slice(0, MOST).map(({ reply, name }) => ({ kind, key: `r${reply.id}`, name, note: reply.preview, folder: reply.folder, id: reply.id }));
}
