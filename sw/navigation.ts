import { createHandlerBoundToURL } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

/** Paths that are the server's own pages or answers, never the app's. */
const serverPaths = [
  /^\/auth\//,
  /^\/oidc\//,
  /^\/setup\//,
  /^\/api\//,
  /^\/app\/v1\//,
  /^\/sync\//,
  /^\/admin\/v1\//,
  /^\/healthz$/,
  /^\/readyz$/,
];

/** Every deep link opens the precached page, with or without a network. */
export function answerNavigation(): void {
  registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: serverPaths }));
}
