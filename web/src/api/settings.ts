// What admins set up beside people and channels: properties, saved replies, tags.
import type { Named } from './types';

export type PropertyKind = 'text' | 'number' | 'date' | 'yes_no' | 'choice';
export type AppliesTo = 'ticket' | 'contact';
export interface PropertyChoice extends Named {
  active: boolean;
}
export interface Property extends Named {
  applies_to: AppliesTo;
  kind: PropertyKind;
  required: boolean;
  active: boolean;
  choices: PropertyChoice[];
  version: number;
}
/** A choice is named by its id, a date is 2026-03-31. */
export type PropertyValue = string | number | boolean;
export interface PropertyHeld {
  property: number;
  value: PropertyValue;
}
/** A saved reply in a list: its first words only. */
export interface SavedReplyLine extends Named {
  shared: boolean;
  folder: string;
  preview: string;
  may_change: boolean;
  version: number;
  updated_at: string;
}
export interface SavedReply extends SavedReplyLine {
  text: string;
}
/** A saved reply for one ticket; `missing` are placeholders that left a gap. */
export interface FilledReply {
  text: string;
  missing: string[];
}
