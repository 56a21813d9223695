import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: at('./web'),
  publicDir: false,
  plugins: [react()],
  // The server replaces this mark with the nonce of each request, in the page and its content security policy.
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: at('./dist/web'),
    emptyOutDir: true,
    // Nothing inline: the content security policy forbids data: outside of images.
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    // What each page loads, for `npm run check`; folders with a dot are not served.
    manifest: '.vite/manifest.json',
    chunkSizeWarningLimit: 1500,
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: process.env.JIHENG_SERVER ?? 'http://127.0.0.1:3000' } },
  },
})
