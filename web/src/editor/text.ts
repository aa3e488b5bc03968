// Between a document and plain text, as the server would write it: what a draft keeps, and what a mail says to who reads
// no marks.
import type { JSONContent } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';

/** Plain text as paragraphs; a single line end stays one. */
export function paragraphs(text: string): JSONContent[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .map((block) => {
      const content = block.split('\n').flatMap((line, i): JSONContent[] => [...(i ? [{ type: 'hardBreak' }] : []), ...(line ? [{ type: 'text', text: line }] : [])]);
      return content.length ? { type: 'paragraph', content } : { type: 'paragraph' };
    });
}

const lines = (text: string, first: string, rest: string) =>
  text
    .split('\n')
    .map((line, i) => ((i ? rest : first) + line).trimEnd())
    .join('\n');

function inline(node: Node): string {
  let text = '';
  node.forEach((child) => {
    if (child.isText) {
      const href = child.marks.find((mark) => mark.type.name === 'link')?.attrs.href as string | undefined;
      const said = child.text ?? '';
      text += href && href.replace(/^mailto:/, '') !== said ? `${said} (${href})` : said;
    } else if (child.type.name === 'hardBreak') text += '\n';
    else if (child.type.name === 'picture') text += `[${child.attrs.alt as string}]`;
    else if (child.type.name === 'mention') text += `@${child.attrs.name as string}`;
  });
  return text;
}

/** A document as plain text; empty when nothing is written. */
export function plain(node: Node): string {
  if (node.isTextblock) return inline(node);
  const parts: string[] = [];
  node.forEach((child, _, index) => {
    const text = plain(child);
    if (child.type.name === 'blockquote') parts.push(lines(text, '> ', '> '));
    else if (child.type.name === 'listItem') {
      const mark = node.type.name === 'orderedList' ? `${index + Number(node.attrs.start ?? 1)}. ` : '- ';
      parts.push(lines(text, mark, ' '.repeat(mark.length)));
    } else parts.push(text);
  });
  const tight = node.type.name === 'bulletList' || node.type.name === 'orderedList';
  return parts.join(tight ? '\n' : '\n\n').replace(/\n{3,}/g, '\n\n');
}

/** Whether the text says it all: nothing has a mark. */
export function bare(doc: Node): boolean {
  let marked = false;
  doc.descendants((node) => {
    marked ||= node.marks.length > 0 || !['paragraph', 'text', 'hardBreak'].includes(node.type.name);
  });
  return !marked;
}
