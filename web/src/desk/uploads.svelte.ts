// A file on its way to the server: how far it has come, and the way to stop it.
import { address, Problem, sentence } from '../api/client';
import type { Attachment } from '../api/types';
import { tr } from '../lib/l10n.svelte';

/** Bytes of the largest file; the server holds to the same. */
export const LARGEST = 25 * 1024 * 1024;

export class Upload {
  file = $state.raw<Attachment | null>(null);
  fault = $state('');
  /** Bytes that have left. */
  sent = $state(0);
  #request: XMLHttpRequest | null = null;

  constructor(
    readonly key: number,
    readonly name: string,
    readonly size: number,
  ) {}

  /** One that is with the server already, or was lost on the way when the page went. */
  static kept(key: number, name: string, size: number, file: Attachment | null): Upload {
    const upload = new Upload(key, name, size);
    upload.file = file;
    if (!file) upload.fault = tr('upload-lost');
    return upload;
  }

  get busy(): boolean {
    return !this.file && !this.fault;
  }
  /** 0 to 100. */
  get percent(): number {
    return this.size ? Math.min(100, Math.round((this.sent / this.size) * 100)) : 0;
  }

  /** Sends it; never fails, for what went wrong stands in `fault`. */
  async send(file: File): Promise<void> {
    if (file.size > LARGEST) return void (this.fault = tr('upload-too-large', { most: LARGEST / 2 ** 20 }));
    try {
      this.file = await this.#carry(file);
    } catch (e) {
      this.fault = sentence(e);
    } finally {
      this.#request = null;
    }
  }
  stop() {
    this.#request?.abort();
  }

  // fetch() tells nothing of how far it has come.
  #carry(file: File): Promise<Attachment> {
    return new Promise((done, failed) => {
      const request = (this.#request = new XMLHttpRequest());
      request.open('POST', address('/attachments', { name: this.name }));
      request.setRequestHeader('content-type', file.type || 'application/octet-stream');
      request.setRequestHeader('accept', 'application/json');
      request.upload.onprogress = (e) => (this.sent = e.loaded);
      request.onabort = () => failed(new Problem(0, 'stopped', tr('upload-lost')));
      request.onerror = () => failed(new Problem(0, 'network', tr('error-network')));
      request.onload = () => {
        const json = parsed(request.responseText);
        if (request.status === 201) return done(json as unknown as Attachment);
        failed(new Problem(request.status, String(json.code ?? ''), String(json.detail ?? tr('error-server', { status: request.status }))));
      };
      request.send(file);
    });
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
