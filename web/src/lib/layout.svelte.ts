// Which parts stand side by side and which slide over, by the width of the window.
import { MediaQuery } from 'svelte/reactivity';

class Layout {
  /** Below this the details slide in from the right. */
  readonly narrow = new MediaQuery('max-width: 1240px');
  /** Below this the sidebar slides in from the left. */
  readonly small = new MediaQuery('max-width: 900px');
  /** Below this there is one pane at a time; the address decides which. */
  readonly phone = new MediaQuery('max-width: 640px');
  side = $state(false);
  details = $state(false);

  closeDrawers() {
    this.side = false;
    this.details = false;
  }
}

export const layout = new Layout();
