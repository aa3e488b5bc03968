import { Editor } from '@tiptap/core';
import { expect, test } from 'vitest';
import { sees } from '../editor/choices.svelte';
import { emoji } from '../editor/emoji';
import { whole } from '../editor/link';
import { extensions } from '../editor/schema';
import { bare, paragraphs, plain } from '../editor/text';
import { trigger } from '../editor/trigger';
import { rich } from '../lib/rich';
import type { User } from '../api/types';

const made = (content: string) => new Editor({ extensions, content });

test('plain text comes out of the editor as it went in', () => {
  for (const text of ['', 'Hi', 'Hi,\nyou', 'Hi\n\nyou\nand\n\nme', ' a  b']) {
    const { doc } = new Editor({ extensions, content: { type: 'doc', content: paragraphs(text) } }).state;
    expect(plain(doc)).toBe(text);
    expect(bare(doc)).toBe(true);
  }
});
test('marks are told in plain text as well', () => {
  const { doc } = made('<p>Hi <b>Jo</b></p><ul><li>one</li><li>two<ol><li>deep</li></ol></li></ul><blockquote><p>a</p><p>b</p></blockquote><pre>x\ny</pre><p><a href="https://acme.test/a">here</a></p>').state;
  expect(plain(doc)).toBe('Hi Jo\n\n- one\n- two\n\n  1. deep\n\n> a\n>\n> b\n\nx\ny\n\nhere (https://acme.test/a)');
  expect(bare(doc)).toBe(false);
});
test('of what is pasted only what can be written is kept', () => {
  const html = '<h1 style="color:red" onclick="x()">Big</h1><table><tr><td>cell</td></tr></table><img src="https://e.test/a.png"><a href="javascript:x()">b</a><script>x()</script>';
  expect(made(html).getHTML()).toBe('<p>Big</p><p>cell</p><p>b</p>');
});
test('pictures and mentions come back from a draft', () => {
  const html = '<p><span data-mention="5">@Maud de Wit</span> see <img src="cid:file-7@wissel" alt="a.png"></p>';
  const { doc } = made(html).state;
  expect(plain(doc)).toBe('@Maud de Wit see [a.png]');
  expect(made(made(html).getHTML()).getHTML()).toBe(made(html).getHTML());
  expect(made(html).getHTML()).toContain('data-mention="5"');
  expect(made(html).getHTML()).toContain('cid:file-7@wissel');
});
test('a sign asks for something only where it begins a word', () => {
  expect(trigger('/')).toEqual({ kind: 'reply', query: '', length: 1 });
  expect(trigger('Hi ;ref pol')).toEqual({ kind: 'reply', query: 'ref pol', length: 8 });
  expect(trigger('ask @ma')).toEqual({ kind: 'mention', query: 'ma', length: 3 });
  expect(trigger('well :th')).toEqual({ kind: 'emoji', query: 'th', length: 3 });
  for (const no of ['and/or', 'a; b', 'jo@x', 'at 9:30', 'so: ok', 'https://x', '/ no', ':)', '']) expect(trigger(no), no).toBeNull();
});
test('an emoji has a name in either language', () => {
  expect(emoji('dui')[0]?.sign).toBe('👍');
  expect(emoji('thumbs').map((one) => one.sign)).toEqual(['👍', '👎']);
});
test('a link leads to an address, made whole', () => {
  expect(whole('acme.test/a?b')).toBe('https://acme.test/a?b');
  expect(whole('jo@acme.test')).toBe('mailto:jo@acme.test');
  expect(whole(' https://acme.test ')).toBe('https://acme.test');
  for (const no of ['javascript:x()', 'two words.nl', 'nothing', '', '//e.test']) expect(whole(no), no).toBeNull();
});
test('who may be mentioned is who may see the ticket', () => {
  const user = (over: Partial<User>) => ({ id: 1, active: true, access: 'team', main_team: 3, extra_teams: [], ...over }) as unknown as User;
  const theirs = { owner: { kind: 'user', id: 9, name: '' } as const, team: 4 };
  expect(sees(user({ access: 'all' }), theirs)).toBe(true);
  expect(sees(user({}), theirs)).toBe(false);
  expect(sees(user({ extra_teams: [4] }), theirs)).toBe(true);
  expect(sees(user({}), { owner: null, team: null })).toBe(true);
  expect(sees(user({ access: 'own', id: 9 }), theirs)).toBe(true);
  expect(sees(user({ access: 'own' }), { owner: null, team: null })).toBe(false);
  expect(sees(user({ access: 'all', active: false }), theirs)).toBe(false);
});
test('what stands in the conversation is taken apart, never run', () => {
  expect(rich('<p>a<b>b</b></p>')).toEqual([{ tag: 'p', inside: ['a', { tag: 'b', inside: ['b'] }] }]);
  expect(rich('<a href="javascript:x()">b</a><svg onload=x()></svg><img src=x><span data-mention="0">c</span>')).toEqual(['b', 'c']);
  expect(rich('<img src="cid:file-7@wissel" alt="a">')).toEqual([{ tag: 'img', file: 7, alt: 'a', inside: [] }]);
});
