// How the list takes in what the server says now, without moving what somebody is reading.
import type { TicketRow } from '../api/types';

export interface Merged {
  /** In the view now, but not in the list yet: the "3 new" pill, newest first. */
  fresh: number[];
  /** In the list, but no longer in the view: greyed until the reader moves on. */
  gone: number[];
}

/**
 * Compares the list with the newest page of its view. `complete` means the page is the whole view; otherwise
 * only rows at least as recent as the page's last row can be missed in it.
 */
export function compare(order: readonly number[], page: readonly TicketRow[], complete: boolean, known: (number: number) => TicketRow | undefined): Merged {
  const listed = new Set(order);
  const present = new Set(page.map((row) => row.number));
  const oldest = page.at(-1)?.updated_at ?? '';
  return {
    fresh: page.filter((row) => !listed.has(row.number)).map((row) => row.number),
    gone: order.filter((number) => !present.has(number) && (complete || Date.parse(known(number)?.updated_at ?? '') > Date.parse(oldest))),
  };
}

/** The list in the page's order, with what is gone still at its place. */
export function keepGone(order: readonly number[], page: readonly number[], gone: ReadonlySet<number>): number[] {
  const kept = [...page];
  order.forEach((number, at) => gone.has(number) && kept.splice(Math.min(at, kept.length), 0, number));
  return kept;
}

/** Whether a ticket stands in a view; undefined where only the server can tell. */
export function belongs(view: string, row: Pick<TicketRow, 'status' | 'owner' | 'nobody' | 'team' | 'snoozed_until' | 'spam' | 'followed'>, me: number): boolean | undefined {
  const closed = row.status === 'closed';
  const open = !closed && !row.snoozed_until;
  switch (view) {
    case 'snoozed':
      return !closed && !open;
    case 'spam':
      return !!row.spam;
    case 'followed':
      return !closed && row.followed;
    case 'open':
      return open;
    case 'closed':
      return closed && !row.spam;
    case 'unassigned':
      return open && !row.owner;
    case 'mine':
      return open && row.owner?.kind === 'user' && row.owner.id === me;
    case 'nobody':
      return open && row.nobody !== null;
    default:
      return /^team:\d+$/.test(view) ? open && row.team === Number(view.slice(5)) : undefined;
  }
}

/** Adds the entries that are not there yet and replaces those that changed (a queued reply that was sent), in order of time. */
export function mergeEntries<E extends { kind: string; id: number; at: string }>(have: readonly E[], got: readonly E[]): E[] {
  const byKey = new Map(have.map((e) => [e.kind + e.id, e]));
  for (const entry of got) byKey.set(entry.kind + entry.id, entry);
  return [...byKey.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id - b.id);
}
