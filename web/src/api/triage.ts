// What the list's own verbs take and answer: choices for many tickets, saved views, blocked senders.
import type { Priority, TicketRow } from './types';

/** One ticket's part of a choice for many. */
export interface OneChange {
  number: number;
  version?: number;
  owner?: { user?: number; team?: number; nobody?: boolean };
  status?: string;
  priority?: Priority;
  tags?: string[];
  add_tags?: string[];
  remove_tags?: string[];
  snooze_until?: string;
  wake?: boolean;
  spam?: boolean;
}
export interface TicketChanged {
  number: number;
  ticket: TicketRow | null;
  /** Takes it back, while nobody else changes the ticket. */
  undo: OneChange | null;
  /** Why it was left alone. */
  left: string | null;
}
/** One of `any` (choices by id, `yes`, `no`, `none`), or between `from` and `to`, or with `contains` in it. */
export interface PropertyAsked {
  any: string[];
  from: string | null;
  to: string | null;
  contains: string | null;
}
/** `activity`, `created`, `priority` or `property:ID`. */
export interface ViewOrder {
  by: string;
  ascending: boolean;
}
export interface Filter {
  status: string[];
  /** `me`, `nobody`, `user:ID` or `team:ID`. */
  owner: string[];
  team: number[];
  channel: number[];
  priority: Priority[];
  tags: string[];
  /** By the property's id. */
  properties: Record<string, PropertyAsked>;
  created_hours: number | null;
  idle_hours: number | null;
}
export interface SavedView {
  id: number;
  name: string;
  sharing: 'private' | 'team' | 'everybody';
  team: number | null;
  filter: Filter;
  order: ViewOrder;
  /** What rows show in their last line; none: how the last message begins. */
  columns: string[];
  mine: boolean;
  may_change: boolean;
  count: number;
  /** There may be more than were counted. */
  more: boolean;
}
export interface Blocked {
  id: number;
  address: string;
  at: string;
}
export interface ViewCount {
  key: string;
  count: number;
}
