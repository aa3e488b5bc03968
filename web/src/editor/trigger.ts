// What somebody is about to choose, by what stands before the caret.
export type Kind = 'reply' | 'mention' | 'emoji';
export interface Trigger {
  kind: Kind;
  query: string;
  /** Characters back from the caret to its sign. */
  length: number;
}
const KINDS: Record<string, Kind> = { '/': 'reply', ';': 'reply', '@': 'mention', ':': 'emoji' };

/** A sign after a blank or at the beginning, and what follows it; nothing after a sign that a blank follows. */
export function trigger(before: string): Trigger | null {
  const found = /(?:^|[\s(\ufffc])([/;@:])([^\s/;@:\ufffc][^/;@:\n\ufffc]{0,39})?$/.exec(before);
  if (!found) return null;
  const [, sign = '', query = ''] = found;
  const kind = KINDS[sign]!;
  // A colon is mostly just a colon, and an emoji has no blanks in its name.
  if (kind === 'emoji' && (query.length < 2 || /\s/.test(query))) return null;
  return { kind, query, length: query.length + 1 };
}
