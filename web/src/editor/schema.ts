// What can be written: paragraphs, lists, quotes, code, bold, italic, links, pictures and mentions. Whatever is pasted is
// read as these and nothing else; the server keeps no more than this either.
import { Mark, mergeAttributes, Node, type Extensions } from '@tiptap/core';
import { Blockquote } from '@tiptap/extension-blockquote';
import { Bold } from '@tiptap/extension-bold';
import { Code } from '@tiptap/extension-code';
import { CodeBlock } from '@tiptap/extension-code-block';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Italic } from '@tiptap/extension-italic';
import { BulletList } from '@tiptap/extension-list/bullet-list';
import { ListItem } from '@tiptap/extension-list/item';
import { OrderedList } from '@tiptap/extension-list/ordered-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { UndoRedo } from '@tiptap/extensions/undo-redo';
import { linkable } from './link';

const Link = Mark.create({
  name: 'link',
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [{ tag: 'a[href]', getAttrs: (a) => (linkable((a as HTMLElement).getAttribute('href') ?? '') ? null : false) }],
  renderHTML: ({ HTMLAttributes }) => ['a', mergeAttributes(HTMLAttributes, { rel: 'noopener noreferrer' }), 0],
});

const CID = /^cid:file-(\d+)@wissel$/;
const Picture = Node.create({
  name: 'picture',
  group: 'inline',
  inline: true,
  draggable: true,
  addAttributes: () => ({
    file: {
      default: null,
      parseHTML: (el: HTMLElement) => Number(CID.exec(el.getAttribute('src') ?? '')?.[1]),
      renderHTML: ({ file }: Record<string, unknown>) => ({ src: `cid:file-${String(file)}@wissel` }),
    },
    alt: { default: '' },
  }),
  parseHTML: () => [{ tag: 'img[src]', getAttrs: (el) => (CID.test((el as HTMLElement).getAttribute('src') ?? '') ? null : false) }],
  renderHTML: ({ HTMLAttributes }) => ['img', HTMLAttributes],
  renderText: ({ node }) => `[${node.attrs.alt as string}]`,
  addNodeView: () => ({ node }) => {
    const dom = document.createElement('img');
    dom.src = `/api/v1/attachments/${Number(node.attrs.file)}?inline=1`;
    dom.alt = node.attrs.alt as string;
    return { dom };
  },
});

const Mention = Node.create({
  name: 'mention',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,
  addAttributes: () => ({
    user: {
      default: null,
      parseHTML: (el: HTMLElement) => Number(el.dataset.mention),
      renderHTML: ({ user }: Record<string, unknown>) => ({ 'data-mention': String(user) }),
    },
    name: { default: '', parseHTML: (el: HTMLElement) => (el.textContent ?? '').replace(/^@/, ''), renderHTML: () => ({}) },
  }),
  parseHTML: () => [{ tag: 'span[data-mention]' }],
  renderHTML: ({ node, HTMLAttributes }) => ['span', HTMLAttributes, `@${node.attrs.name as string}`],
  renderText: ({ node }) => `@${node.attrs.name as string}`,
});

export const extensions: Extensions = [
  Document,
  Paragraph,
  Text,
  // ⌘↵ sends.
  HardBreak.extend({
    addKeyboardShortcuts() {
      return { 'Shift-Enter': () => this.editor.commands.setHardBreak() };
    },
  }),
  Bold,
  Italic,
  Code,
  CodeBlock,
  Blockquote,
  BulletList,
  OrderedList,
  ListItem,
  Link,
  Picture,
  Mention,
  UndoRedo,
];
