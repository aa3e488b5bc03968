// One choice for many tickets: a hundred in a request, what was left alone is told, and all of it can be taken back.
import { onceKey, post, sentence } from '../api/client';
import type { OneChange, TicketChanged } from '../api/triage';
import type { Page } from '../api/types';
import { tr } from '../lib/l10n.svelte';
import { toasts } from '../toasts.svelte';
import { cells } from './cells.svelte';
import { list } from './list.svelte';
import { open } from './ticket.svelte';

const AT_ONCE = 100;
export type Choice = Omit<OneChange, 'number' | 'version'>;

class Bulk {
  busy = $state(false);

  /** Makes the choice for these tickets. `done` says what was done to how many. */
  async change(numbers: number[], choice: Choice, done: (n: number) => string, alsoUndo?: () => void) {
    // What was changed a moment ago on the open ticket is no other's change.
    await open.idle();
    // As they stand on the screen: what somebody else changed since is not written over.
    const { undo, away } = await this.#send(numbers.map((number) => ({ number, version: cells.get(number)?.version, ...choice })), done);
    const n = undo.length + away;
    if (undo.length) toasts.done(done(n), () => {
      alsoUndo?.();
      void this.#send(undo, (n) => tr('undone', { n }), true);
    });
    else if (n) toasts.show(done(n));
  }

  /** Returns what takes it back, and how many were changed and are out of one's sight now. */
  async #send(changes: OneChange[], done: (n: number) => string, tell = false): Promise<{ undo: OneChange[]; away: number }> {
    this.busy = true;
    const answers: TicketChanged[] = [];
    try {
      for (let at = 0; at < changes.length; at += AT_ONCE) {
        const items = changes.slice(at, at + AT_ONCE);
        answers.push(...(await post<Page<TicketChanged>>('/tickets/changes', { items }, { once: onceKey() })).items);
      }
    } catch (e) {
      toasts.show(sentence(e), 'bad');
    } finally {
      this.busy = false;
    }
    const changed = answers.filter((a) => a.undo);
    const left = answers.filter((a) => a.left);
    const away = answers.filter((a) => !a.ticket && !a.left);
    for (const { ticket } of changed) if (ticket) cells.put(ticket);
    if (left.length) toasts.show(tr('bulk-left', { n: left.length, why: left[0]!.left! }), 'bad');
    if (tell && changed.length) toasts.show(done(changed.length));
    if (!answers.length) return { undo: [], away: 0 };
    const numbers = new Set([...changed, ...left, ...away].map((a) => a.number));
    if (open.number !== null && numbers.has(open.number)) void open.refresh();
    void list.refresh(numbers);
    return { undo: changed.flatMap((a) => a.undo ?? []), away: away.length };
  }
}

export const bulk = new Bulk();
