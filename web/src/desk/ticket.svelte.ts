// The ticket that is open: what it holds, and what can be done to it. Changes show at once and are taken back when refused.
import { call, get, Problem, sentence } from '../api/client';
import type { PropertyValue } from '../api/settings';
import type { Contact, Decision, Entry, OwnerRef, Page, Ticket } from '../api/types';
import { directory } from '../directory.svelte';
import { toasts } from '../toasts.svelte';
import { cells } from './cells.svelte';
import { differences } from './differences';
import { mergeEntries } from './merge';

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
  /** Marked unread while it is open. */
  #left: number | null = null;
  /** Cursor of the page before the oldest entry shown. */
  earlier = $state<string | null>(null);

  async open(number: number | null) {
    if (number === this.number) return;
    this.#left = null;
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
      this.entries = mergeEntries(first ? [] : this.entries, talk.items);
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

  async #write(method: string, path: string, body: unknown, shown: Partial<Ticket>, version?: number): Promise<void> {
    const before = this.ticket;
    if (!before) return;
    this.conflict = null;
    this.ticket = { ...before, ...shown };
    cells.force(this.ticket);
    try {
      const after = await call<Ticket>(method, `/tickets/${before.number}${path}`, { body, version: version ?? before.version });
      if (this.number === before.number) this.#take(after);
      else cells.put(after);
    } catch (e) {
      if (this.number === before.number) this.ticket = before;
      cells.force(before);
      if (e instanceof Problem && e.code === 'ticket.changed') this.#changed(before, e, (v) => this.#write(method, path, body, shown, v));
      else toasts.show(sentence(e), 'bad');
    }
  }

  #changed(before: Ticket, problem: Problem, again: (version: number) => Promise<void>) {
    const current = problem.body.current as Ticket | undefined;
    if (!current || this.number !== before.number) return;
    this.#take(current);
    this.conflict = { changes: differences(before, current), again: () => again(current.version) };
  }

  /** Read or unread, for ourselves. What was marked unread stays so until it is opened again. */
  async read(read: boolean) {
    const { ticket } = this;
    if (!ticket) return;
    this.#left = read ? null : ticket.number;
    this.#take({ ...ticket, unread: !read });
    cells.force(this.ticket!);
    await call('PUT', `/tickets/${ticket.number}/reading`, { body: { read } }).catch((e) => toasts.show(sentence(e), 'bad'));
  }
  async follow(follow: boolean) {
    const { ticket } = this;
    if (!ticket) return;
    this.#take({ ...ticket, followed: follow });
    cells.force(this.ticket!);
    await call('PUT', `/tickets/${ticket.number}/reading`, { body: { follow } }).catch((e) => toasts.show(sentence(e), 'bad'));
  }

  #take(ticket: Ticket) {
    this.ticket = ticket;
    cells.put(ticket);
    if (ticket.unread && this.#left !== ticket.number && !document.hidden) void this.read(true);
  }
}

function ownerRef(to: NewOwner): OwnerRef | null {
  if ('user' in to) return { kind: 'user', id: to.user, name: directory.user(to.user)?.name ?? '…' };
  if ('team' in to) return { kind: 'team', id: to.team, name: directory.team(to.team)?.name ?? '…' };
  return null;
}

export const open = new OpenTicket();
