// The editor, in one piece: fetched when a ticket is open, never before.
export { default as Editor } from './Editor.svelte';
export { default as Toolbar } from './Toolbar.svelte';
export type { Rich } from './rich.svelte';
