// Snooze and spam, for one ticket or many, each with its way back.
import { del, post, sentence } from '../api/client';
import type { Blocked } from '../api/triage';
import { tr } from '../lib/l10n.svelte';
import { clockText } from '../session.svelte';
import { toasts } from '../toasts.svelte';
import { bulk } from './bulk.svelte';

export const snooze = (numbers: number[], until: string) => bulk.change(numbers, { snooze_until: until }, (n) => tr('bulk-snoozed', { n, time: clockText(until) }));
export const wake = (numbers: number[]) => bulk.change(numbers, { wake: true }, (n) => tr('bulk-woken', { n }));

/** Marks as spam, or takes it back; `sender` is blocked as well. */
export async function spam(numbers: number[], is: boolean, sender?: string) {
  let blocked: Blocked | undefined;
  try {
    if (sender) blocked = await post<Blocked>('/blocked-senders', { address: sender });
  } catch (e) {
    return toasts.show(sentence(e), 'bad');
  }
  const done = (n: number) => (blocked ? tr('spam-blocked', { address: blocked.address }) : tr(is ? 'bulk-spam' : 'bulk-no-spam', { n }));
  await bulk.change(numbers, { spam: is }, done, () => blocked && void del(`/blocked-senders/${blocked.id}`).catch((e) => toasts.show(sentence(e), 'bad')));
}
