// The properties that a desk made for its tickets and contacts. Loaded when a page first needs them, kept fresh by events.
import { get } from './api/client';
import { live } from './api/events.svelte';
import type { AppliesTo, Property } from './api/settings';
import type { Page } from './api/types';

class Properties {
  all = $state.raw<Property[]>([]);
  /** False until they came in: none is then really none. */
  known = $state(false);
  #started: Promise<void> | null = null;

  begin(): Promise<void> {
    if (!this.#started) {
      const load = () => void this.load().catch(() => {});
      live.listen((batch) => batch.some((e) => e.kind === 'property.changed') && load(), load);
      this.#started = this.load();
      this.#started.catch(() => (this.#started = null));
    }
    return this.#started;
  }
  async load() {
    this.all = (await get<Page<Property>>('/properties')).items;
    this.known = true;
  }
  /** Those in use, in their order. */
  of = (applies: AppliesTo): Property[] => this.all.filter((one) => one.active && one.applies_to === applies);
}

export const properties = new Properties();
