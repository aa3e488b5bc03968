// The ticket list of one view: pages by cursor, takes in changes without jumping.
import { get, sentence } from '../api/client';
import type { Page, Ticket, TicketRow } from '../api/types';
import { session } from '../session.svelte';
import { cells } from './cells.svelte';
import { belongs, compare, keepGone } from './merge';
import { saved } from './saved.svelte';

const PAGE = 100;
/** Tickets asked for one by one after an event; a bigger burst is settled by the page itself. */
const SINGLES = 5;
const FLASH_MS = 1_400;
/** Pages asked for in a row that may all be empty: a saved view looks at so many tickets for each. */
const EMPTY_PAGES = 3;

class TicketList {
  view = $state('');
  /** Numbers in order: replaced, never changed in place. */
  order = $state.raw<number[]>([]);
  fresh = $state.raw<number[]>([]);
  gone = $state.raw<ReadonlySet<number>>(new Set());
  flashing = $state.raw<ReadonlySet<number>>(new Set());
  /** Nothing is known of this view yet. */
  loading = $state(false);
  /** What was looked at so far held nothing more, and there is more to look at: the reader says whether to go on. */
  deeper = $state(false);
  fault = $state('');
  /** Somebody is looking further down, or pointing into the list: new rows wait behind the pill. */
  held = $state(false);
  /** What keys and buttons act on together. */
  selected = $state.raw<ReadonlySet<number>>(new Set());
  /** Boxes stand before the rows, also while nothing is selected: how a finger begins. */
  selecting = $state(false);
  #anchor: number | null = null;
  #next: string | null = null;
  #paging = false;
  #run = 0;

  async open(view: string) {
    if (view === this.view) return;
    this.view = view;
    this.order = [];
    this.clear();
    await this.reload();
  }

  async reload() {
    const run = ++this.#run;
    this.loading = this.order.length === 0;
    this.deeper = false;
    this.fault = '';
    try {
      const page = await this.#found(undefined, run);
      if (run !== this.#run) return;
      for (const row of page.items) cells.put(row);
      this.order = page.items.map((row) => row.number);
      this.#next = page.next;
      this.fresh = [];
      this.gone = new Set();
    } catch (e) {
      if (run === this.#run) this.fault = sentence(e);
    }
    if (run === this.#run) this.loading = false;
  }

  /** The next hundred rows, when the reader nears the end. Through what holds none the list does not go by itself. */
  async more() {
    if (!this.deeper) await this.further();
  }

  /** The same, also where nothing was found so far. */
  async further() {
    if (!this.#next || this.#paging) return;
    this.#paging = true;
    const run = this.#run;
    this.deeper = false;
    this.loading = this.order.length === 0;
    try {
      const page = await this.#found(this.#next, run);
      if (run !== this.#run) return;
      for (const row of page.items) cells.put(row);
      const listed = new Set([...this.order, ...this.fresh]);
      this.order = [...this.order, ...page.items.map((row) => row.number).filter((n) => !listed.has(n))];
      this.#next = page.next;
    } catch {
      // Scrolling on asks again; so does the button, where there is nothing to scroll.
      if (run === this.#run) this.deeper = this.order.length === 0;
    } finally {
      this.#paging = false;
      if (run === this.#run) this.loading = false;
    }
  }

  /** The first page from here with something in it, looked for a few pages far. */
  async #found(cursor: string | undefined, run: number): Promise<Page<TicketRow>> {
    let page = await this.#page(cursor);
    for (let asked = 1; !page.items.length && page.next && asked < EMPTY_PAGES && run === this.#run; asked++) page = await this.#page(page.next);
    if (run === this.#run) this.deeper = !page.items.length && page.next !== null;
    return page;
  }

  #page(cursor?: string): Promise<Page<TicketRow>> {
    return get('/tickets', { view: this.view, limit: PAGE, cursor });
  }

  /** Takes in what happened to these tickets. */
  async refresh(touched: ReadonlySet<number>) {
    const run = this.#run;
    const page = await this.#page().catch(() => null);
    if (!page || run !== this.#run) return;
    const changed = page.items.filter((row) => cells.put(row) && touched.has(row.number)).map((row) => row.number);
    if (saved.sorted(this.view)) return this.#resort(page, touched, changed);
    const { fresh, gone } = compare(this.order, page.items, page.next === null, (n) => cells.get(n));
    const seen = new Set(page.items.map((row) => row.number));
    const left = [...gone];
    for (const number of this.order.filter((n) => touched.has(n) && !seen.has(n)).slice(0, SINGLES)) {
      const row = await get<Ticket>(`/tickets/${number}`).catch(() => null);
      if (run !== this.#run) return;
      if (row) cells.put(row);
      if (!row || belongs(this.view, row, session.me?.id ?? 0) === false) left.push(number);
    }
    this.gone = new Set(left);
    this.fresh = fresh;
    if (!this.held || !this.order.length) this.showFresh();
    this.#flash([...changed, ...fresh]);
  }

  /** Where the newest is not the first, the page says where each stands; what left stays where it was. */
  #resort(page: Page<TicketRow>, touched: ReadonlySet<number>, changed: number[]) {
    const numbers = page.items.map((row) => row.number);
    const seen = new Set(numbers);
    const listed = new Set(this.order);
    this.gone = new Set(this.order.filter((n) => !seen.has(n) && (page.next === null || touched.has(n))));
    const fresh = numbers.filter((n) => !listed.has(n));
    if (this.held && this.order.length) this.fresh = fresh;
    else {
      this.order = keepGone(this.order, numbers, this.gone);
      this.#next = page.next;
      this.fresh = [];
    }
    this.#flash([...changed, ...fresh]);
  }

  /** The pill: the new ones come in at the top, or where they belong. */
  showFresh() {
    if (this.fresh.length && saved.sorted(this.view)) return void this.reload();
    if (this.fresh.length) this.order = [...this.fresh, ...this.order];
    this.fresh = [];
  }

  toggle(number: number) {
    const without = [...this.selected].filter((n) => n !== number);
    this.selected = new Set(this.selected.has(number) ? without : [...without, number]);
    this.#anchor = number;
  }
  /** Everything between what was selected last and this one. */
  selectTo(number: number) {
    const [a, b] = [this.order.indexOf(this.#anchor ?? number), this.order.indexOf(number)];
    if (a < 0 || b < 0) return this.toggle(number);
    this.selected = new Set([...this.selected, ...this.order.slice(Math.min(a, b), Math.max(a, b) + 1)]);
  }
  selectAll() {
    this.selected = new Set(this.order.filter((n) => !this.gone.has(n)));
  }
  clear() {
    this.selected = new Set();
    this.selecting = false;
    this.#anchor = null;
  }

  /** The reader moved on: rows that left the view go, except the one now open. */
  settle(open: number | null) {
    if (!this.gone.size) return;
    const going = new Set([...this.gone].filter((n) => n !== open));
    this.order = this.order.filter((n) => !going.has(n));
    this.gone = new Set([...this.gone].filter((n) => n === open));
    if (this.selected.size) this.selected = new Set([...this.selected].filter((n) => !going.has(n)));
  }

  #flash(numbers: number[]) {
    if (!numbers.length) return;
    this.flashing = new Set([...this.flashing, ...numbers]);
    setTimeout(() => (this.flashing = new Set([...this.flashing].filter((n) => !numbers.includes(n)))), FLASH_MS);
  }
}

export const list = new TicketList();
