import type { Ticket } from '../api/types';
import { tr } from '../lib/l10n.svelte';

/** What changed between two versions of a ticket, as sentences. */
export function differences(before: Ticket, after: Ticket): string[] {
  const found: string[] = [];
  if (before.owner?.id !== after.owner?.id || before.owner?.kind !== after.owner?.kind) found.push(tr('changed-owner', { name: after.owner?.name ?? tr('nobody') }));
  if (before.status !== after.status) found.push(tr('changed-status', { name: tr(`status-${after.status}`) }));
  if (before.priority !== after.priority) found.push(tr('changed-priority', { name: tr(`priority-${after.priority}`) }));
  if (before.subject !== after.subject) found.push(tr('changed-subject', { name: after.subject }));
  if (before.tags.join() !== after.tags.join()) found.push(tr('changed-tags', { name: after.tags.join(', ') || tr('none') }));
  if (!found.length) found.push(tr('changed-messages'));
  return found;
}
