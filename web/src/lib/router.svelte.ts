// A typed history router: addresses are real, back and forward work, and each page is its own chunk.
import type { Component } from 'svelte';
import { textsOf } from './l10n.svelte';

type Loaded = Promise<{ default: Component }>;
interface Route {
  path: string;
  /** Pages that show before anybody is signed in. */
  open?: boolean;
  load: () => Loaded;
}

export const routes: Route[] = [
  { path: '/setup', open: true, load: () => import('../auth/Setup.svelte') as Loaded },
  { path: '/sign-in', open: true, load: () => import('../auth/SignIn.svelte') as Loaded },
  { path: '/desk/:view?/:ticket?', load: () => import('../desk/Desk.svelte') as Loaded },
  { path: '/search', load: () => import('../search/SearchPage.svelte') as Loaded },
  { path: '/contacts/:id?', load: () => Promise.all([import('../contacts/Contacts.svelte') as Loaded, textsOf('contacts')]).then(([page]) => page) },
  { path: '/notifications', load: () => Promise.all([import('../notifications/Notifications.svelte') as Loaded, textsOf('notifications')]).then(([page]) => page) },
  { path: '/settings/:section?/:id?/:tab?', load: () => Promise.all([import('../settings/Settings.svelte') as Loaded, textsOf('settings')]).then(([page]) => page) },
  { path: '/', load: () => import('../desk/Desk.svelte') as Loaded },
];

/** Where G and a letter lead. */
export const GO: Record<string, string> = { d: '/desk/open', u: '/desk/unassigned', m: '/desk/mine', c: '/contacts', f: '/search', s: '/settings', n: '/notifications' };

/** `/desk/:view/:ticket?` as a regular expression with named groups. */
export function pattern(path: string): RegExp {
  return new RegExp('^' + path.replace(/\/:(\w+)\?/g, '(?:/(?<$1>[^/]+))?').replace(/:(\w+)/g, '(?<$1>[^/]+)') + '/?$');
}

const compiled = routes.map((route) => ({ ...route, re: pattern(route.path) }));

class Router {
  path = $state(location.pathname);
  query = $state.raw(new URLSearchParams(location.search));
  route = $derived(compiled.find((r) => r.re.test(this.path)) ?? null);
  params: Record<string, string | undefined> = $derived.by(() => {
    const groups = this.route?.re.exec(this.path)?.groups ?? {};
    return Object.fromEntries(Object.entries(groups).map(([k, v]) => [k, v && decodeURIComponent(v)]));
  });
  /** The page before this one, with its query. */
  came: string | null = null;
  /** Asked before leaving a page; answering false stays. */
  leave: (() => boolean) | null = null;

  sync = () => {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
  };

  go(to: string, replace = false) {
    if (to.split('?')[0] !== this.path && this.leave && !this.leave()) return;
    if (to.split('?')[0] !== this.path) this.came = location.pathname + location.search;
    history[replace ? 'replaceState' : 'pushState'](null, '', to);
    this.sync();
  }

  /** Takes over clicks on plain links to our own pages; everything else stays the browser's. */
  intercept = (e: MouseEvent) => {
    const a = (e.target as Element).closest?.('a');
    if (!a || e.defaultPrevented || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    if (a.target || a.origin !== location.origin || a.hasAttribute('download') || a.pathname.startsWith('/api/') || a.getAttribute('href')?.startsWith('#')) return;
    e.preventDefault();
    this.go(a.pathname + a.search);
  };
}

export const router = new Router();
