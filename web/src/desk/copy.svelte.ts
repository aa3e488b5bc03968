// The server's copy of a draft: kept five seconds after the last key and on leaving, so that it outlives this browser.
import { call, get, onceKey, Problem } from '../api/client';
import type { KeptDraft } from '../api/types';
import { keep, recall } from '../lib/storage';
import type { Draft } from './draft.svelte';

const AFTER_MS = 5_000;
/** Longer ones the browser does not carry over the end of a page. */
const CARRIED = 60_000;

/** A name for this browser, so that it knows which drafts are its own. */
function writer(): string {
  const name = recall('writer') ?? onceKey();
  keep('writer', name);
  return name;
}

export class Copy {
  /** What was written elsewhere, where something else is written here. */
  other = $state.raw<Pick<KeptDraft, 'mode' | 'text'> | null>(null);
  /** What the server has, as far as we know. */
  #there = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #going: Promise<void> | null = null;

  constructor(
    private draft: Draft,
    private ticket: number,
  ) {}

  /** What there is to keep, as the server takes it. */
  get #mine() {
    const { mode, text, uploads } = this.draft;
    const files = uploads.flatMap(({ file }) => (file ? [{ id: file.id, name: file.name, media_type: file.media_type, size: file.size }] : []));
    return { mode, text, files };
  }

  /** Looks whether something was written elsewhere. `same`: what stands here had reached the server before. */
  async open(same: boolean) {
    const kept = await get<KeptDraft>(`/tickets/${this.ticket}/draft`).catch(() => null);
    if (!kept || this.draft.sending) return;
    const { mode, text, files } = kept;
    const mine = this.#mine;
    this.#there = kept.at ? JSON.stringify({ mode, text, files }) : '';
    if (this.#there === JSON.stringify(mine)) return this.draft.keep();
    const empty = !mine.text.trim() && !mine.files.length;
    // Sent, thrown away or gone on with elsewhere, and untouched here since.
    if (empty || same) return (kept.at || same) && this.draft.take(kept);
    if (kept.at && kept.writer !== writer() && text.trim() && text !== mine.text) this.other = { mode, text };
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
    await this.#going;
    const mine = this.#mine;
    const now = JSON.stringify(mine);
    if (now === this.#there || this.draft.sending || (!this.#there && !mine.text.trim() && !mine.files.length)) return;
    this.#going = this.#send(mine, now);
    await this.#going;
    this.#going = null;
  }
  async #send(mine: object, now: string) {
    try {
      const kept = await call<KeptDraft>('PUT', `/tickets/${this.ticket}/draft`, { body: { ...mine, writer: writer() }, keepalive: now.length < CARRIED });
      this.#there = now;
      if (kept.replaced?.trim()) this.other = { mode: kept.mode, text: kept.replaced };
      this.draft.keep(true);
    } catch (e) {
      // It stands in the browser meanwhile.
      if (!(e instanceof Problem) || e.status === 0 || e.status >= 500) this.touch();
    }
  }

  /** Nothing more goes out while the message itself does. */
  async hold() {
    clearTimeout(this.#timer);
    await this.#going;
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
    const { mode, text } = this.draft;
    this.draft.mode = other.mode;
    this.draft.text = other.text;
    this.other = text.trim() ? { mode, text } : null;
    this.draft.keep();
  }
}
