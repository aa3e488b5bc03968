// The live line: one EventSource for the whole page. The browser resumes it by Last-Event-ID;
// bursts are handed over as one batch, so a hundred changes cost one redraw.
import { get } from './client';
import type { DeskEvent } from './types';

const KINDS = [
  'ticket.created', 'ticket.assigned', 'ticket.unassigned', 'ticket.changed', 'ticket.nobody_available',
  'ticket.merged', 'ticket.unmerged', 'message.received', 'message.queued', 'message.taken_back', 'message.sent', 'message.failed', 'note.withheld', 'comment.added',
  'user.changed', 'user.availability', 'team.changed', 'channel.changed', 'rule.changed', 'contact.changed', 'property.changed', 'saved_reply.changed', 'view.changed', 'notification.changed', 'view.counts', 'health.changed',
];
/** Milliseconds between batches: short enough to feel instant, long enough to gather a burst. */
const GATHER_MS = 60;
/** Milliseconds after which a hidden tab starts over rather than trusting what it has. */
const STALE_MS = 600_000;
const RETRY_MS = 3_000;

type Listener = (batch: DeskEvent[]) => void;

class Live {
  /** False while the line is down: the dot says "Reconnecting…". */
  connected = $state(false);
  #source: EventSource | null = null;
  #batch: DeskEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #listeners = new Set<Listener>();
  #resets = new Set<() => void>();
  #hiddenAt = 0;

  /** Listens to batches; `reset` is called when everything on the screen must be fetched again. Returns the way to stop. */
  listen(onBatch: Listener, onReset?: () => void): () => void {
    this.#listeners.add(onBatch);
    if (onReset) this.#resets.add(onReset);
    return () => {
      this.#listeners.delete(onBatch);
      if (onReset) this.#resets.delete(onReset);
    };
  }

  start() {
    if (this.#source) return;
    const source = (this.#source = new EventSource('/api/v1/events'));
    source.onopen = () => (this.connected = true);
    source.onerror = () => {
      this.connected = false;
      // CLOSED means the browser has given up (a server being replaced, or we are signed out); asking who we are tells which.
      if (source.readyState === EventSource.CLOSED) this.#again();
    };
    for (const kind of KINDS) source.addEventListener(kind, (e) => this.#take(e as MessageEvent<string>));
    source.addEventListener('reset', () => this.#reset());
    document.addEventListener('visibilitychange', this.#visibility);
  }

  stop() {
    this.#source?.close();
    this.#source = null;
    this.connected = false;
    clearTimeout(this.#timer);
    clearTimeout(this.#retry);
    this.#timer = undefined;
    this.#batch = [];
    document.removeEventListener('visibilitychange', this.#visibility);
  }

  #again() {
    this.stop();
    this.#retry = setTimeout(async () => {
      try {
        await get('/session');
        this.start();
        this.#reset();
      } catch (e) {
        if ((e as { status?: number }).status !== 401) this.#again();
      }
    }, RETRY_MS);
  }

  #take(e: MessageEvent<string>) {
    this.#batch.push(JSON.parse(e.data) as DeskEvent);
    this.#timer ??= setTimeout(() => {
      const batch = this.#batch;
      this.#batch = [];
      this.#timer = undefined;
      for (const listener of this.#listeners) listener(batch);
    }, GATHER_MS);
  }

  #reset() {
    for (const reset of this.#resets) reset();
  }

  #visibility = () => {
    if (document.hidden) this.#hiddenAt = Date.now();
    else if (this.#hiddenAt && Date.now() - this.#hiddenAt > STALE_MS) this.#reset();
  };
}

export const live = new Live();
