import type { MailSettings, Security } from '../../api/types';

/** A new mailbox, with the ports and choices that most providers use. */
export const blankMail = (): MailSettings => ({
  address: '', from_name: '', signature: '', receive: 'imap',
  imap: { host: '', port: 993, security: 'tls', user: '', auth: 'password', folder: 'INBOX', poll_seconds: 60 },
  smtp: { host: '', port: 465, security: 'tls', user: '', auth: 'password' },
  oauth2: null, plus_addressing: true, reopen_days: 14, after_reopen_window: 'follow_up', max_attachment_mb: 25,
});

/** The usual port for a kind of security, so that choosing one is enough. */
export const imapPort = (security: Security): number => (security === 'tls' ? 993 : 143);
export const smtpPort = (security: Security): number => ({ tls: 465, starttls: 587, none: 25 })[security];

/** Fills the servers' user names with the address while they are empty, as nearly every provider wants. */
export function withUsers(settings: MailSettings): MailSettings {
  return {
    ...settings,
    imap: { ...settings.imap, user: settings.imap.user || settings.address },
    smtp: { ...settings.smtp, user: settings.smtp.user || settings.address },
  };
}
