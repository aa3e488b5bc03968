// Single-letter keys. Off while typing, in dialogs and menus, and when switched off in Settings › You (WCAG 2.1.4).
import { recall } from './storage';

export type KeyMap = Record<string, (e: KeyboardEvent) => void>;

export const keysOn = () => recall('keys') !== 'off';

export function typing(target: EventTarget | null): boolean {
  const el = target as HTMLElement | null;
  return !!el?.closest?.('input, textarea, select, [contenteditable="true"]');
}

/** Whether a dialog or a menu lies over the page. */
export const covered = () => !!document.querySelector('.dialog, .pop, .menu');

/** Runs the action for a key, if single keys may be used now. */
export function press(e: KeyboardEvent, map: KeyMap): void {
  if (e.defaultPrevented || e.metaKey || e.ctrlKey || e.altKey || typing(e.target)) return;
  if (covered()) return;
  const action = map[e.key] ?? (e.shiftKey ? undefined : map[e.key.toLowerCase()]);
  if (!action || (e.key.length === 1 && !keysOn())) return;
  e.preventDefault();
  action(e);
}
