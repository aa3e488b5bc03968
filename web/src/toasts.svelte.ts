// Short messages at the foot of the screen, and the one polite voice for screen readers.

export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'bad';
  link?: { href: string; text: string };
  /** Takes back what the toast tells of; Ctrl or ⌘ Z does it as well. */
  undo?: () => void;
  /** Also while the cursor stands in an empty field: what was in it is what is taken back. */
  fromField?: boolean;
}
/** Milliseconds a toast stays; long enough to read two lines twice. */
const STAY_MS = 8_000;
/** Milliseconds between announcements, so a burst does not talk over itself. */
const SPEAK_MS = 5_000;

class Toasts {
  items = $state.raw<Toast[]>([]);
  spoken = $state('');
  #id = 0;
  #spokeAt = 0;

  show(text: string, tone: Toast['tone'] = 'plain', link?: Toast['link'], undo?: () => void, ms = STAY_MS, fromField = false) {
    const id = ++this.#id;
    this.items = [...this.items.slice(-2), { id, text, tone, link, undo, fromField }];
    setTimeout(() => this.close(id), ms);
    return id;
  }
  /** What was done, with the way back. */
  done(text: string, undo: () => void) {
    this.show(text, 'plain', undefined, undo);
  }
  /** Something that can be taken back for so long, also from the field that it came from. */
  held(text: string, undo: () => void, ms: number): number {
    return this.show(text, 'plain', undefined, undo, ms, true);
  }
  /** Takes the last thing back that still can be; false when there is none. */
  undoLast(inField = false): boolean {
    const last = this.items.findLast((t) => t.undo && (!inField || t.fromField));
    if (last) this.undo(last);
    return !!last;
  }
  undo(toast: Toast) {
    this.close(toast.id);
    toast.undo?.();
  }
  close(id: number) {
    this.items = this.items.filter((t) => t.id !== id);
  }
  /** Whoever opened a ticket need not be told of it any more. */
  opened(number: number) {
    this.items = this.items.filter((t) => !t.link?.href.endsWith(`/${number}`));
  }
  /** Says a sentence to screen readers, at most once in five seconds; what comes in between is on the screen anyway. */
  announce(text: string) {
    if (Date.now() - this.#spokeAt < SPEAK_MS) return;
    this.#spokeAt = Date.now();
    this.spoken = text;
  }
}

export const toasts = new Toasts();
