// Who else is at the open ticket. We say every few seconds that we are, and hear who else did; who says no more is gone.
import { call } from '../api/client';
import type { Items, Present } from '../api/types';
import { tr } from '../lib/l10n.svelte';
import { toasts } from '../toasts.svelte';

/** Milliseconds between two words of ours, in sight and out of sight. */
const EVERY_MS = 5_000;
const HIDDEN_MS = 30_000;
/** Milliseconds after the last key that somebody is still writing. */
const WRITES_MS = 45_000;

class Presence {
  others = $state.raw<Present[]>([]);
  replying = $derived(this.others.filter((one) => one.doing === 'replying'));
  #number: number | null = null;
  #wroteAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The page is going: that it is out of sight is then no news. */
  #going = false;

  /** We are at this ticket now, or at none. */
  at(number: number | null) {
    if (number === this.#number) return;
    this.leave();
    this.#number = number;
    if (number === null) return;
    document.addEventListener('visibilitychange', this.#say);
    addEventListener('pagehide', this.#gone);
    addEventListener('pageshow', this.#back);
    void this.#say();
  }

  leave() {
    this.#gone();
    document.removeEventListener('visibilitychange', this.#say);
    removeEventListener('pagehide', this.#gone);
    removeEventListener('pageshow', this.#back);
    this.#going = false;
    this.#number = null;
    this.#wroteAt = 0;
    this.others = [];
  }

  /** A key was pressed in the composer. */
  writes() {
    const before = this.#writing;
    this.#wroteAt = Date.now();
    if (!before) void this.#say();
  }
  /** What was written is sent or thrown away. */
  wrote() {
    if (!this.#writing) return;
    this.#wroteAt = 0;
    void this.#say();
  }
  get #writing() {
    return Date.now() - this.#wroteAt < WRITES_MS;
  }

  #back = () => {
    this.#going = false;
    void this.#say();
  };
  #gone = () => {
    this.#going = true;
    clearTimeout(this.#timer);
    if (this.#number !== null) void this.#put(this.#number, { doing: 'left' }).catch(() => {});
  };
  #put = (number: number, body: object) => call<Items<Present>>('PUT', `/tickets/${number}/presence`, { body, keepalive: true });

  #say = async () => {
    clearTimeout(this.#timer);
    const number = this.#number;
    if (number === null || this.#going) return;
    const { hidden } = document;
    try {
      const { items } = await this.#put(number, { doing: this.#writing ? 'replying' : 'viewing', hidden });
      if (number !== this.#number) return;
      this.#tell(items);
      this.others = items;
    } catch {
      // Not knowing is shown as nobody, rather than as somebody who may have left.
      if (number === this.#number) this.others = [];
    }
    clearTimeout(this.#timer);
    if (number === this.#number && !this.#going) this.#timer = setTimeout(this.#say, hidden ? HIDDEN_MS : EVERY_MS);
  };

  #tell(items: Present[]) {
    const known = new Set(this.replying.map((one) => one.user));
    const fresh = items.find((one) => one.doing === 'replying' && !known.has(one.user));
    if (fresh) toasts.announce(tr('presence-replying', { name: fresh.name }));
  }
}

export const presence = new Presence();
