import { configureLocalization } from '@lit/localize';

/** Languages of the interface's own texts. Labels of tables and columns come translated from the server. */
export const languages = [
  { locale: 'en', lcid: 1033, name: 'English' },
  { locale: 'de', lcid: 1031, name: 'Deutsch' },
] as const;

export type UiLocale = (typeof languages)[number]['locale'];

const localization = configureLocalization({
  sourceLocale: 'en',
  targetLocales: ['de'],
  loadLocale: () => import('./locales/de.ts'),
});

/** The interface language for an LCID; English where there is no translation. Sublanguages (de-AT) count as theirs. */
export function uiLocaleOf(lcid: number): UiLocale {
  const primary = lcid & 0x3ff;
  return languages.find((language) => (language.lcid & 0x3ff) === primary)?.locale ?? 'en';
}

/** The language that the interface speaks now. */
export const uiLocale = (): UiLocale => localization.getLocale() as UiLocale;

/** Switches every localized element; resolves when the texts are there. Offline and not cached: stays as it is. */
export async function setUiLocale(locale: UiLocale): Promise<void> {
  if (locale === localization.getLocale()) return;
  await localization.setLocale(locale);
  document.documentElement.lang = locale;
}
