// The people, teams, channels and statuses that many pages name. Loaded once, kept fresh by events.
import { get } from './api/client';
import { live } from './api/events.svelte';
import type { Channel, DeskEvent, OwnerRef, Page, Status, Team, User } from './api/types';
import { session } from './session.svelte';

class Directory {
  users = $state.raw<User[]>([]);
  teams = $state.raw<Team[]>([]);
  channels = $state.raw<Channel[]>([]);
  /** False until the channels came in: none is then really none. */
  channelsKnown = $state(false);
  statuses = $state.raw<Status[]>([]);
  tags = $state.raw<string[]>([]);
  #userById = $derived(new Map(this.users.map((u) => [u.id, u])));
  #teamById = $derived(new Map(this.teams.map((t) => [t.id, t])));
  #started: Promise<unknown> | null = null;

  user = (id: number | null | undefined): User | undefined => (id == null ? undefined : this.#userById.get(id));
  team = (id: number | null | undefined): Team | undefined => (id == null ? undefined : this.#teamById.get(id));
  presence = (owner: OwnerRef): 'available' | 'away' | null => (owner.kind === 'user' ? (this.user(owner.id)?.availability.state ?? null) : null);

  /** Names of the teams somebody is in, main team first. */
  teamNames = (user: User): string[] => [user.main_team, ...user.extra_teams].flatMap((id) => this.team(id)?.name ?? []);

  begin(): Promise<unknown> {
    if (!this.#started) {
      live.listen((batch) => void this.#batch(batch), () => void this.#all());
      this.#started = this.#all();
    }
    return this.#started;
  }

  #all() {
    return Promise.allSettled([this.loadUsers(), this.loadTeams(), this.loadChannels(), this.loadStatuses(), this.loadTags()]);
  }
  async loadUsers() {
    const users: User[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<User> = await get<Page<User>>('/users', { limit: 200, cursor });
      users.push(...page.items);
      cursor = page.next;
    } while (cursor);
    this.users = users;
    this.#mine();
  }
  async loadTeams() {
    this.teams = (await get<Page<Team>>('/teams')).items;
  }
  async loadChannels() {
    this.channels = (await get<Page<Channel>>('/channels')).items;
    this.channelsKnown = true;
  }
  async loadStatuses() {
    this.statuses = (await get<Page<Status>>('/statuses')).items;
  }
  async loadTags() {
    this.tags = (await get<Page<string>>('/tags')).items;
  }

  /** Puts one changed user in place, for example after our own PUT. */
  put(user: User) {
    this.users = this.users.some((u) => u.id === user.id) ? this.users.map((u) => (u.id === user.id ? user : u)) : [...this.users, user];
    this.#mine();
  }

  /** Our own row carries our availability and load, which the sidebar shows. */
  #mine() {
    const mine = this.users.find((u) => u.id === session.me?.id);
    if (mine && session.me) session.me = { ...session.me, ...mine };
  }

  async #batch(batch: DeskEvent[]) {
    const kinds = new Set(batch.map((e) => e.kind));
    const has = (...wanted: string[]) => wanted.some((k) => kinds.has(k));
    const jobs: Promise<void>[] = [];
    // Ownership and closing change how many tickets people hold.
    if (has('user.changed', 'user.availability', 'ticket.assigned', 'ticket.unassigned', 'ticket.changed')) jobs.push(this.loadUsers());
    if (has('team.changed')) jobs.push(this.loadTeams());
    if (has('channel.changed')) jobs.push(this.loadChannels());
    await Promise.allSettled(jobs);
  }
}

export const directory = new Directory();
