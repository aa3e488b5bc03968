// Whom a reply goes to: as the server suggests, until its writer says otherwise.
import { get } from '../api/client';
import type { Recipients } from '../api/sending';

export type Line = 'to' | 'cc';
export type People = Record<Line, string[]>;

/** Roughly an address; the server knows better, and says so. */
export const address = (text: string): boolean => /^[^\s@,;<>]+@[^\s@,;<>.]+(\.[^\s@,;<>.]+)*\.?$/.test(text);
/** What somebody typed or pasted, as addresses; those in angle brackets stand for themselves. */
export function split(text: string): string[] {
  const found = text.split(/[,;\n]|\s(?=[^\s<]+@)/).map((part) => (/<([^<>]+)>/.exec(part)?.[1] ?? part).trim());
  return found.filter(Boolean).map((one) => one.toLowerCase());
}

export class Addressing {
  usual = $state.raw<Recipients | null>(null);
  /** What the writer chose; null is as suggested. */
  own = $state.raw<People | null>(null);

  get now(): People {
    return this.own ?? { to: this.usual?.to ?? [], cc: this.usual?.cc ?? [] };
  }
  get most(): number {
    return this.usual?.most ?? 20;
  }
  get count(): number {
    return this.now.to.length + this.now.cc.length;
  }
  get wrong(): string[] {
    return [...this.now.to, ...this.now.cc].filter((one) => !address(one));
  }
  /** Whether a reply can go to these. */
  get good(): boolean {
    if (!this.own) return true;
    return this.own.to.length > 0 && !this.wrong.length && this.count <= this.most;
  }

  async load(ticket: number) {
    this.usual = (await get<Recipients>(`/tickets/${ticket}/recipients`).catch(() => null)) ?? this.usual;
  }
  /** Adds what was typed. Each stands there once. */
  add(line: Line, text: string) {
    const { to, cc } = this.now;
    const fresh = split(text).filter((one, at, all) => all.indexOf(one) === at && !to.includes(one) && !cc.includes(one));
    const all = { to, cc };
    this.own = { ...all, [line]: [...all[line], ...fresh] };
  }
  remove(line: Line, one: string) {
    const all = this.now;
    this.own = { ...all, [line]: all[line].filter((other) => other !== one) };
  }
}
