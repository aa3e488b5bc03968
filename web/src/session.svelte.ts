// Who is signed in, and the rest of the page's ground: language, clock, toasts.
import { del, get, signedOut } from './api/client';
import { live } from './api/events.svelte';
import type { Me } from './api/types';
import { browserLanguage, locale, setLanguage, tr } from './lib/l10n.svelte';
import { router } from './lib/router.svelte';
import { ago, browserZone, clock, day, full } from './lib/time';

class Session {
  me = $state.raw<Me | null>(null);
  /** False until the server has told whether anybody is signed in. */
  known = $state(false);
  now = $state(Date.now());

  constructor() {
    signedOut.handle = () => {
      if (this.me) this.#forget(true);
    };
  }

  async begin() {
    try {
      await this.take(await get<Me>('/session'));
    } catch {
      await setLanguage(browserLanguage());
    }
    this.known = true;
    setInterval(() => (this.now = Date.now()), 15_000);
  }

  /** Takes an answer that says who we are: after sign-in, setup, or any change to ourselves. */
  async take(me: Me) {
    await setLanguage(me.language);
    this.me = me;
    live.start();
  }

  async signOut() {
    await del('/session').catch(() => {});
    this.#forget(false);
  }

  #forget(comeBack: boolean) {
    live.stop();
    this.me = null;
    const here = location.pathname + location.search;
    router.leave = null;
    router.go(comeBack && here !== '/' ? `/sign-in?next=${encodeURIComponent(here)}` : '/sign-in', true);
  }

  /** Whether the person signed in may do this, for example `users.manage`. */
  can(permission: string): boolean {
    return this.me?.permissions.includes(permission) ?? false;
  }

  get zone(): string {
    return this.me?.time_zone || browserZone();
  }
}

export const session = new Session();

export const agoText = (at: string) =>
  ago(at, session.now, {
    now: tr('time-now'),
    minutes: (n) => tr('time-minutes', { n }),
    hours: (n) => tr('time-hours', { n }),
    days: (n) => tr('time-days', { n }),
  });
export const clockText = (at: string) => clock(at, session.now, locale(), session.zone);
export const fullText = (at: string) => full(at, locale(), session.zone);
export const dayText = (at: string) => day(at, locale(), session.zone);
