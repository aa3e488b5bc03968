// What keys, buttons and menus ask for; the parts that do it are fetched when first wanted.
import type { SavedView } from '../api/triage';

class Actions {
  /** The open ticket's snooze menu. */
  snoozing = $state(false);
  /** The view in the dialog: one that is there, or null for a new one. */
  view = $state.raw<SavedView | null>(null);
  dialog = $state<'view' | 'blocked' | 'merge' | null>(null);

  editView(view: SavedView | null) {
    this.view = view;
    this.dialog = 'view';
  }
}

export const actions = new Actions();
