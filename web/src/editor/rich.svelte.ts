// The editor at work: the document of one draft, what is marked at the caret, and what is offered there to choose.
import { Editor, type JSONContent } from '@tiptap/core';
import { EditorState } from '@tiptap/pm/state';
import { get, sentence } from '../api/client';
import type { FilledReply } from '../api/settings';
import type { Ticket } from '../api/types';
import type { Draft } from '../desk/draft.svelte';
import { tr } from '../lib/l10n.svelte';
import { session } from '../session.svelte';
import { toasts } from '../toasts.svelte';
import { choices, loadReplies, type Choice } from './choices.svelte';
import { extensions } from './schema';
import { bare, paragraphs, plain } from './text';
import { trigger, type Trigger } from './trigger';

const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const MARKS = ['bold', 'italic', 'link', 'bulletList', 'orderedList', 'blockquote', 'code', 'codeBlock'] as const;
export type Marked = Record<(typeof MARKS)[number], boolean>;

export class Rich {
  /** What holds at the caret. */
  marked = $state.raw({} as Marked);
  empty = $state(true);
  asked = $state.raw<Trigger | null>(null);
  /** Colleagues and saved replies may come in while one is asked for. */
  offered: Choice[] = $derived.by(() => this.#choices());
  at = $state(0);
  /** The field for a link's address is open. */
  linking = $state(false);
  readonly editor: Editor;
  /** Where a sign stands that was said no to. */
  #refused = -1;

  constructor(
    place: HTMLElement,
    private draft: Draft,
    private ticket: () => Ticket,
    private typed: () => void,
    private keys: (e: KeyboardEvent) => void,
  ) {
    this.editor = new Editor({
      element: place,
      extensions,
      content: this.#kept(),
      editorProps: { handleKeyDown: (_, e) => this.#key(e), handlePaste: (_, e) => this.#paste(e) },
      onUpdate: () => this.#wrote(),
      onTransaction: () => this.#look(),
      onBlur: () => (this.asked = null),
    });
    this.#look();
  }

  #kept = (): string | JSONContent => this.draft.html ?? { type: 'doc', content: paragraphs(this.draft.text) };

  /** Shows what the draft holds now: it was sent, or taken from elsewhere. What went before cannot be undone into it. */
  show() {
    this.editor.commands.setContent(this.#kept(), { emitUpdate: false });
    const { doc, plugins, schema } = this.editor.state;
    this.editor.view.updateState(EditorState.create({ doc, plugins, schema }));
    this.#look();
  }
  /** Takes out the pictures whose file no longer goes along. */
  without(files: ReadonlySet<number>) {
    const { tr: step, doc } = this.editor.state;
    doc.descendants((node, at) => {
      if (node.type.name === 'picture' && !files.has(node.attrs.file as number)) step.delete(step.mapping.map(at), step.mapping.map(at + 1));
    });
    if (step.docChanged) this.editor.view.dispatch(step);
  }
  focus = () => void this.editor.commands.focus('end');

  #wrote() {
    const { doc } = this.editor.state;
    const text = plain(doc);
    this.draft.write(text, text.trim() && !bare(doc) ? this.editor.getHTML() : null);
    this.typed();
  }
  #look() {
    const { editor } = this;
    // The first look comes from inside the making of it.
    if (!editor) return;
    this.marked = Object.fromEntries(MARKS.map((name) => [name, editor.isActive(name)])) as Marked;
    this.empty = editor.isEmpty;
    this.#offer();
  }

  #before(): { asked: Trigger; from: number; to: number } | null {
    const { empty, $from: caret } = this.editor.state.selection;
    if (!empty || caret.parent.type.spec.code) return null;
    const asked = trigger(caret.parent.textBetween(Math.max(0, caret.parentOffset - 60), caret.parentOffset, undefined, '\ufffc'));
    if (!asked || (asked.kind === 'mention' && this.draft.mode !== 'comment')) return null;
    return { asked, from: caret.pos - asked.length, to: caret.pos };
  }
  #offer() {
    const found = this.editor.isFocused ? this.#before() : null;
    if (!found || found.from === this.#refused) {
      if (!found) this.#refused = -1;
      this.asked = null;
      return;
    }
    const { asked } = found;
    if (asked.kind === 'reply' && this.asked?.kind !== 'reply') void loadReplies().catch(() => {});
    if (asked.kind !== this.asked?.kind || asked.query !== this.asked.query) this.at = 0;
    this.asked = asked;
  }

  #choices(): Choice[] {
    return this.asked ? choices(this.asked, this.ticket(), session.me?.id ?? 0) : [];
  }

  /** Puts a sign at the caret, as if it were typed: what can be chosen there opens. */
  sign(sign: '/' | '@') {
    const { $from: caret } = this.editor.state.selection;
    const before = caret.parent.textBetween(Math.max(0, caret.parentOffset - 1), caret.parentOffset, undefined, ' ');
    this.#refused = -1;
    this.editor.chain().focus().insertContent({ type: 'text', text: (before.trim() ? ' ' : '') + sign }).run();
    this.#offer();
  }
  async choose(choice: Choice) {
    const found = this.#before();
    if (!found) return;
    const { from, to } = found;
    this.asked = null;
    if (choice.kind === 'reply') return this.#fill(choice.id, from, to);
    const content: JSONContent[] = choice.kind === 'emoji' ? [{ type: 'text', text: choice.sign }] : [{ type: 'mention', attrs: { user: choice.id, name: choice.name } }];
    this.editor.chain().focus().insertContentAt({ from, to }, [...content, { type: 'text', text: ' ' }]).run();
  }
  async #fill(id: number, from: number, to: number) {
    const { editor, draft } = this;
    const before = editor.state.doc;
    this.#refused = from;
    try {
      const { text, missing } = await get<FilledReply>(`/saved-replies/${id}/filled`, { ticket: this.ticket().number });
      if (editor.isDestroyed) return;
      const blocks = paragraphs(text.trim());
      const here = editor.state.doc.eq(before) ? { from, to } : { from: editor.state.selection.from, to: editor.state.selection.from };
      const spot = editor.state.doc.resolve(here.from);
      const whole = spot.parent.type.name === 'paragraph' && spot.parent.content.size === here.to - here.from;
      const range = whole ? { from: spot.before(), to: spot.after() } : here;
      editor.chain().focus().insertContentAt(range, !whole && blocks.length === 1 ? (blocks[0]?.content ?? []) : blocks).run();
      if (missing.length) toasts.show(tr('reply-gaps', { names: missing.join(', ') }));
    } catch (e) {
      draft.fault = sentence(e);
    }
    this.#refused = -1;
  }

  /** An address behind what is marked, or written out where nothing is; null takes it away. */
  link(href: string | null) {
    this.linking = false;
    const { empty } = this.editor.state.selection;
    const steps = this.editor.chain().focus();
    if (href === null) steps.extendMarkRange('link').unsetMark('link').run();
    else if (empty && !this.marked.link) steps.insertContent({ type: 'text', text: href.replace(/^mailto:/, ''), marks: [{ type: 'link', attrs: { href } }] }).run();
    else steps.extendMarkRange('link').setMark('link', { href }).run();
  }
  get href(): string {
    return (this.editor.getAttributes('link').href as string | undefined) ?? '';
  }

  #key(e: KeyboardEvent): boolean {
    if (this.asked && this.offered.length && !e.isComposing) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
      if (step) this.at = (this.at + step + this.offered.length) % this.offered.length;
      if ((e.key === 'Enter' || e.key === 'Tab') && !e.metaKey && !e.ctrlKey) void this.choose(this.offered[this.at]!);
      else if (!step && e.key !== 'Escape') return this.#plainKey(e);
      if (e.key === 'Escape') this.#refuse();
      e.preventDefault();
      e.stopPropagation();
      return true;
    }
    return this.#plainKey(e);
  }
  #plainKey(e: KeyboardEvent): boolean {
    if (e.key.toLowerCase() === 'u' && e.shiftKey && (e.metaKey || e.ctrlKey)) {
      e.preventDefault();
      return (this.linking = true);
    }
    this.keys(e);
    return e.defaultPrevented;
  }
  #refuse() {
    this.#refused = this.#before()?.from ?? -1;
    this.asked = null;
  }

  #paste(e: ClipboardEvent): boolean {
    const files = [...(e.clipboardData?.files ?? [])];
    // Office programs put a picture of the text beside it.
    if (!files.length || e.clipboardData?.getData('text/plain')) return false;
    e.preventDefault();
    // Whoever takes files for the whole box need not take these again.
    e.stopPropagation();
    void this.#attach(files);
    return true;
  }
  async #attach(files: File[]) {
    const { draft, editor } = this;
    for (const file of files) {
      const known = draft.uploads.map((upload) => upload.key);
      await draft.attach([file]);
      const upload = draft.uploads.find((one) => !known.includes(one.key) && one.file && one.size === file.size);
      if (!upload?.file || !PICTURES.includes(file.type) || editor.isDestroyed) continue;
      editor.chain().focus().insertContent({ type: 'picture', attrs: { file: upload.file.id, alt: upload.name } }).run();
    }
  }
}
