// The server's answers, in the words the pages use: narrower than schema.d.ts where the server promises more than its
// description can say (a status key is one of five; what may be null is always there). agreement.ts holds the two together.
// Times are RFC 3339 in UTC; ids are whole numbers.

export type * from './contacts';
import type { PropertyHeld } from './settings';

export type Language = 'en' | 'nl';
export type Access = 'all' | 'team' | 'own' | 'none';
export type StatusKey = 'new' | 'open' | 'waiting_on_contact' | 'waiting_on_us' | 'closed';
export type Priority = 'low' | 'normal' | 'high' | 'urgent';
export type ChannelKind = 'email' | 'form' | 'chat' | 'whatsapp' | 'calling';

export interface Named {
  id: number;
  name: string;
}
export interface OwnerRef extends Named {
  kind: 'user' | 'team';
}
export interface Availability {
  state: 'available' | 'away';
  reason: string | null;
  since: string | null;
  until: string | null;
  set_by: Named | null;
}
export type Capacity = { all: number | null } & Record<ChannelKind, number | null>;

export interface User extends Named {
  email: string;
  role: 'admin' | 'agent';
  seat: boolean;
  access: Access;
  language: Language;
  time_zone: string;
  active: boolean;
  main_team: number | null;
  extra_teams: number[];
  availability: Availability;
  load: { open: number; most: number | null };
  capacity: Capacity;
}
export interface Me extends User {
  permissions: string[];
  desk_name: string;
  /** Seconds for which replies are held, so that they can be taken back. */
  undo_send: number;
}
export interface Team extends Named {
  main: number[];
  extra: number[];
  open: number;
}
export interface Status {
  key: StatusKey;
  name: string;
  closed: boolean;
}
export interface TicketRow {
  number: number;
  version: number;
  subject: string;
  status: StatusKey;
  priority: Priority;
  channel: Named & { kind: ChannelKind };
  contact: Named & { email: string | null; company: string | null };
  owner: OwnerRef | null;
  /** The team it is listed under. */
  team: number | null;
  preview: string;
  nobody: { since: string; sentence: string } | null;
  created_at: string;
  updated_at: string;
  tags: string[];
  properties: PropertyHeld[];
  snoozed_until: string | null;
  spam: boolean;
  /** The contact wrote since we last looked. */
  unread: boolean;
  followed: boolean;
}
/** Where in a ticket something was found; `preview` when it was in an earlier text than those that are shown. */
export interface SearchPlace {
  place: 'number' | 'subject' | 'contact' | 'message' | 'comment' | 'preview';
  pieces: { text: string; hit: boolean }[];
}
export interface SearchHit extends TicketRow {
  found: SearchPlace[];
}
export interface SearchPage {
  items: SearchHit[];
  next: string | null;
  /** There may be more than was looked for. */
  partial: boolean;
}
export interface Ticket extends TicketRow {
  contact_owner: Named | null;
  follows: number | null;
  /** Where it goes on, when it was merged; and what goes on in it. */
  merged_into: number | null;
  merged: number[];
  closed_at: string | null;
  waiting: { place: number; since: string } | null;
  allowed: string[];
}
export interface Attachment {
  id: number;
  name: string;
  media_type: string;
  size: number;
  inline?: boolean;
}
interface EntryBase {
  /** Its place in the log; pages go backwards by it. */
  id: number;
  at: string;
  author: { kind: 'user' | 'contact' | 'router' | 'system'; id: number | null; name: string };
}
export interface MessageEntry extends EntryBase {
  kind: 'message';
  /** The message’s own id. */
  message: number;
  direction: 'in' | 'out';
  from: string;
  to: string[];
  cc: string[];
  subject: string;
  text: string;
  /** The same with marks, in one of ours that has any. */
  html: string | null;
  quoted: string | null;
  has_html: boolean;
  state: 'received' | 'queued' | 'sent' | 'failed' | 'bounced';
  /** Until when its writer can take it back. */
  held_until: string | null;
  error: string | null;
  attachments: Attachment[];
  /** What had to be left out of it, a sentence each. */
  left_out: string[];
  automatic: boolean;
}
export interface CommentEntry extends EntryBase {
  kind: 'comment';
  comment: number;
  text: string;
  html: string | null;
  attachments: Attachment[];
}
export interface EventEntry extends EntryBase {
  kind: 'event';
  event: string;
  sentence: string;
  decision: number | null;
}
export type Entry = MessageEntry | CommentEntry | EventEntry;
export interface Candidate {
  user: Named;
  eligible: boolean;
  chosen: boolean;
  reason: string | null;
  sentence: string;
  open: number;
  most: number | null;
}
export interface DecisionStep {
  step: 'contact_owner' | 'candidates' | 'fallback' | 'overflow';
  candidates: Candidate[];
}
export interface Decision {
  id: number;
  at: string;
  channel: Named;
  rule_version: number;
  current: boolean;
  by: 'router' | 'hand' | 'reply';
  outcome:
    | { kind: 'assigned'; owner: OwnerRef }
    | { kind: 'nobody'; then: 'left_unassigned' | 'waiting' | 'overflow_later' }
    | { kind: 'no_one' };
  headline: string;
  sentences: string[];
  steps: DecisionStep[];
  distribution: Distribution | null;
  tie_break: 'least_recent' | 'lowest_id' | null;
  seed: string | null;
}
export type Distribution = 'balanced' | 'random' | 'round_robin';
export interface Targets {
  users: number[];
  teams: number[];
}
export type WhenNobody =
  | { do: 'leave_unassigned' }
  | { do: 'wait_in_line' }
  | ({ do: 'overflow'; after_minutes: number } & Targets);
export interface Rule extends Targets {
  assign: 'no_one' | 'users_and_teams' | 'contact_owner';
  fallback: Targets;
  distribution: Distribution;
  only_available: boolean;
  when_nobody: WhenNobody;
}
export interface Broken extends Named {
  kind: 'user' | 'team';
  reason: string;
  sentence: string;
}
export interface RuleAnswer {
  version: number;
  rule: Rule;
  broken: Broken[];
}
export type Security = 'tls' | 'starttls' | 'none';
export type MailAuth = 'password' | 'oauth2';
export interface MailSettings {
  address: string;
  from_name: string;
  signature: string;
  receive: 'imap' | 'delivered';
  imap: { host: string; port: number; security: Security; user: string; auth: MailAuth; folder: string; poll_seconds: number };
  smtp: { host: string; port: number; security: Security; user: string; auth: MailAuth };
  oauth2: { token_url: string; client_id: string } | null;
  plus_addressing: boolean;
  reopen_days: number;
  after_reopen_window: 'follow_up' | 'reopen';
  max_attachment_mb: number;
}
export type Secrets = Partial<Record<'imap_password' | 'smtp_password' | 'oauth2_client_secret' | 'oauth2_refresh_token', string>>;
/** One direction of a channel. */
export interface Flow {
  state: 'ok' | 'error' | 'connecting';
  since: string | null;
  sentence: string | null;
  detail: string | null;
}
export interface HealthPart {
  part: string;
  channel: { id: number; name: string | null; address: string | null } | null;
  state: 'ok' | 'degraded' | 'down';
  since: string | null;
  sentence: string | null;
  detail: string | null;
}
export interface Health {
  state: 'ok' | 'degraded' | 'down';
  parts: HealthPart[];
}
export interface Channel extends Named {
  kind: ChannelKind;
  active: boolean;
  address: string | null;
  version: number;
  settings: MailSettings;
  health: {
    state: 'ok' | 'error' | 'connecting' | 'off';
    detail: string | null;
    receiving: Flow;
    sending: Flow;
    last_in_at: string | null;
    last_error: string | null;
    last_error_at: string | null;
  };
  rule_version: number;
  secrets_set: string[];
}
export interface MailCheck {
  imap: { ok: boolean; detail: string } | null;
  smtp: { ok: boolean; detail: string } | null;
}
export interface Device {
  id: number;
  current: boolean;
  created_at: string;
  last_seen_at: string;
  browser: string;
  address: string;
}
/** Somebody else at a ticket. */
export interface Present {
  user: number;
  name: string;
  doing: 'viewing' | 'replying' | 'left';
  hidden: boolean;
}
export interface Items<T> {
  items: T[];
}
export interface Page<T> {
  items: T[];
  next: string | null;
}
export interface DeskEvent {
  cursor: number | string;
  at: string;
  actor: { kind: 'user' | 'router' | 'contact' | 'system'; id?: number | null; name?: string | null };
  kind: string;
  ticket: number | null;
  data: Record<string, unknown>;
}
