// What one is told of, wherever one is: the number at the bell, a word on the screen, a message of the browser.
import { get, put } from '../api/client';
import { live } from '../api/events.svelte';
import type { NotificationPage, Told } from '../api/notifications';
import type { DeskEvent } from '../api/types';
import { tr } from '../lib/l10n.svelte';
import { router } from '../lib/router.svelte';
import { toasts } from '../toasts.svelte';
import { tell, watchSight } from './browser';

/** Milliseconds after the last key or move in which somebody is taken to look at the page. */
const LOOKING_MS = 60_000;
/** Said at once: a line that was down brings everything together, and the list has it all. */
const SAID = 3;
/** The server counts no further. */
export const MOST = 100;

class Bell {
  unread = $state(0);
  /** Moves whenever the list is another one. */
  changed = $state(0);
  #tickets = new Set<number>();
  #who: number | null = null;
  #touched = Date.now();

  /** Begins for this person; another one at the same browser begins anew. */
  begin(who: number) {
    const before = this.#who;
    if (before === who) return;
    this.#who = who;
    if (before !== null) {
      this.unread = 0;
      this.#tickets.clear();
      return void this.#count();
    }
    for (const kind of ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const)
      addEventListener(kind, () => (this.#touched = Date.now()), { passive: true });
    watchSight();
    live.listen(
      (batch) => this.#batch(batch),
      () => void this.#count(),
    );
    void this.#count();
    // Who opens a ticket, by whatever way, has read what they were told of it.
    $effect.root(() => {
      $effect(() => {
        const here = this.#here();
        if (here && this.#tickets.has(here)) this.#opened(here);
      });
    });
  }

  /** Marks tickets, or everything up to a place, as read or unread. */
  async mark(tickets: number[] | null, read: boolean, until?: number) {
    const { unread } = await put<{ unread: number }>('/notifications/read', { tickets, read, until });
    this.unread = unread;
    for (const ticket of tickets ?? this.#tickets) {
      if (read) this.#tickets.delete(ticket);
      else this.#tickets.add(ticket);
    }
    this.changed++;
  }

  #opened(ticket: number) {
    // It is only the number that is too high for a while.
    void this.mark([ticket], true).catch(() => {});
  }

  #here(): number | null {
    return Number(/^\/desk\/[^/]+\/(\d+)$/.exec(router.path)?.[1]) || null;
  }

  async #count() {
    const page = await get<NotificationPage>('/notifications', { unread: true, limit: MOST }).catch(() => null);
    if (!page) return;
    this.unread = page.unread;
    this.#tickets = new Set(page.items.map((one) => one.ticket.number));
    this.changed++;
    const here = document.hidden ? null : this.#here();
    if (here && this.#tickets.has(here)) this.#opened(here);
  }

  #batch(batch: DeskEvent[]) {
    const mine = batch.filter((event) => event.kind === 'notification.changed');
    if (!mine.length) return;
    const told = mine.flatMap((event) => (event.data.new ?? []) as Told[]);
    const here = document.hidden ? null : this.#here();
    for (const one of told.slice(-SAID)) this.#say(one, here);
    const until = Math.max(0, ...told.map((one) => one.seq));
    if (until && !document.hidden && Date.now() - this.#touched < LOOKING_MS)
      void put('/notifications/seen', { until }).catch(() => {});
    void this.#count();
  }

  #say(one: Told, here: number | null) {
    const text = words(one);
    const urgent = one.kind === 'assigned' || one.kind === 'mention';
    if (one.page && one.ticket === here) toasts.announce(text);
    else if (one.page && urgent) toasts.show(text, 'plain', { href: `/desk/open/${one.ticket}`, text: tr('open-it') });
    if (one.browser) void tell(one.seq, text, () => router.go(`/desk/open/${one.ticket}`));
  }
}

function words({ kind, subject }: Told): string {
  const values = { subject: subject || tr('no-subject') };
  if (kind === 'assigned') return tr('assigned-to-you', values);
  if (kind === 'mention') return tr('mentioned-you', values);
  return tr(kind === 'reply' ? 'answered-yours' : 'nobody-for', values);
}

export const bell = new Bell();
