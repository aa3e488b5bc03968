import js from '@eslint/js';
import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['dist', 'src/lib/l10n-keys.ts', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser } } },
  // Our own router reads plain addresses; this rule is for SvelteKit's resolve().
  { rules: { 'svelte/no-navigation-without-resolve': 'off' } },
  // {' '} is how a space survives before a tag that Svelte would trim it from.
  { rules: { 'svelte/no-useless-mustaches': 'off' } },
  { files: ['scripts/**', 'dev/**', 'e2e/**', '*.config.*'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
);
