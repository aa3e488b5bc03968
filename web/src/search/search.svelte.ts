// A search as it is typed: waits for a pause, drops what was asked before, and goes on where a page ended.
import { get, sentence } from '../api/client';
import type { SearchHit, SearchPage } from '../api/types';
import { keep, recall } from '../lib/storage';

/** Milliseconds without a key before the server is asked. */
const PAUSE_MS = 140;
const SIZE = 30;
const KEPT = 8;

export class Search {
  hits = $state.raw<SearchHit[]>([]);
  next = $state.raw<string | null>(null);
  partial = $state(false);
  busy = $state(false);
  fault = $state('');
  /** What the hits are the answer to. */
  answered = $state('');
  #asked = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | null = null;

  /** Asks for `text` after a pause, or at once. */
  type(text: string, now = false) {
    if (text === this.#asked && !now) return;
    this.#asked = text;
    this.stop();
    if (!text.trim()) {
      Object.assign(this, { hits: [], next: null, partial: false, fault: '', answered: '' });
      return;
    }
    this.#timer = setTimeout(() => void this.#ask(text, null), now ? 0 : PAUSE_MS);
  }

  more() {
    if (this.next && !this.busy) void this.#ask(this.answered, this.next);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#running = null;
    this.busy = false;
  }

  async #ask(text: string, cursor: string | null) {
    const running = (this.#running = new AbortController());
    this.busy = true;
    try {
      const page = await get<SearchPage>('/search', { q: text, limit: SIZE, cursor }, running.signal);
      if (running.signal.aborted) return;
      // A ticket that came to the top meanwhile may be met again further down.
      const before = cursor ? this.hits : [];
      this.hits = [...before, ...page.items.filter((hit) => !before.some((known) => known.number === hit.number))];
      Object.assign(this, { next: page.next, partial: page.partial, answered: text, fault: '' });
    } catch (e) {
      if (running.signal.aborted) return;
      this.fault = sentence(e);
    } finally {
      if (this.#running === running) this.busy = false;
    }
  }
}

/** What was looked for lately, on this device, the latest first. */
export function recent(): string[] {
  try {
    const kept: unknown = JSON.parse(recall('searches') ?? '[]');
    return Array.isArray(kept) ? kept.filter((text) => typeof text === 'string').slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

export function remember(text: string): void {
  const clean = text.trim();
  if (clean) keep('searches', JSON.stringify([clean, ...recent().filter((other) => other !== clean)].slice(0, KEPT)));
}

export const forget = () => keep('searches', null);
