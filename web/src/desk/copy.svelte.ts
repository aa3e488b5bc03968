// The server's copy of a draft: kept five seconds after the last key and on leaving, so that it outlives this browser.
import { call, get, onceKey, Problem } from '../api/client';
import type { DraftBody, KeptDraft } from '../api/drafts';
import { keep, recall } from '../lib/storage';
import type { Draft } from './draft.svelte';

const AFTER_MS = 5_000;
/** Bytes; longer ones the browser does not carry over the end of a page. */
const CARRIED = 60_000;
/** The longest that a message waits for its draft on the way. */
const HOLD_MS = 2_000;

/** A name for this browser: its tabs have one draft between them (see tabs.ts), those of any other are told apart. */
export const writer = browser();
function browser(): string {
  const name = recall('writer') ?? onceKey();
  keep('writer', name);
  return name;
}
const holds = ({ text, files }: DraftBody) => text.trim() !== '' || files.length > 0;

export class Copy {
  /** What was written elsewhere, where something else is written here. */
  other = $state.raw<DraftBody | null>(null);
  /** What the server has, as far as we know. */
  #there = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #going: Promise<void> | null = null;

  constructor(
    private draft: Draft,
    private ticket: number,
  ) {}

  /** What there is to keep, as the server takes it. */
  get #mine(): DraftBody {
    const { mode, text, html, uploads } = this.draft;
    const files = uploads.flatMap(({ file }) => (file ? [{ id: file.id, name: file.name, media_type: file.media_type, size: file.size }] : []));
    return { mode, text, html, files };
  }

  /** Looks whether something was written elsewhere. */
  async open() {
    const before = JSON.stringify(this.#mine);
    const kept = await get<KeptDraft>(`/tickets/${this.ticket}/draft`).catch(() => null);
    if (!kept || this.draft.sending) return;
    const { mode, text, html = null, files } = kept;
    const mine = this.#mine;
    this.#there = kept.at ? JSON.stringify({ mode, text, html, files }) : '';
    if (this.#there === JSON.stringify(mine)) return this.draft.keep();
    const { same, busy, failed } = this.draft;
    // What was typed while this was asked, and a file that is not there yet, are in nobody's copy.
    const untouched = JSON.stringify(mine) === before && !busy && !failed;
    // Sent, thrown away or gone on with elsewhere, and untouched here since.
    if (untouched && (same || !holds(mine))) return (kept.at || same) && this.draft.take(kept);
    // A browser that was killed may have lost its last words, which the server has: what was kept later stands here.
    const behind = untouched && kept.writer === writer && Date.parse(kept.at ?? '') > this.draft.typed;
    if (behind && holds(kept)) {
      this.draft.take(kept);
      this.other = holds(mine) ? mine : null;
      return this.draft.keep();
    }
    if (kept.at && kept.writer !== writer && holds(kept)) this.other = { mode, text, html, files };
    this.touch();
  }

  /** Something changed here. */
  touch() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.put(), AFTER_MS);
  }

  get synced(): boolean {
    return this.#there === JSON.stringify(this.#mine);
  }

  /** Has the server keep what stands here now. */
  async put() {
    clearTimeout(this.#timer);
    // One after the other: the last to arrive is the last that was written.
    const next = (this.#going ?? Promise.resolve()).then(() => this.#send());
    this.#going = next;
    await next;
    if (this.#going === next) this.#going = null;
  }
  async #send() {
    const mine = this.#mine;
    const now = JSON.stringify(mine);
    if (now === this.#there || this.draft.sending || (!this.#there && !holds(mine))) return;
    try {
      const keepalive = new Blob([now]).size < CARRIED;
      const kept = await call<KeptDraft>('PUT', `/tickets/${this.ticket}/draft`, { body: { ...mine, writer }, keepalive });
      this.#there = now;
      if (kept.replaced && holds(kept.replaced)) this.other = kept.replaced;
      // More may have been typed meanwhile.
      this.draft.keep();
    } catch (e) {
      // It stands in the browser meanwhile.
      if (!(e instanceof Problem) || e.status === 0 || e.status >= 500) this.touch();
    }
  }

  /** Nothing more goes out while the message itself does. */
  async hold() {
    clearTimeout(this.#timer);
    await Promise.race([this.#going, new Promise((soon) => setTimeout(soon, HOLD_MS))]);
  }
  /** The server forgot its copy with the message it sent. */
  sent() {
    this.#there = '';
    this.other = null;
  }

  /** Puts what was written elsewhere here, and offers what stood here. */
  swap() {
    const { other } = this;
    if (!other) return;
    const mine = this.#mine;
    this.draft.take(other);
    this.other = holds(mine) ? mine : null;
  }
}
