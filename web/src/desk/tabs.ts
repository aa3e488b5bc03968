// One browser, several tabs: what is written in one stands in the others at once, so that none has an older draft.
type Heard = (before: string | null, now: string | null) => void;

/** Calls when another tab of this browser kept something else under this name. */
export function otherTabs(name: string, heard: Heard): void {
  addEventListener('storage', (e) => {
    if (e.key === 'wissel.' + name && e.storageArea === localStorage) heard(e.oldValue, e.newValue);
  });
}
