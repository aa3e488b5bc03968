// The ticket that is open: what it holds, and what can be done to it. Changes show at once and are taken back when refused.
import { call, get, Problem, sentence } from '../api/client';
import type { PropertyValue } from '../api/settings';
import type { Contact, Decision, Entry, OwnerRef, Page, Ticket } from '../api/types';
import { directory } from '../directory.svelte';
import { tr } from '../lib/l10n.svelte';
import { toasts } from '../toasts.svelte';
import { cells } from './cells.svelte';
import { differences } from './differences';
import { mergeEntries } from './merge';
import { Writes } from './writes';

export type NewOwner = { user: number } | { team: number } | { nobody: true };
export type Change = Partial<Pick<Ticket, 'status' | 'priority' | 'subject' | 'tags'>>;

/** Somebody else was first: what they changed, and a way to do ours after all. */
export interface Conflict {
  changes: string[];
  again: () => Promise<void>;
}

class OpenTicket {
  number = $state<number | null>(null);
  ticket = $state.raw<Ticket | null>(null);
  entries = $state.raw<Entry[]>([]);
  decisions = $state.raw<Decision[]>([]);
  contact = $state.raw<Contact | null>(null);
  fault = $state('');
  conflict = $state.raw<Conflict | null>(null);
  /** What was changed here and is not with the server yet. */
  #writes: Writes | null = null;
  /** Those of tickets that were left meanwhile as well. */
  #busy = new Map<number, Writes>();
  /** Marked unread while it is open. */
  #left: number | null = null;
  /** Cursor of the page before the oldest entry shown. */
  earlier = $state<string | null>(null);

  async open(number: number | null) {
    if (number === this.number) return;
    this.#left = null;
    this.#writes = null;
    this.number = number;
    this.ticket = null;
    this.contact = null;
    this.entries = [];
    this.decisions = [];
    this.earlier = null;
    this.conflict = null;
    this.fault = '';
    if (number !== null) await this.refresh(true);
  }

  async refresh(first = false) {
    const number = this.number;
    if (number === null) return;
    try {
      const [ticket, talk, decisions] = await Promise.all([
        get<Ticket>(`/tickets/${number}`),
        get<Page<Entry>>(`/tickets/${number}/conversation`),
        get<Page<Decision>>(`/tickets/${number}/decisions`).catch(() => null),
      ]);
      if (number !== this.number) return;
      this.#take(ticket);
      const there = new Set(talk.items.map((entry) => (entry.kind === 'message' ? entry.message : 0)));
      // One that is held can be taken back: then it is not there any more.
      const still = (entry: Entry) => entry.kind !== 'message' || !entry.held_until || there.has(entry.message);
      this.entries = mergeEntries(first ? [] : this.entries.filter(still), talk.items);
      if (first) this.earlier = talk.next;
      if (decisions) this.decisions = decisions.items;
      this.fault = '';
      await this.loadContact();
    } catch (e) {
      if (number === this.number && (first || e instanceof Problem && e.status === 404)) this.fault = sentence(e);
    }
  }

  async loadContact() {
    const id = this.ticket?.contact.id;
    if (id === undefined) return;
    const contact = await get<Contact>(`/contacts/${id}`).catch(() => null);
    if (contact && this.ticket?.contact.id === id) this.contact = contact;
  }

  /** A message was taken back. */
  drop(message: number) {
    this.entries = this.entries.filter((entry) => entry.kind !== 'message' || entry.message !== message);
  }

  async loadEarlier() {
    const { number, earlier } = this;
    if (number === null || !earlier) return;
    const talk = await get<Page<Entry>>(`/tickets/${number}/conversation`, { before: earlier });
    if (number !== this.number) return;
    this.entries = mergeEntries(this.entries, talk.items);
    this.earlier = talk.next;
  }

  may = (what: string): boolean => this.ticket?.allowed.includes(what) ?? false;

  assign(to: NewOwner) {
    return this.#write('PUT', '/owner', to, { owner: ownerRef(to) });
  }
  change(change: Change) {
    return this.#write('PATCH', '', change, change);
  }

  /** Fills a property in; `null` empties it. */
  fill(property: number, value: PropertyValue | null) {
    const rest = (this.ticket?.properties ?? []).filter((held) => held.property !== property);
    const properties = value === null ? rest : [...rest, { property, value }];
    return this.#write('PATCH', '', { properties: { [property]: value } }, { properties });
  }

  async #write(method: string, path: string, body: unknown, shown: Partial<Ticket>): Promise<void> {
    this.conflict = null;
    const { number } = this;
    const writes = this.#writes;
    if (!writes || number === null) return;
    this.#busy.set(number, writes);
    await writes.add({ method, path, body, shown });
    if (!writes.busy) this.#busy.delete(number);
  }
  /** One's own changes wait while this is done, which changes the ticket as well. */
  async during(work: () => Promise<unknown>) {
    const { number } = this;
    if (!this.#writes) return void (await work());
    await this.#writes.during(async () => {
      await work();
      return number === this.number ? await get<Ticket>(`/tickets/${number}`) : null;
    });
  }
  /** When everything that was changed here is with the server. */
  idle = (): Promise<void> => this.#writes?.idle() ?? Promise.resolve();

  #begin(ticket: Ticket): Writes {
    const here = () => this.number === ticket.number;
    return new Writes(ticket, {
      send: ({ method, path, body }, version) => call<Ticket>(method, `/tickets/${ticket.number}${path}`, { body, version }),
      show: (now) => {
        if (here()) this.ticket = now;
        cells.force(now);
      },
      refused: (fault) => toasts.show(sentence(fault), 'bad'),
      lost: (before, now, rest) => {
        if (!here()) return toasts.show(tr('changed-lost', { subject: now.subject }), 'bad', { href: `/desk/open/${now.number}`, text: tr('open-it') });
        const again = async () => {
          for (const { method, path, body, shown } of rest) void this.#write(method, path, body, shown);
          await this.idle();
        };
        this.conflict = { changes: differences(before, now), again };
      },
    });
  }

  /** Read or unread, for ourselves. What was marked unread stays so until it is opened again. */
  async read(read: boolean) {
    const { ticket } = this;
    if (!ticket) return;
    this.#left = read ? null : ticket.number;
    this.#writes?.mark({ unread: !read });
    await call('PUT', `/tickets/${ticket.number}/reading`, { body: { read } }).catch((e) => toasts.show(sentence(e), 'bad'));
  }
  async follow(follow: boolean) {
    const { ticket } = this;
    if (!ticket) return;
    this.#writes?.mark({ followed: follow });
    await call('PUT', `/tickets/${ticket.number}/reading`, { body: { follow } }).catch((e) => toasts.show(sentence(e), 'bad'));
  }

  #take(ticket: Ticket) {
    this.#writes ??= this.#busy.get(ticket.number) ?? this.#begin(ticket);
    this.#writes.heard(ticket);
    this.ticket = this.#writes.shown;
    cells.put(this.ticket);
    if (ticket.unread && this.#left !== ticket.number && !document.hidden) void this.read(true);
  }
}

function ownerRef(to: NewOwner): OwnerRef | null {
  if ('user' in to) return { kind: 'user', id: to.user, name: directory.user(to.user)?.name ?? '…' };
  if ('team' in to) return { kind: 'team', id: to.team, name: directory.team(to.team)?.name ?? '…' };
  return null;
}

export const open = new OpenTicket();
