// What somebody changes of one ticket goes to the server one change after the other, each upon the answer to the one
// before: two of one's own never meet. What somebody else changed in between stops them all, and is shown.
import { Problem } from '../api/client';
import type { Ticket } from '../api/types';

export interface Write {
  method: string;
  path: string;
  body: unknown;
  /** How the ticket looks once it is done. */
  shown: Partial<Ticket>;
}
export interface Told {
  /** Sends one, made up against this version. */
  send: (write: Write, version: number) => Promise<Ticket>;
  /** The ticket as it is to be shown. */
  show: (ticket: Ticket) => void;
  /** One was refused. */
  refused: (fault: unknown) => void;
  /** Somebody else was first: how the ticket looked here, how it stands, and what was not done. */
  lost: (before: Ticket, now: Ticket, rest: Write[]) => void;
}

export class Writes {
  #waiting: Write[] = [];
  #going: Promise<void> | null = null;
  #turns = 0;
  /** What the server said last. */
  #last: Ticket;
  /** The answer that the next one is made up against; what comes in from elsewhere does not move it while some wait. */
  #base: Ticket;

  constructor(
    ticket: Ticket,
    private told: Told,
  ) {
    this.#last = this.#base = ticket;
  }

  /** The ticket as the server tells it, with what waits here on top. */
  get shown(): Ticket {
    return this.#waiting.reduce((ticket, write) => ({ ...ticket, ...write.shown }), this.#last);
  }
  /** The server told how it stands. An older word than the last one is none. */
  heard(ticket: Ticket) {
    if (ticket.version < this.#last.version) return;
    this.#last = ticket;
    if (!this.#going) this.#base = ticket;
  }

  /** Something of it that no version counts, such as whether it was read. */
  mark(part: Partial<Ticket>) {
    this.#last = { ...this.#last, ...part };
    this.told.show(this.shown);
  }

  add(write: Write): Promise<void> {
    this.#waiting.push(write);
    this.told.show(this.shown);
    return this.#going ?? this.#run();
  }
  /** What is added meanwhile waits until this is over, and goes upon what it leads to. */
  during(work: () => Promise<Ticket | null>): Promise<void> {
    return this.#run(async () => {
      const after = await work().catch(() => null);
      if (after) this.#answer(after);
    });
  }
  get busy(): boolean {
    return this.#going !== null;
  }
  /** When nothing is under way. */
  async idle(): Promise<void> {
    while (this.#going) await this.#going;
  }

  #run(first?: () => Promise<void>): Promise<void> {
    const before = this.#going;
    const turn = ++this.#turns;
    this.#going = (async () => {
      await before;
      await first?.();
      while (this.#waiting.length) await this.#next(this.#waiting[0]!);
      if (turn !== this.#turns) return;
      this.#going = null;
      // What came from elsewhere meanwhile is on the screen now: the next one is made up against it.
      this.#base = this.#last;
    })();
    return this.#going;
  }

  #answer(ticket: Ticket) {
    this.#base = ticket;
    if (ticket.version >= this.#last.version) this.#last = ticket;
  }

  async #next(write: Write): Promise<void> {
    try {
      const after = await this.told.send(write, this.#base.version);
      this.#waiting = this.#waiting.filter((one) => one !== write);
      this.#answer(after);
      this.told.show(this.shown);
    } catch (e) {
      this.#failed(write, e);
    }
  }

  #failed(write: Write, fault: unknown) {
    const now = fault instanceof Problem && fault.code === 'ticket.changed' ? (fault.body.current as Ticket | undefined) : undefined;
    const before = this.#base;
    if (!now) {
      this.#waiting = this.#waiting.filter((one) => one !== write);
      this.told.show(this.shown);
      return this.told.refused(fault);
    }
    const rest = this.#waiting;
    this.#waiting = [];
    this.#answer(now);
    this.told.show(this.shown);
    this.told.lost(before, now, rest);
  }
}
