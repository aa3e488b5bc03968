// What people are told of.
import type { StatusKey } from './types';

export type NotificationKind = 'assigned' | 'reply' | 'mention' | 'nobody_available';

export interface Notification {
  /** Its place: the later it came, the higher. */
  seq: number;
  kind: NotificationKind;
  times: number;
  at: string;
  read: boolean;
  actor: { kind: string; id: number | null; name: string };
  ticket: { number: number; subject: string; status: StatusKey; contact: string };
}
export interface NotificationPage {
  items: Notification[];
  next: string | null;
  unread: number;
  latest: number;
}
export interface NotificationChoice {
  kind: NotificationKind;
  page: boolean;
  browser: boolean;
  mail: boolean;
}
/** A line of the live event that tells of new ones. */
export interface Told {
  ticket: number;
  kind: NotificationKind;
  seq: number;
  subject: string;
  page: boolean;
  browser: boolean;
}
