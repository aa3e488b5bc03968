// Contacts, as the server answers them.
import type { PropertyHeld } from './settings';
import type { Named, StatusKey } from './types';

export interface Address {
  kind: string;
  value: string;
  verified: boolean;
}
export interface Contact extends Named {
  version: number;
  company: string | null;
  owner: Named | null;
  addresses: Address[];
  properties: PropertyHeld[];
  created_at: string;
  tickets?: { number: number; subject: string; status: StatusKey; updated_at: string }[];
}
/** How a message begins. */
export interface Words {
  direction: 'in' | 'out';
  from: string;
  text: string;
  at: string;
}
export interface TimelineTicket {
  number: number;
  subject: string;
  status: StatusKey;
  created_at: string;
  words: Words[];
}
/** What a merge would come to. */
export interface MergePreview {
  kept: Contact;
  gone: Contact;
  result: Contact;
  tickets: number;
}
export interface Merged {
  merge: number;
  contact: Contact;
}
export interface TimelineChange {
  author: { kind: string; id: number | null; name: string };
  sentences: string[];
  /** The merge that it was, for as long as it can be undone. */
  undo?: number | null;
}
/** Something that went on with a contact. */
export type TimelineEntry = { id: string; at: string } & (({ kind: 'ticket' } & TimelineTicket) | ({ kind: 'change' } & TimelineChange));
export type Meaning = 'skip' | 'name' | 'first_name' | 'last_name' | 'email' | 'phone' | 'company' | 'owner';
/** A file of contacts that is being taken in. */
export interface ImportView {
  id: number;
  file: string;
  state: 'uploaded' | 'trying' | 'tried' | 'importing' | 'imported';
  columns: { name: string; meaning: Meaning; samples: string[] }[];
  known: 'fill' | 'overwrite' | 'leave';
  total: number;
  done: number;
  counts: { made: number; changed: number; same: number; refused: number };
}
export interface ImportRow {
  line: number;
  cells: string[];
  outcome: 'made' | 'changed' | 'same' | 'refused' | null;
  sentence: string;
  contact: number | null;
}
