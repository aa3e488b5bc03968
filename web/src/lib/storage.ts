// The browser's own storage can be switched off or full; nothing we keep there is worth failing for.

export function recall(key: string): string | null {
  try {
    return localStorage.getItem('wissel.' + key);
  } catch {
    return null;
  }
}

/** Keeps a value, or forgets it when there is nothing to keep. */
export function keep(key: string, value: string | null): void {
  try {
    if (value) localStorage.setItem('wissel.' + key, value);
    else localStorage.removeItem('wissel.' + key);
  } catch {
    // Nothing to do: the page works without it.
  }
}
