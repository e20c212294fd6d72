const english = {
  signIn: 'Sign in',
  loginName: 'User name',
  password: 'Password',
  refused: 'The user name or the password is not right. Check both and try again.',
  locked: (minutes: number) =>
    minutes === 1
      ? 'Too many attempts. Wait a minute, then try again.'
      : `Too many attempts. Wait ${minutes} minutes, then try again.`,
  disabled: 'This account is switched off. Ask your administrator to switch it on again.',
  demoTitle: 'Or look around as',
  demoNote: 'Demo people with sample data. They exist on this machine only.',
  expiredTitle: 'This sign-in page has expired',
  expiredText: 'It was open for too long or has been used already. Your work on this device is untouched.',
  failedTitle: 'Sign-in did not work',
  failedText:
    'Something in the request did not fit. Starting again usually helps. Your work on this device is untouched.',
  unreachableTitle: 'The sign-in service cannot be reached',
  unreachableText:
    'Your organization’s sign-in service did not answer. Try again in a moment. Your work on this device is untouched.',
  unknownTitle: 'You have no access here yet',
  unknownText:
    'You signed in, but nobody has added you to this organization, or your account is switched off. Ask your administrator to add the address you sign in with.',
  cancelledTitle: 'Sign-in was cancelled',
  cancelledText: 'Nothing has changed. Sign in whenever you are ready.',
  tryAgain: 'Sign in again',
  setupTitle: 'Set up Haversack',
  setupText: 'You are the first one here. This makes your account, with every right.',
  fullName: 'Your name',
  address: 'E-mail address you sign in with',
  addressMissing: 'Enter the address that your sign-in service knows you by.',
  newPassword: 'Password',
  passwordHint: 'At least 12 characters. A few words in a row are easy to keep in mind.',
  create: 'Create account',
  nameMissing: 'Enter your name.',
  loginMissing: 'Enter a user name.',
  loginTaken: 'Somebody has this user name already. Choose another.',
  passwordShort: 'The password needs at least 12 characters.',
  passwordLong: 'The password can have at most 200 characters.',
  setupGoneTitle: 'This link is no longer good',
  setupGoneText:
    'It works once and for a limited time. If nobody has set up this server yet, restart it: it prints a new link.',
};

const german: typeof english = {
  signIn: 'Anmelden',
  loginName: 'Benutzername',
  password: 'Kennwort',
  refused: 'Benutzername oder Kennwort stimmt nicht. Prüfen Sie beides und versuchen Sie es erneut.',
  locked: (minutes) =>
    minutes === 1
      ? 'Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es dann erneut.'
      : `Zu viele Versuche. Warten Sie ${minutes} Minuten und versuchen Sie es dann erneut.`,
  disabled: 'Dieses Konto ist abgeschaltet. Bitten Sie Ihre Administration, es wieder einzuschalten.',
  demoTitle: 'Oder umsehen als',
  demoNote: 'Demo-Personen mit Beispieldaten. Es gibt sie nur auf diesem Rechner.',
  expiredTitle: 'Diese Anmeldeseite ist abgelaufen',
  expiredText: 'Sie war zu lange offen oder wurde schon benutzt. Ihre Arbeit auf diesem Gerät ist unberührt.',
  failedTitle: 'Die Anmeldung hat nicht geklappt',
  failedText:
    'Etwas an der Anfrage passte nicht. Meist hilft es, neu zu beginnen. Ihre Arbeit auf diesem Gerät ist unberührt.',
  unreachableTitle: 'Der Anmeldedienst ist nicht erreichbar',
  unreachableText:
    'Der Anmeldedienst Ihrer Organisation hat nicht geantwortet. Versuchen Sie es gleich noch einmal. Ihre Arbeit auf diesem Gerät ist unberührt.',
  unknownTitle: 'Sie haben hier noch keinen Zugang',
  unknownText:
    'Sie sind angemeldet, aber niemand hat Sie in diese Organisation aufgenommen, oder Ihr Konto ist abgeschaltet. Bitten Sie Ihre Administration, die Adresse aufzunehmen, mit der Sie sich anmelden.',
  cancelledTitle: 'Die Anmeldung wurde abgebrochen',
  cancelledText: 'Es hat sich nichts geändert. Melden Sie sich an, wann Sie möchten.',
  tryAgain: 'Neu anmelden',
  setupTitle: 'Haversack einrichten',
  setupText: 'Sie sind die erste Person hier. Damit entsteht Ihr Konto, mit allen Rechten.',
  fullName: 'Ihr Name',
  address: 'E-Mail-Adresse, mit der Sie sich anmelden',
  addressMissing: 'Geben Sie die Adresse ein, unter der Ihr Anmeldedienst Sie kennt.',
  newPassword: 'Kennwort',
  passwordHint: 'Mindestens 12 Zeichen. Einige Wörter hintereinander merken sich leicht.',
  create: 'Konto anlegen',
  nameMissing: 'Geben Sie Ihren Namen ein.',
  loginMissing: 'Geben Sie einen Benutzernamen ein.',
  loginTaken: 'Diesen Benutzernamen gibt es schon. Wählen Sie einen anderen.',
  passwordShort: 'Das Kennwort braucht mindestens 12 Zeichen.',
  passwordLong: 'Das Kennwort darf höchstens 200 Zeichen haben.',
  setupGoneTitle: 'Dieser Link gilt nicht mehr',
  setupGoneText:
    'Er gilt einmal und für begrenzte Zeit. Wenn noch niemand diesen Server eingerichtet hat, starten Sie ihn neu: Er gibt einen neuen Link aus.',
};

/** Words of the sign-in pages, which are shown before the app and its languages are there. */
export const texts = { en: english, de: german } as const;
export type PageLanguage = keyof typeof texts;
export type PageTexts = typeof english;

/** The first language of Accept-Language, by weight, that the pages have; English without one. */
export function chooseLanguage(acceptLanguage: string | undefined): PageLanguage {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return {
        language: tag.split('-')[0],
        weight: quality === undefined ? 1 : Number(quality.trim().slice(2)),
      };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { language } of wanted) if (language === 'en' || language === 'de') return language;
  return 'en';
}
