// Ties the live line to the desk: counts, the list, the open ticket.
import { get } from '../api/client';
import { live } from '../api/events.svelte';
import type { ViewCount } from '../api/triage';
import type { DeskEvent, Page } from '../api/types';
import { list } from './list.svelte';
import { saved } from './saved.svelte';
import { open } from './ticket.svelte';

/** Milliseconds the counts stand still at least, so they can be read. */
const COUNTS_MS = 1_000;
const MESSAGE = /^(ticket|message|comment)\./;

class Desk {
  counts = $state.raw<ReadonlyMap<string, number>>(new Map());
  #started = false;
  #countsTimer: ReturnType<typeof setTimeout> | undefined;
  #touched = new Set<number>();
  #working = false;

  begin() {
    if (this.#started) return;
    this.#started = true;
    void this.#fetchCounts();
    void saved.load();
    live.listen((batch) => this.#batch(batch), () => this.#reset());
  }

  #reset() {
    void this.#fetchCounts();
    void saved.load();
    if (list.view) void list.refresh(new Set());
    void open.refresh();
  }

  async #fetchCounts() {
    clearTimeout(this.#countsTimer);
    this.#countsTimer = undefined;
    const views = await get<Page<ViewCount>>('/views').catch(() => null);
    if (views) this.counts = new Map(views.items.map((v) => [v.key, v.count]));
  }

  #batch(batch: DeskEvent[]) {
    saved.take(batch);
    if (batch.some((e) => e.kind === 'view.changed' && list.view === `saved:${String(e.data.view)}`)) void saved.load().then(() => list.reload());
    for (const event of batch) {
      if (event.kind === 'view.counts') this.#takeCounts(event);
      else if (MESSAGE.test(event.kind) && event.ticket !== null) this.#touched.add(event.ticket);
    }
    if (batch.some((e) => MESSAGE.test(e.kind))) {
      // Not put off by what comes meanwhile: in a burst they move once a second.
      this.#countsTimer ??= setTimeout(() => void this.#fetchCounts(), COUNTS_MS);
    }
    if (batch.some((e) => e.kind === 'contact.changed')) void open.loadContact();
    void this.#work();
  }

  #takeCounts(event: DeskEvent) {
    const items = (event.data.items ?? []) as ViewCount[];
    this.counts = new Map([...this.counts, ...items.map((v) => [v.key, v.count] as const)]);
  }

  /** One refresh at a time; what comes in meanwhile is gathered for the next. */
  async #work() {
    if (!this.#working && this.#touched.size) {
      this.#working = true;
      while (this.#touched.size) {
        const touched = this.#touched;
        this.#touched = new Set();
        await Promise.all([list.view ? list.refresh(touched) : undefined, open.number !== null && touched.has(open.number) ? open.refresh() : undefined]);
      }
      this.#working = false;
    }
  }
}

export const desk = new Desk();
