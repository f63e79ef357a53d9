import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * One build for the browser and for the desktop window. Addresses are relative, because the window loads the files from a scheme
 * of its own. The server puts a fresh nonce in the place of `__CSP_NONCE__` each time it sends the page.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  html: { cspNonce: '__CSP_NONCE__' },
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
    emptyOutDir: true,
    // Inlined data: addresses would need a wider content security policy.
    assetsInlineLimit: 0,
    target: 'es2023',
    chunkSizeWarningLimit: 1400,
  },
});
