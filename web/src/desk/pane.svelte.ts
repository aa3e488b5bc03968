// The part of the page that shows a ticket is fetched when the list is there, or at once when the address names a ticket.
import type { Component } from 'svelte';

interface Shown {
  focus: () => void;
  openOwner: () => void;
  write: (mode: 'reply' | 'comment') => void;
}
type Part = Component<{ view: string; onwhy: () => void }, Shown>;

class Pane {
  part = $state.raw<Part | null>(null);
  /** It could not be fetched: the server was replaced meanwhile, or is not there. */
  failed = $state(false);
  #asked = false;

  async load() {
    if (this.#asked) return;
    this.#asked = true;
    try {
      this.part = (await import('./TicketPane.svelte')).default as Part;
      this.failed = false;
    } catch {
      this.failed = true;
      this.#asked = false;
    }
  }
}

export const pane = new Pane();
export type { Shown };
