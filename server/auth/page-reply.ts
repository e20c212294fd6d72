import type { FastifyReply, FastifyRequest } from 'fastify';
import { renderMessagePage } from './pages/message-page.ts';
import { pageHeaders } from './pages/layout.ts';
import { chooseLanguage, texts, type PageLanguage, type PageTexts } from './pages/texts.ts';

/** The language the browser asks for. */
export function languageOf(request: FastifyRequest): PageLanguage {
  return chooseLanguage(request.headers['accept-language']);
}

/** Sends a sign-in page; answers with the headers that all of them have. */
export function sendPage(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply.code(status).headers(pageHeaders).send(page);
}

type Message = 'expired' | 'failed' | 'unreachable' | 'unknown' | 'cancelled' | 'setupGone';

function wordsOf(words: PageTexts, message: Message): { readonly title: string; readonly text: string } {
  switch (message) {
    case 'expired':
      return { title: words.expiredTitle, text: words.expiredText };
    case 'failed':
      return { title: words.failedTitle, text: words.failedText };
    case 'unreachable':
      return { title: words.unreachableTitle, text: words.unreachableText };
    case 'unknown':
      return { title: words.unknownTitle, text: words.unknownText };
    case 'cancelled':
      return { title: words.cancelledTitle, text: words.cancelledText };
    case 'setupGone':
      return { title: words.setupGoneTitle, text: words.setupGoneText };
  }
}

/** Sends a page that says what happened; all but a spent setup link offer to sign in again. */
export function sendMessage(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  message: Message,
): FastifyReply {
  const language = languageOf(request);
  const words = texts[language];
  const action = message === 'setupGone' ? undefined : { href: '/auth/login', label: words.tryAgain };
  return sendPage(reply, status, renderMessagePage(language, { ...wordsOf(words, message), action }));
}
