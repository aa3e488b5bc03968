// Messages of the browser itself: only while no page of ours is in sight, and one for each thing however many are open.
import { keep, recall } from '../lib/storage';

const SIGHT = 'wissel.in-sight';
const SAYING = 'wissel.saying';

/** Browsers show messages on addresses of https alone, and some not at all. */
export const able = () => typeof Notification !== 'undefined' && isSecureContext;

let leave: (() => void) | undefined;

/** Says to the other pages whether this one is in sight. */
export function watchSight() {
  const look = () => {
    leave?.();
    leave = undefined;
    if (document.hidden || !navigator.locks) return;
    void navigator.locks.request(SIGHT, { mode: 'shared' }, () => new Promise<void>((done) => (leave = done)));
  };
  document.addEventListener('visibilitychange', look);
  look();
}

async function inSight(): Promise<boolean> {
  if (!document.hidden) return true;
  const held = (await navigator.locks?.query())?.held ?? [];
  return held.some((lock) => lock.name === SIGHT);
}

/** Shows a message, unless somebody can see the pages or another page has shown it. */
export async function tell(seq: number, text: string, open: () => void): Promise<void> {
  if (!able() || Notification.permission !== 'granted' || (await inSight())) return;
  const once = () => {
    if (Number(recall('told') ?? 0) >= seq) return;
    keep('told', String(seq));
    show(text, `wissel-${seq}`, open);
  };
  if (navigator.locks) await navigator.locks.request(SAYING, once);
  else once();
}

export function show(text: string, tag: string, open?: () => void) {
  const message = new Notification('Wissel', { body: text, tag, icon: '/favicon.svg' });
  message.onclick = () => {
    window.focus();
    message.close();
    open?.();
  };
}
