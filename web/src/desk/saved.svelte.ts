// The views people made themselves, with how much each holds.
import { get } from '../api/client';
import type { SavedView } from '../api/triage';
import type { DeskEvent, Page } from '../api/types';

/** Milliseconds between two counts at least: each looks at tickets. */
const COUNT_MS = 5_000;

class Saved {
  all = $state.raw<SavedView[]>([]);
  #timer: ReturnType<typeof setTimeout> | undefined;

  of = (key: string): SavedView | undefined => this.all.find((v) => key === `saved:${v.id}`);
  /** Those under "You", and those under "Views". */
  mine = $derived(this.all.filter((v) => v.mine && v.sharing === 'private'));
  shared = $derived(this.all.filter((v) => !v.mine || v.sharing !== 'private'));

  async load() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const page = await get<Page<SavedView>>('/saved-views').catch(() => null);
    if (page) this.all = page.items;
  }

  take(batch: DeskEvent[]) {
    if (batch.some((e) => e.kind === 'view.changed')) void this.load();
    else if (this.all.length && batch.some((e) => e.ticket !== null)) this.#timer ??= setTimeout(() => void this.load(), COUNT_MS);
  }
}

export const saved = new Saved();
