import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds the server; the page itself always calls its own origin. */
const server = process.env.WISSEL_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [svelte()],
  resolve: { conditions: process.env.VITEST ? ['browser'] : undefined },
  build: {
    target: 'es2022',
    manifest: true,
    // Small fonts would become data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
  },
  server: { fs: { allow: ['..'] }, proxy: { '/api': server } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'] },
});
