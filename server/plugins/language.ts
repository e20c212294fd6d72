/** LCIDs of the languages that browsers name by their first part; labels fall back to English one by one. */
const lcids: Readonly<Record<string, number>> = {
  en: 1033,
  de: 1031,
  fr: 1036,
  es: 3082,
  it: 1040,
  nl: 1043,
  pl: 1045,
  pt: 1046,
  da: 1030,
  sv: 1053,
  nb: 1044,
  fi: 1035,
  cs: 1029,
  ja: 1041,
  ko: 1042,
  zh: 2052,
  ar: 1025,
  he: 1037,
};

/** The first language of an Accept-Language header that we know, as LCID; default English. */
export function languageOf(header: string | readonly string[] | undefined): number {
  const text = typeof header === 'string' ? header : '';
  const wanted = text
    .split(',')
    .map((part) => {
      const [tag = '', quality = 'q=1'] = part.trim().split(';');
      return { tag: tag.split('-')[0]?.toLowerCase() ?? '', weight: Number(quality.replace('q=', '')) || 0 };
    })
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    const lcid = lcids[tag];
    if (lcid !== undefined) return lcid;
  }
  return 1033;
}
