import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** The app and its service worker. `npm start` serves dist/app; `npx vite` proxies to a running server while developing. */
export default defineConfig({
  build: { outDir: 'dist/app', emptyOutDir: true, target: 'es2022', sourcemap: true, assetsInlineLimit: 0 },
  worker: { format: 'es' },
  server: {
    proxy: Object.fromEntries(
      ['/auth', '/oidc', '/app/v1', '/sync', '/api', '/admin/v1'].map((path) => [
        path,
        { target: process.env['HAVERSACK_SERVER'] ?? 'http://localhost:8080', changeOrigin: false },
      ]),
    ),
  },
  plugins: [
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'sw',
      filename: 'service-worker.ts',
      // The page registers it itself (src/main.ts), and the manifest is our own file under public/.
      injectRegister: false,
      manifest: false,
      injectManifest: {
        globPatterns: ['index.html', 'assets/*.{js,css,woff2}', 'icons/*.{svg,png}', 'manifest.webmanifest'],
        globIgnores: ['**/*.map', 'assets/inter-*-{cyrillic,greek,vietnamese}*'],
        modifyURLPrefix: { '': '/' },
        dontCacheBustURLsMatching: /^\/assets\//,
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
      },
    }),
  ],
});
