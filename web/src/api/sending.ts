// Whom a reply goes to, and one that was taken back.
import type { Attachment, StatusKey } from './types';

export interface Recipients {
  to: string[];
  cc: string[];
  /** How many were copied in last, when they are too many. */
  left_out: number;
  /** The contact's addresses. */
  known: string[];
  most: number;
}
export interface TakenBack {
  text: string;
  html: string | null;
  attachments: Attachment[];
  to: string[];
  cc: string[];
  status: StatusKey | null;
}
