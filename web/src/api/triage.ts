// What the list's own verbs take and answer: choices for many tickets.
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
}
export interface TicketChanged {
  number: number;
  ticket: TicketRow | null;
  /** Takes it back, while nobody else changes the ticket. */
  undo: OneChange | null;
  /** Why it was left alone. */
  left: string | null;
}
