import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

// eslint-disable-next-line import-x/no-default-export -- Vite reads the default export.
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: fileURLToPath(new URL('../../../public', import.meta.url)),
  build: { outDir: fileURLToPath(new URL('../../../.cache/gallery', import.meta.url)), emptyOutDir: true },
  server: { port: 5199, fs: { allow: [fileURLToPath(new URL('../../..', import.meta.url))] } },
  preview: { port: 5199 },
});
