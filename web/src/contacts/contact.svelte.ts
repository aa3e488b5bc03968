// One contact: who they are, and what went on with them, kept fresh by the live line.
import { get, onceKey, patch, post, Problem, sentence } from '../api/client';
import { live } from '../api/events.svelte';
import type { Contact, Merged, Page, TimelineEntry } from '../api/types';

const SIZE = 30;

export class OneContact {
  contact = $state.raw<Contact | null>(null);
  entries = $state.raw<TimelineEntry[]>([]);
  next = $state.raw<string | null>(null);
  busy = $state(false);
  missing = $state(false);
  fault = $state('');
  /** The merge that was just done here, to be undone at hand. */
  merged = $state.raw<{ merge: number; name: string } | null>(null);

  constructor(
    readonly id: number,
    readonly onmoved: (id: number) => void,
  ) {}

  /** Fetches everything and follows what changes; returns the way to stop. */
  begin(): () => void {
    void this.load();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void this.load(), 150);
    };
    const quit = live.listen((batch) => {
      const mine = (e: { kind: string; ticket: number | null; data: Record<string, unknown> }) =>
        (e.kind === 'contact.changed' && (e.data.contact === this.id || (Array.isArray(e.data.contacts) && e.data.contacts.includes(this.id)))) || (e.ticket !== null && this.entries.some((one) => one.kind === 'ticket' && one.number === e.ticket)) || e.kind === 'ticket.created';
      if (batch.some(mine)) soon();
    }, soon);
    return () => {
      quit();
      clearTimeout(timer);
    };
  }

  async load() {
    try {
      const [contact, page] = await Promise.all([get<Contact>(`/contacts/${this.id}`), get<Page<TimelineEntry>>(`/contacts/${this.id}/timeline`, { limit: SIZE })]);
      this.contact = contact;
      // Who went into another contact is that one now, and so is the address of their page.
      if (contact.id !== this.id) return this.onmoved(contact.id);
      // What was read further down stays; an entry that moved up stands there only.
      const stands = (e: TimelineEntry) => page.items.some((fresh) => fresh.id === e.id);
      const known = this.entries.length > SIZE;
      this.entries = known ? [...page.items, ...this.entries.filter((e) => !stands(e) && e.at <= (page.items.at(-1)?.at ?? ''))] : page.items;
      if (!known) this.next = page.next ?? null;
      Object.assign(this, { missing: false, fault: '' });
      if (!this.entries.length && this.next) void this.more();
    } catch (e) {
      if (e instanceof Problem && e.status === 404) this.missing = true;
      else this.fault = sentence(e);
    }
  }

  async more() {
    if (!this.next || this.busy) return;
    this.busy = true;
    try {
      const page = await get<Page<TimelineEntry>>(`/contacts/${this.id}/timeline`, { limit: SIZE, cursor: this.next });
      this.entries = [...this.entries, ...page.items.filter((e) => !this.entries.some((known) => known.id === e.id))];
      this.next = page.next ?? null;
    } catch (e) {
      this.fault = sentence(e);
    } finally {
      this.busy = false;
    }
  }

  /** Changes the contact as it stands on the screen, one change after another. Who was faster wins: then the page shows theirs, and this throws. */
  change(change: Record<string, unknown>): Promise<void> {
    const mine = this.#last.then(() => this.#change(change));
    this.#last = mine.catch(() => {});
    return mine;
  }
  #last: Promise<unknown> = Promise.resolve();
  async #change(change: Record<string, unknown>) {
    try {
      this.contact = await patch<Contact>(`/contacts/${this.id}`, change, this.contact?.version);
    } catch (e) {
      if (e instanceof Problem && e.status === 412) await this.load();
      throw e;
    }
  }

  /** Undoes a merge that was made into this contact. */
  async unmerge(merge: number) {
    this.busy = true;
    try {
      this.contact = (await post<Merged>(`/contacts/${this.id}/merges/${merge}/undo`, undefined, { once: onceKey() })).contact;
      this.merged = null;
      // What was read of the other one's is no longer part of this.
      this.entries = [];
      await this.load();
    } finally {
      this.busy = false;
    }
  }
}
