// What can be done where one is: the page that shows offers it, the palette lists it.

export interface Command {
  /** Tells it from all others. */
  key: string;
  name: string;
  /** The key that does the same, if there is one. */
  hint?: string;
  run: () => unknown;
}

class Commands {
  #offer = $state.raw<(() => Command[]) | null>(null);

  /** Offers these while the page stands; the answer takes them back. */
  offer(all: () => Command[]): () => void {
    this.#offer = all;
    return () => {
      if (this.#offer === all) this.#offer = null;
    };
  }

  get all(): Command[] {
    return this.#offer?.() ?? [];
  }
}

export const commands = new Commands();
