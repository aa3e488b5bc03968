// What one of us wrote with marks, taken apart into the few things it can hold. The server keeps no others either; here
// nothing is ever read as HTML by the page itself.
export interface Mark {
  tag: string;
  /** Where a link leads. */
  href?: string;
  /** The file that a picture is. */
  file?: number;
  alt?: string;
  /** The user who is mentioned. */
  user?: number;
  inside: Rich[];
}
export type Rich = string | Mark;

const TAGS = new Set(['a', 'b', 'blockquote', 'br', 'code', 'em', 'i', 'img', 'li', 'ol', 'p', 'pre', 'span', 'strong', 'ul']);
const FILE = /^cid:file-(\d+)@wissel$/;

function read(node: Node): Rich[] {
  if (node.nodeType === 3) return node.textContent ? [node.textContent] : [];
  if (node.nodeType !== 1) return [];
  const el = node as Element;
  const tag = el.tagName.toLowerCase();
  const inside = [...el.childNodes].flatMap(read);
  if (!TAGS.has(tag)) return inside;
  if (tag === 'a') {
    const href = el.getAttribute('href') ?? '';
    return /^(https?|mailto|tel):/i.test(href) ? [{ tag, href, inside }] : inside;
  }
  if (tag === 'img') {
    const file = FILE.exec(el.getAttribute('src') ?? '')?.[1];
    return file ? [{ tag, file: Number(file), alt: el.getAttribute('alt') ?? '', inside: [] }] : [];
  }
  if (tag === 'span') {
    const user = Number(el.getAttribute('data-mention'));
    return user > 0 ? [{ tag, user, inside }] : inside;
  }
  return [{ tag, inside }];
}

export const rich = (html: string): Rich[] => [...new DOMParser().parseFromString(html, 'text/html').body.childNodes].flatMap(read);
