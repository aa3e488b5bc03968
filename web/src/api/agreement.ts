// Checked by the compiler only: every field the pages read stands in the server's own description (schema.d.ts).
// A field that the server renames or drops fails `npm run check` here, with its name in the message.
import type { components } from './schema';
import type * as Told from './notifications';
import type * as Settings from './settings';
import type * as Triage from './triage';
import type * as Ours from './types';

type Theirs = components['schemas'];
/** The entries of a conversation as one flat object: the kinds differ in what else they carry. */
type EntryBase = Pick<Theirs['Entry'], 'id' | 'at' | 'author' | 'kind'>;
type Kind<K extends string> = Extract<Theirs['EntryBody'], { kind: K }>;

type Went<K extends string> = Extract<Theirs['TimelineBody'], { kind: K }>;

type Unknown<Mine, Server> = Exclude<keyof Mine, keyof Server>;
type Known<Mine, Server> = [Unknown<Mine, Server>] extends [never] ? true : { 'the server has no': Unknown<Mine, Server> };
type All<T extends Record<string, true>> = T;

export type Agreement = All<{
  attachment: Known<Ours.Attachment, Theirs['AttachmentView']>;
  availability: Known<Ours.Availability, Theirs['AvailabilityView']>;
  broken: Known<Ours.Broken, Theirs['Broken']>;
  candidate: Known<Ours.Candidate, Theirs['CandidateView']>;
  capacity: Known<Ours.Capacity, Theirs['Capacity']>;
  channel: Known<Ours.Channel, Theirs['ChannelView']>;
  check: Known<Ours.MailCheck, Theirs['MailCheck']>;
  comment: Known<Ours.CommentEntry, EntryBase & Kind<'comment'>>;
  contact: Known<Ours.Contact, Theirs['ContactView']>;
  decision: Known<Ours.Decision, Theirs['DecisionView']>;
  device: Known<Ours.Device, Theirs['SessionView']>;
  event: Known<Ours.EventEntry, EntryBase & Kind<'event'>>;
  happened: Known<Ours.DeskEvent, Theirs['EventView']>;
  health: Known<Ours.Channel['health'], Theirs['Health']>;
  flow: Known<Ours.Flow, Theirs['FlowView']>;
  part: Known<Ours.HealthPart, Theirs['PartView']>;
  surroundings: Known<Ours.Health, Theirs['HealthView']>;
  mail: Known<Ours.MailSettings, Theirs['MailSettings']>;
  many: Known<Triage.OneChange, Theirs['OneChange']>;
  changed: Known<Triage.TicketChanged, Theirs['Changed']>;
  blocked: Known<Triage.Blocked, Theirs['BlockedView']>;
  filter: Known<Triage.Filter, Theirs['Filter']>;
  savedView: Known<Triage.SavedView, Theirs['SavedViewView']>;
  me: Known<Ours.Me, Theirs['Me']>;
  notification: Known<Told.Notification, Theirs['NotificationView']>;
  notifications: Known<Told.NotificationPage, Theirs['NotificationPage']>;
  notificationChoice: Known<Told.NotificationChoice, Theirs['ChoiceView']>;
  message: Known<Ours.MessageEntry, EntryBase & Kind<'message'>>;
  property: Known<Settings.Property, Theirs['PropertyView']>;
  held: Known<Settings.PropertyHeld, Theirs['PropertyHeld']>;
  savedReply: Known<Settings.SavedReply, Theirs['SavedReplyView']>;
  filledReply: Known<Settings.FilledReply, Theirs['FilledReply']>;
  searchHit: Known<Ours.SearchHit, Theirs['SearchHit']>;
  searchPage: Known<Ours.SearchPage, Theirs['SearchPage']>;
  rule: Known<Ours.Rule, Theirs['Rule']>;
  secrets: Known<Ours.Secrets, Theirs['MailSecrets']>;
  status: Known<Ours.Status, Theirs['StatusView']>;
  team: Known<Ours.Team, Theirs['TeamView']>;
  ticket: Known<Ours.Ticket, Theirs['TicketView']>;
  ticketRow: Known<Ours.TicketRow, Theirs['TicketRow']>;
  importRow: Known<Ours.ImportRow, Theirs['ImportRowView']>;
  importView: Known<Ours.ImportView, Theirs['ImportView']>;
  merged: Known<Ours.Merged, Theirs['Merged']>;
  mergePreview: Known<Ours.MergePreview, Theirs['MergePreview']>;
  timelineChange: Known<Ours.TimelineChange, Went<'change'>>;
  timelineTicket: Known<Ours.TimelineTicket, Went<'ticket'>>;
  words: Known<Ours.Words, Theirs['WordsView']>;
  user: Known<Ours.User, Theirs['UserView']>;
}>;
