// What somebody is writing on one ticket: kept in the browser until it was really sent.
import { call, onceKey, post, Problem, sentence } from '../api/client';
import type { DraftBody } from '../api/drafts';
import type { Attachment, Entry, StatusKey } from '../api/types';
import { tr } from '../lib/l10n.svelte';
import { keep, recall } from '../lib/storage';
import { Copy } from './copy.svelte';

export type Mode = 'reply' | 'comment';
export interface Upload {
  key: number;
  name: string;
  size: number;
  file: Attachment | null;
  fault: string;
}

/** What the browser keeps of a draft. A file without an id was still on its way. */
interface Kept {
  mode: Mode;
  text: string;
  files?: { name: string; size: number; file: Attachment | null }[];
  /** The key of the message it becomes: a try that this page does not live to see the answer of is not made twice. */
  once?: string;
  /** The server has it like this. */
  same?: boolean;
}

const drafts: Record<string, Draft> = {};

/** The draft on a ticket: one for as long as the page stands, so that nothing of an earlier one is still under way. */
export const draftOf = (user: number, ticket: number): Draft => (drafts[`${user}.${ticket}`] ??= new Draft(user, ticket));

export class Draft {
  mode = $state<Mode>('reply');
  text = $state('');
  uploads = $state.raw<Upload[]>([]);
  sending = $state(false);
  fault = $state('');
  #name: string;
  /** The same for every attempt at one message, so a lost answer never sends it twice. */
  #once = onceKey();
  #key = 0;
  /** The server's copy. */
  readonly copy: Copy;
  /** Whether what stands here was with the server as well when it was last kept. */
  same = false;

  constructor(user: number, ticket: number) {
    this.#name = `draft.${user}.${ticket}`;
    this.copy = new Copy(this, ticket);
    const kept = recall(this.#name);
    if (!kept) return;
    try {
      const { mode, text, files = [], once, same } = JSON.parse(kept) as Kept;
      this.#once = once ?? this.#once;
      this.same = same ?? false;
      this.mode = mode === 'comment' ? 'comment' : 'reply';
      this.text = text;
      this.uploads = files.map((f) => ({ ...f, key: ++this.#key, fault: f.file ? '' : tr('upload-lost') }));
    } catch {
      keep(this.#name, null);
    }
  }

  /** Looks what the server has kept, for example from another browser. */
  open() {
    return this.copy.open();
  }
  /** Takes what was kept elsewhere in place of what stands here. */
  take({ mode, text, files }: DraftBody) {
    this.mode = mode;
    this.text = text;
    this.uploads = files.map((file) => ({ key: ++this.#key, name: file.name, size: file.size, file: { ...file, inline: false }, fault: '' }));
    this.keep();
  }

  /** Keeps it in the browser at once, and has the server keep it soon. */
  keep(same = this.copy.synced) {
    this.same = same;
    if (!same) this.copy.touch();
    const files = this.uploads.map(({ name, size, file }) => ({ name, size, file }));
    const kept: Kept = { mode: this.mode, text: this.text, files, once: this.#once, same };
    keep(this.#name, this.text.trim() || files.length ? JSON.stringify(kept) : null);
  }

  get busy(): boolean {
    return this.uploads.some((u) => !u.file && !u.fault);
  }
  /** A file that did not arrive stops the message: it must not go without it unseen. */
  get failed(): boolean {
    return this.uploads.some((u) => u.fault);
  }
  get ready(): boolean {
    return !this.sending && !this.busy && !this.failed && (this.text.trim() !== '' || this.uploads.some((u) => u.file));
  }

  async attach(files: Iterable<File>) {
    for (const file of files) {
      const upload: Upload = { key: ++this.#key, name: file.name || 'image.png', size: file.size, file: null, fault: '' };
      this.uploads = [...this.uploads, upload];
      this.keep();
      try {
        this.#replace({ ...upload, file: await call<Attachment>('POST', '/attachments', { query: { name: upload.name }, body: file }) });
      } catch (e) {
        this.#replace({ ...upload, fault: sentence(e) });
      }
    }
  }
  #replace(upload: Upload) {
    this.uploads = this.uploads.map((u) => (u.key === upload.key ? upload : u));
    this.keep();
  }
  remove(key: number) {
    this.uploads = this.uploads.filter((u) => u.key !== key);
    this.keep();
  }

  /** Forgets what was sent; what came since stays. */
  #sent(text: string, uploads: Upload[]) {
    this.#once = onceKey();
    if (this.text === text) this.text = '';
    this.uploads = this.uploads.filter((u) => !uploads.some((gone) => gone.key === u.key));
    this.copy.sent();
    this.keep();
  }

  /** Sends, and forgets the draft only when the server has it. The answer is the new entry, or null when it failed. */
  async send(ticket: number, status?: StatusKey): Promise<Entry | null> {
    if (!this.ready) return null;
    this.sending = true;
    this.fault = '';
    // What is sent is what stood there when it was sent off, whatever is clicked meanwhile.
    const { text, uploads } = this;
    const path = `/tickets/${ticket}/${this.mode === 'reply' ? 'replies' : 'comments'}`;
    const attachments = uploads.flatMap((u) => (u.file ? [u.file.id] : []));
    const body = { text: text.trim(), attachments, ...(status ? { status } : {}) };
    try {
      await this.copy.hold();
      const entry = await post<Entry>(path, body, { once: this.#once });
      this.#sent(text, uploads);
      return entry;
    } catch (e) {
      // An earlier try reached the server and its answer was lost: the message stands in the conversation already.
      const before = e instanceof Problem ? e.code : '';
      if (before === 'request.already_done') this.#sent(text, uploads);
      else this.fault = sentence(e);
      if (before === 'key.reused') this.#once = onceKey();
      return null;
    } finally {
      this.sending = false;
    }
  }
}
