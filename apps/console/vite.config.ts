import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './build/compressed.ts';
import { compiledMessages } from './build/compiled-messages.ts';
import { ownTokens } from './build/own-tokens.ts';
import { withoutFonts } from './build/without-fonts.ts';

/** Where `vite` alone, while the console is worked on, finds the API. */
const SERVER = process.env['TRUEUP_SERVER'] ?? 'http://127.0.0.1:4747';

/** The server puts a nonce of its own into each page it serves. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), withoutFonts(), compiledMessages(), compressed()],
  resolve: { alias: { '@cloudscape-design/design-tokens': ownTokens() } },
  html: { cspNonce: '__CSP_NONCE__' },
  server: {
    proxy: {
      '^/(?:api|auth)/': {
        target: SERVER,
        changeOrigin: true,
        // The server takes changes from its own origin only.
        headers: { origin: SERVER },
      },
    },
  },
  build: {
    target: 'es2023',
    // Nothing is inlined: the content security policy allows no data: but for images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        // What many pages share is one file: each costs its headers, and small ones compress badly.
        codeSplitting: {
          minSize: 0,
          groups: [
            // Zod with what tells it not to make code of text, before any other file makes a schema.
            { name: 'zod', test: /\/node_modules\/zod\/|\/shell\/no-eval\.ts$/, priority: 1 },
            { name: 'shared', minShareCount: 26, includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
});
