// What a row of somebody's own view shows in its last line, in words.
import type { Property, PropertyValue } from '../api/settings';
import type { TicketRow } from '../api/types';
import { directory } from '../directory.svelte';
import { locale, tr } from '../lib/l10n.svelte';
import { properties } from '../properties.svelte';
import { dayText } from '../session.svelte';

export const COLUMNS = ['status', 'priority', 'owner', 'team', 'channel', 'tags', 'created'] as const;

function held(property: Property, value: PropertyValue): string {
  switch (property.kind) {
    case 'choice':
      return property.choices.find((c) => c.id === value)?.name ?? '';
    case 'yes_no':
      return tr(value ? 'yes' : 'no');
    case 'number':
      return Number(value).toLocaleString(locale());
    case 'date':
      return new Date(`${String(value)}T00:00:00Z`).toLocaleDateString(locale(), { dateStyle: 'medium', timeZone: 'UTC' });
    default:
      return String(value);
  }
}

function one(row: TicketRow, column: string): string {
  switch (column) {
    case 'status':
      return directory.statuses.find((s) => s.key === row.status)?.name ?? row.status;
    case 'priority':
      return tr(`priority-${row.priority}`);
    case 'owner':
      return row.owner?.name ?? tr('nobody');
    case 'team':
      return (row.team && directory.team(row.team)?.name) || '';
    case 'channel':
      return row.channel.name;
    case 'tags':
      return row.tags.join(', ');
    case 'created':
      return `${tr('created')} ${dayText(row.created_at)}`;
    default: {
      const property = properties.of('ticket').find((p) => column === `property:${p.id}`);
      const value = row.properties.find((h) => h.property === property?.id)?.value;
      return property && value !== undefined ? `${property.name}: ${held(property, value)}` : '';
    }
  }
}

/** Those of the columns that say something of this ticket. */
export const facts = (row: TicketRow, columns: readonly string[]): string[] => columns.map((column) => one(row, column)).filter(Boolean);
