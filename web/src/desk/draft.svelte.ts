// What somebody is writing on one ticket: kept in the browser until it was really sent.
import { onceKey, post, Problem, sentence } from '../api/client';
import type { DraftBody } from '../api/drafts';
import type { TakenBack } from '../api/sending';
import type { Attachment, Entry, StatusKey } from '../api/types';
import { keep, recall } from '../lib/storage';
import { session } from '../session.svelte';
import { Copy } from './copy.svelte';
import { Addressing, type People } from './recipients.svelte';
import { otherTabs } from './tabs';
import { Upload } from './uploads.svelte';

export type Mode = 'reply' | 'comment';

/** What the browser keeps of a draft. A file without an id was still on its way. */
interface Kept {
  mode: Mode;
  text: string;
  /** The same with marks, where it has any. */
  html?: string | null;
  files?: { name: string; size: number; file: Attachment | null }[];
  /** Whom it goes to, when its writer said so. */
  people?: People | null;
  /** What had to make way, and is offered. */
  other?: DraftBody | null;
  /** The key of the message it becomes: a try that this page does not live to see the answer of is not made twice. */
  once?: string;
  /** The server has it like this. */
  same?: boolean;
  /** When it was last written on, in milliseconds of this machine's clock. */
  typed?: number;
}
const parsed = (kept: string | null): Kept | null => {
  try {
    return kept ? (JSON.parse(kept) as Kept) : null;
  } catch {
    return null;
  }
};

const drafts: Record<string, Draft> = {};

/** The draft on a ticket: one for as long as the page stands, so that nothing of an earlier one is still under way. */
export const draftOf = (user: number, ticket: number): Draft => (drafts[`${user}.${ticket}`] ??= new Draft(user, ticket));

export class Draft {
  mode = $state<Mode>('reply');
  text = $state('');
  /** The same with marks, where it has any. */
  html = $state.raw<string | null>(null);
  /** Counts up when what stands here was not written here: it was sent, or taken from elsewhere. */
  revision = $state(0);
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
  /** When it was last written on, in milliseconds of this machine's clock. */
  typed = 0;

  /** Whom it goes to. */
  readonly people = new Addressing();
  /** Counts how often a reply came back here, to be written on. */
  back = $state(0);

  constructor(user: number, ticket: number) {
    this.#name = `draft.${user}.${ticket}`;
    this.copy = new Copy(this, ticket);
    const kept = parsed(recall(this.#name));
    if (!kept) keep(this.#name, null);
    else {
      this.#read(kept);
      this.same = kept.same ?? false;
      this.typed = kept.typed ?? 0;
      this.uploads = (kept.files ?? []).map((f) => Upload.kept(++this.#key, f.name, f.size, f.file));
    }
    otherTabs(this.#name, (before, now) => this.#elsewhere(parsed(before), parsed(now)));
  }
  #read({ mode, text, html = null, people, other, once }: Kept) {
    this.#once = once ?? this.#once;
    this.mode = mode === 'comment' ? 'comment' : 'reply';
    if (this.text !== text || this.html !== html) this.revision++;
    this.write(text, html);
    this.people.own = people ?? null;
    this.copy.other = other ?? null;
  }

  /** Another tab of this browser went on with it: the latest stands, and what was only here is offered. */
  #elsewhere(before: Kept | null, now: Kept | null) {
    if (this.sending) return;
    const { text: mine, html } = this;
    this.#read(now ?? { mode: this.mode, text: '' });
    this.same = now?.same ?? true;
    const files = (now?.files ?? []).flatMap((f) => (f.file ? [Upload.kept(++this.#key, f.name, f.size, f.file)] : []));
    this.uploads = [...files, ...this.uploads.filter((u) => u.busy)];
    const lost = mine.trim() && mine !== this.text && mine !== (before?.text ?? '');
    if (lost) this.copy.other = { mode: this.mode, text: mine, html, files: [] };
  }

  /** Looks what the server has kept, for example from another browser. */
  open() {
    return this.copy.open();
  }
  /** Takes what was kept elsewhere in place of what stands here. */
  take({ mode, text, html = null, files }: DraftBody) {
    this.mode = mode;
    this.write(text, html);
    this.revision++;
    this.uploads = files.map((file) => Upload.kept(++this.#key, file.name, file.size, { ...file, inline: false }));
    this.keep();
  }

  /** Something was written; whoever writes also has it kept. */
  write(text: string, html: string | null) {
    this.text = text;
    this.html = html;
  }

  /** Keeps it in the browser at once, and has the server keep it soon. */
  keep(same = this.copy.synced) {
    this.same = same;
    if (!same) this.typed = Date.now();
    if (!same) this.copy.touch();
    const files = this.uploads.map(({ name, size, file }) => ({ name, size, file }));
    const { other } = this.copy;
    const kept: Kept = { mode: this.mode, text: this.text, html: this.html, files, people: this.people.own, other, once: this.#once, same, typed: this.typed };
    keep(this.#name, this.text.trim() || files.length || other ? JSON.stringify(kept) : null);
  }

  get busy(): boolean {
    return this.uploads.some((u) => u.busy);
  }
  /** A file that did not arrive stops the message: it must not go without it unseen. */
  get failed(): boolean {
    return this.uploads.some((u) => u.fault);
  }
  get ready(): boolean {
    if (this.sending || this.busy || this.failed || (this.mode === 'reply' && !this.people.good)) return false;
    return this.text.trim() !== '' || this.uploads.some((u) => u.file);
  }

  async attach(files: Iterable<File>) {
    const all = [...files].map((file) => ({ file, upload: new Upload(++this.#key, file.name || 'image.png', file.size) }));
    this.uploads = [...this.uploads, ...all.map(({ upload }) => upload)];
    this.keep();
    for (const { file, upload } of all) {
      // Taken out while it waited for those before it.
      if (!this.uploads.includes(upload)) continue;
      await upload.send(file);
      this.keep();
    }
  }
  remove(key: number) {
    this.uploads.find((u) => u.key === key)?.stop();
    this.uploads = this.uploads.filter((u) => u.key !== key);
    this.keep();
  }

  /** A reply was taken back: it is written on here. What was begun since stays, and it is offered beside that. */
  restore({ text, html, attachments, to, cc }: TakenBack) {
    const files = attachments.map(({ id, name, media_type, size }) => ({ id, name, media_type, size }));
    const body: DraftBody = { mode: 'reply', text, html, files };
    if (this.text.trim() || this.uploads.length) {
      this.copy.other = body;
      this.keep();
    } else {
      this.people.own = { to, cc };
      this.take(body);
    }
    this.back += 1;
  }

  /** Forgets what was sent; what came since stays. */
  #sent(text: string, html: string | null, uploads: Upload[]) {
    this.#once = onceKey();
    if (this.text === text && this.html === html) {
      this.write('', null);
      this.revision++;
    }
    this.uploads = this.uploads.filter((u) => !uploads.some((gone) => gone.key === u.key));
    this.people.own = null;
    this.copy.sent();
    this.keep();
  }

  /** It goes to those who stand there, and can be taken back for as long as one likes. */
  #asReply(status?: StatusKey) {
    const hold_seconds = session.me?.undo_send || undefined;
    const { own, usual, now } = this.people;
    return { status, hold_seconds, ...(own || usual?.to.length ? now : {}) };
  }

  /** Sends, and forgets the draft only when the server has it. The answer is the new entry, or null when it failed. */
  async send(ticket: number, status?: StatusKey): Promise<Entry | null> {
    if (!this.ready) return null;
    this.sending = true;
    this.fault = '';
    // What is sent is what stood there when it was sent off, whatever is clicked meanwhile.
    const { text, html, uploads } = this;
    const path = `/tickets/${ticket}/${this.mode === 'reply' ? 'replies' : 'comments'}`;
    const attachments = uploads.flatMap((u) => (u.file ? [u.file.id] : []));
    const body = { text: text.trim(), ...(html ? { html } : {}), attachments, ...(this.mode === 'reply' ? this.#asReply(status) : {}) };
    try {
      await this.copy.hold();
      const entry = await post<Entry>(path, body, { once: this.#once });
      this.#sent(text, html, uploads);
      return entry;
    } catch (e) {
      // An earlier try reached the server and its answer was lost: the message stands in the conversation already.
      const before = e instanceof Problem ? e.code : '';
      if (before === 'request.already_done') this.#sent(text, html, uploads);
      else this.fault = e instanceof Problem ? (e.field('to') ?? e.field('cc') ?? e.message) : sentence(e);
      if (before === 'key.reused') this.#once = onceKey();
      return null;
    } finally {
      this.sending = false;
    }
  }
}
