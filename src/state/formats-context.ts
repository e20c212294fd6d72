import { createContext } from '@lit/context';
import type { Formats } from '../i18n/formats.ts';

/** Numbers, money, dates and times as the person reads them. */
export const formatsContext = createContext<Formats>(Symbol('formats'));
