// The views people made themselves, with how much each holds.
import { get } from '../api/client';
import type { SavedView } from '../api/triage';
import type { DeskEvent, Page } from '../api/types';

/** Milliseconds between two counts at least: each looks at tickets. Longer than the server remembers a look. */
const COUNT_MS = 5_000;

class Saved {
  all = $state.raw<SavedView[]>([]);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unseen = false;

  of = (key: string): SavedView | undefined => this.all.find((v) => key === `saved:${v.id}`);
  /** Those under "You", and those under "Views". */
  mine = $derived(this.all.filter((v) => v.mine && v.sharing === 'private'));
  shared = $derived(this.all.filter((v) => !v.mine || v.sharing !== 'private'));

  /** Whether the tickets of a view stand in another order than by latest activity. */
  sorted = (key: string): boolean => {
    const order = this.of(key)?.order;
    return !!order && (order.by !== 'activity' || order.ascending);
  };

  async load() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const page = await get<Page<SavedView>>('/saved-views').catch(() => null);
    if (page) this.all = page.items;
  }

  take(batch: DeskEvent[]) {
    if (batch.some((e) => e.kind === 'view.changed')) void this.load();
    else if (this.all.length && batch.some((e) => e.ticket !== null)) this.#timer ??= setTimeout(() => this.#count(), COUNT_MS);
  }

  /** Nobody reads the counts of a page that is out of sight; they are asked when it is looked at again. */
  #count() {
    this.#timer = undefined;
    if (!document.hidden) return void this.load();
    if (!this.#unseen) document.addEventListener('visibilitychange', () => ((this.#unseen = false), void this.load()), { once: true });
    this.#unseen = true;
  }
}

export const saved = new Saved();
