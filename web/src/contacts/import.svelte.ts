// One import: the file, what its columns are, and how far the server has come with it.
import { call, get, onceKey, post, Problem, sentence } from '../api/client';
import type { ImportRow, ImportView, Meaning, Page } from '../api/types';

/** Milliseconds between two looks while the server works on it. */
const LOOK_MS = 600;
const SIZE = 100;

export type Outcome = '' | 'made' | 'changed' | 'same' | 'refused';

export class Import {
  view = $state.raw<ImportView | null>(null);
  rows = $state.raw<ImportRow[]>([]);
  next = $state.raw<string | null>(null);
  outcome = $state<Outcome>('');
  busy = $state(false);
  fault = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  get working(): boolean {
    return this.view?.state === 'trying' || this.view?.state === 'importing';
  }

  async bring(file: File): Promise<number | null> {
    return this.#do(async () => {
      // The server reads it as a table, whatever the browser takes it for.
      const body = file.slice(0, file.size, 'application/octet-stream');
      this.#take(await call<ImportView>('POST', '/contacts/imports', { query: { name: file.name }, body, once: onceKey() }));
      return this.view!.id;
    });
  }
  load = (id: number) => this.#do(async () => this.#take(await get<ImportView>(`/contacts/imports/${id}`)));
  check = (columns: Meaning[], known: string) =>
    this.#do(async () => this.#take(await post<ImportView>(`/contacts/imports/${this.view!.id}/try`, { columns, known }, { once: onceKey() })));
  run = () => this.#do(async () => this.#take(await post<ImportView>(`/contacts/imports/${this.view!.id}/run`, undefined, { once: onceKey() })));

  async #do<T>(work: () => Promise<T>): Promise<T | null> {
    this.busy = true;
    this.fault = '';
    try {
      return await work();
    } catch (e) {
      this.fault = (e instanceof Problem && e.errors[0]?.detail) || sentence(e);
      return null;
    } finally {
      this.busy = false;
    }
  }

  #take(view: ImportView) {
    this.view = view;
    clearTimeout(this.#timer);
    if (this.working && !this.#over) this.#timer = setTimeout(() => void this.#look(), LOOK_MS);
    else if (view.state !== 'uploaded') {
      this.outcome = view.counts.refused ? 'refused' : '';
      void this.show(this.outcome);
    }
  }
  async #look() {
    try {
      this.#take(await get<ImportView>(`/contacts/imports/${this.view!.id}`));
      this.fault = '';
    } catch (e) {
      // The work goes on without us; we look again.
      this.fault = sentence(e);
      if (!this.#over) this.#timer = setTimeout(() => void this.#look(), LOOK_MS * 4);
    }
  }

  async show(outcome: Outcome) {
    this.outcome = outcome;
    this.rows = [];
    this.next = null;
    await this.more(true);
  }
  async more(first = false) {
    if (!first && !this.next) return;
    const { outcome } = this;
    try {
      const page = await get<Page<ImportRow>>(`/contacts/imports/${this.view!.id}/rows`, { outcome, limit: SIZE, cursor: this.next });
      if (outcome !== this.outcome) return;
      this.rows = [...this.rows, ...page.items];
      this.next = page.next ?? null;
    } catch (e) {
      this.fault = sentence(e);
    }
  }
  stop() {
    this.#over = true;
    clearTimeout(this.#timer);
  }
}
