import type { Capacity, User } from '../../api/types';
import { shown } from '../../lib/l10n.svelte';
import { browserZone } from '../../lib/time';

/** What an admin may change about somebody. */
export type UserForm = Pick<User, 'name' | 'email' | 'role' | 'seat' | 'access' | 'language' | 'time_zone' | 'main_team' | 'extra_teams' | 'capacity'>;

export const noLimit = (): Capacity => ({ all: null, email: null, form: null, chat: null, whatsapp: null, calling: null });

/** Somebody new: an agent with a seat who sees everything, as most are. */
export const blankUser = (): UserForm => ({
  name: '', email: '', role: 'agent', seat: true, access: 'all', language: shown(), time_zone: browserZone(), main_team: null, extra_teams: [], capacity: noLimit(),
});

export function fields(user: User): UserForm {
  const { name, email, role, seat, access, language, time_zone, main_team, extra_teams, capacity } = user;
  return { name, email, role, seat, access, language, time_zone, main_team, extra_teams: [...extra_teams], capacity: { ...noLimit(), ...capacity } };
}
