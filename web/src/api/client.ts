// One door to the server: JSON in and out, and every failure as a Problem with a sentence to show.
import { tr } from '../lib/l10n.svelte';

export interface FieldFault {
  field: string;
  code: string;
  detail: string;
}

/** What went wrong: the server's problem+json, or status 0 when the server could not be reached. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors: FieldFault[] = [],
    readonly body: Record<string, unknown> = {},
  ) {
    super(detail);
  }
  /** The sentence about one field of a form, or undefined. */
  field(name: string): string | undefined {
    return this.errors.find((e) => e.field === name)?.detail;
  }
}

export interface CallOptions {
  query?: Record<string, string | number | boolean | null | undefined>;
  body?: unknown;
  /** The version this change was based on; the server answers 412 if it has moved on. */
  version?: number;
  /** Lets a POST be repeated after a lost answer without doing it twice. */
  once?: string;
  signal?: AbortSignal;
  /** Goes on when the page is left. */
  keepalive?: boolean;
}

/** Called when the server says nobody is signed in; set by the session. */
export const signedOut = { handle: () => {} };

export async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  const { body } = options;
  const raw = body instanceof Blob;
  if (raw) headers['content-type'] = body.type || 'application/octet-stream';
  else if (body !== undefined) headers['content-type'] = 'application/json';
  if (options.version !== undefined) headers['if-match'] = `"${options.version}"`;
  if (options.once) headers['idempotency-key'] = options.once;

  let answer: Response;
  try {
    answer = await fetch(address(path, options.query), {
      method,
      headers,
      body: raw ? body : body === undefined ? undefined : JSON.stringify(body),
      signal: options.signal,
      keepalive: options.keepalive,
      credentials: 'same-origin',
    });
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    throw new Problem(0, 'network', tr('error-network'));
  }
  if (answer.status === 204) return undefined as T;
  const json = answer.headers.get('content-type')?.includes('json') ? await answer.json().catch(() => null) : null;
  if (answer.ok) return json as T;
  const problem = new Problem(answer.status, json?.code ?? '', json?.detail ?? tr('error-server', { status: answer.status }), json?.errors ?? [], json ?? {});
  if (answer.status === 401 && problem.code === 'sign_in.required') signedOut.handle();
  throw problem;
}

export function address(path: string, query: CallOptions['query'] = {}): string {
  const parts = Object.entries(query)
    .filter(([, v]) => v !== undefined && v !== null && v !== '')
    .map(([k, v]) => `${k}=${encodeURIComponent(String(v))}`);
  return '/api/v1' + path + (parts.length ? '?' + parts.join('&') : '');
}

export const get = <T>(path: string, query?: CallOptions['query'], signal?: AbortSignal) => call<T>('GET', path, { query, signal });
export const post = <T>(path: string, body?: unknown, options: CallOptions = {}) => call<T>('POST', path, { ...options, body });
export const put = <T>(path: string, body?: unknown, version?: number) => call<T>('PUT', path, { body, version });
export const patch = <T>(path: string, body?: unknown, version?: number) => call<T>('PATCH', path, { body, version });
export const del = <T>(path: string) => call<T>('DELETE', path);

/** A random key for `once`. crypto.randomUUID() exists on https and localhost only, and desks on a plain local network exist. */
export function onceKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
}

/** Any thrown thing as a sentence. */
export const sentence = (e: unknown): string => (e instanceof Error ? e.message : String(e));
