/// <reference lib="webworker" />
import { drainOnSync } from './background-sync.ts';
import { answerNavigation } from './navigation.ts';
import { keepOldAssets } from './old-assets.ts';
import { precacheShell } from './precache.ts';
import { activateWhenAsked } from './updates.ts';

/** Table of contents: one file a job, in the order their fetch handlers are asked. */
declare const self: ServiceWorkerGlobalScope;

keepOldAssets(self);
precacheShell();
answerNavigation();
drainOnSync(self);
activateWhenAsked(self);
