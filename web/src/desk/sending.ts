// After Send: for some seconds a reply can be taken back, by the toast, by Ctrl or ⌘ Z and in the conversation.
import { onceKey, post, Problem, sentence } from '../api/client';
import type { TakenBack } from '../api/sending';
import type { Entry, MessageEntry } from '../api/types';
import { tr } from '../lib/l10n.svelte';
import { router } from '../lib/router.svelte';
import { session } from '../session.svelte';
import { toasts } from '../toasts.svelte';
import { writer } from './copy.svelte';
import { draftOf } from './draft.svelte';
import { open } from './ticket.svelte';

/** Toasts of replies that can be taken back, by message. */
const shown = new Map<number, number>();

/** Milliseconds for which a message is held still. Never longer than it was from the start, whatever our clock says. */
export function heldFor({ at, held_until }: MessageEntry, now: number): number {
  if (!held_until) return 0;
  const end = Date.parse(held_until);
  return Math.max(0, Math.min(end - Date.parse(at), end - now));
}

/** Tells that a message was sent, with the way back while there is one. */
export function told(ticket: number, entry: Entry) {
  if (entry.kind !== 'message' || !entry.held_until) return;
  const ms = Date.parse(entry.held_until) - Date.parse(entry.at);
  shown.set(entry.message, toasts.held(tr('reply-held'), () => void takeBack(ticket, entry.message), ms));
}

export async function takeBack(ticket: number, message: number) {
  const draft = draftOf(session.me!.id, ticket);
  const toast = shown.get(message);
  if (toast !== undefined) toasts.close(toast);
  shown.delete(message);
  try {
    const back = await post<TakenBack>(`/tickets/${ticket}/replies/${message}/undo`, { writer }, { once: onceKey() });
    if (open.number !== ticket) router.go(`/desk/${router.params.view ?? 'open'}/${ticket}`);
    open.drop(message);
    draft.restore(back);
    toasts.announce(tr('reply-back'));
  } catch (e) {
    toasts.show(sentence(e), 'bad');
    // It may have been done all the same: then the server has it as a draft.
    if (!(e instanceof Problem) || e.status === 0 || e.status === 404) void draft.open();
  }
  if (open.number === ticket) void open.refresh();
}
