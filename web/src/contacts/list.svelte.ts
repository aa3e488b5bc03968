// The list of contacts: what is asked for, page after page, and kept fresh by the live line.
import { get, sentence } from '../api/client';
import { live } from '../api/events.svelte';
import type { Contact, DeskEvent, Page } from '../api/types';

/** Milliseconds without a key before the server is asked. */
const PAUSE_MS = 160;
const SIZE = 100;
/** Changed contacts that are fetched one by one; more at once have the list fetched anew. */
const ONE_BY_ONE = 10;

export interface Wanted {
  q: string;
  owner: string;
  company: string;
}

export class ContactList {
  items = $state.raw<Contact[]>([]);
  next = $state.raw<string | null>(null);
  busy = $state(false);
  fault = $state('');
  /** False until the first answer came. */
  known = $state(false);
  /** The reader stands at the very top, where new contacts may appear without pushing anything away. */
  atTop = $state(true);
  #wanted: Wanted = { q: '', owner: '', company: '' };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | null = null;

  /** Begins to follow the live line; returns the way to stop. */
  begin(): () => void {
    const quit = live.listen((batch) => void this.#changed(batch), () => this.ask(this.#wanted, true));
    return () => {
      quit();
      clearTimeout(this.#timer);
      this.#running?.abort();
    };
  }

  ask(wanted: Wanted, now = false) {
    this.#wanted = wanted;
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#timer = setTimeout(() => void this.#load(null), now ? 0 : PAUSE_MS);
  }

  more() {
    if (this.next && !this.busy && !this.fault) void this.#load(this.next);
  }

  async #load(cursor: string | null) {
    const running = (this.#running = new AbortController());
    this.busy = true;
    try {
      const { q, owner, company } = this.#wanted;
      const page = await get<Page<Contact>>('/contacts', { q, owner, company, limit: SIZE, cursor }, running.signal);
      if (running.signal.aborted) return;
      const before = cursor ? this.items : [];
      // A list of words may meet somebody twice while they are changed.
      const last = before.slice(-SIZE);
      this.items = [...before, ...page.items.filter((c) => !last.some((known) => known.id === c.id))];
      this.next = page.next ?? null;
      Object.assign(this, { known: true, fault: '' });
    } catch (e) {
      if (!running.signal.aborted) Object.assign(this, { known: true, fault: sentence(e) });
    } finally {
      if (this.#running === running) this.busy = false;
    }
    // While words are looked for, a page may be empty and the next one not.
    if (this.next && !this.items.length && !running.signal.aborted && !this.fault) void this.#load(this.next);
  }

  async #changed(batch: DeskEvent[]) {
    const ids = batch.filter((e) => e.kind === 'contact.changed').flatMap((e) => (Array.isArray(e.data.contacts) ? e.data.contacts : [e.data.contact]).map(Number));
    if (!ids.length) return;
    const shown = this.items.filter((c) => ids.includes(c.id)).map((c) => c.id);
    if (this.atTop && (ids.some((id) => !shown.includes(id)) || shown.length > ONE_BY_ONE)) return this.ask(this.#wanted);
    for (const id of shown.slice(0, ONE_BY_ONE)) {
      const fresh = await get<Contact>(`/contacts/${id}`).catch(() => null);
      if (fresh) this.items = this.items.map((c) => (c.id === fresh.id ? fresh : c));
    }
  }
}

/** What to call somebody: their name, or else how they are reached. */
export const called = (contact: Pick<Contact, 'name' | 'addresses'>) => contact.name || (contact.addresses[0]?.value ?? '–');
export const firstEmail = (contact: Contact) => contact.addresses.find((a) => a.kind === 'email')?.value ?? contact.addresses[0]?.value ?? '';
