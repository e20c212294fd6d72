const list = (text: string): readonly string[] => text.split('|');
const pairs = (text: string): readonly (readonly [string, number])[] =>
  list(text).map((pair) => {
    const [word = '', value = '0'] = pair.split('=');
    return [word, Number(value)];
  });

/** Word lists of the sample data. Companies and people are invented; domains end in `.example`. */
export interface Country {
  readonly name: string;
  readonly dial: string;
  readonly language: keyof typeof firstNames;
  readonly legalForms: readonly string[];
  readonly streets: readonly string[];
  /** Street, then number, as it is written there. */
  readonly numberFirst: boolean;
  readonly cities: readonly (readonly [
    name: string,
    postal: string,
    state: string,
    lat: number,
    lon: number,
  ])[];
  readonly currency: 'EUR' | 'USD' | 'GBP' | 'CHF';
}

export const firstNames = {
  de: list(
    'Anna|Lukas|Jürgen|Sabine|Björn|Käthe|Felix|Lena|Günther|Mareike|Stefan|Ulrike|Thomas|Birgit|Jörg|Heike|Moritz|Clara|Matthias|Sönke|Frauke|Daniel|Katrin|Sebastian',
  ),
  en: list(
    'Olivia|James|Emily|William|Grace|Oliver|Sophie|Harry|Charlotte|George|Amelia|Jack|Isla|Thomas|Ruby|Ethan|Megan|Samuel|Lauren|Daniel|Priya|Marcus|Aisha|Nathan',
  ),
  fr: list(
    'Camille|Hugo|Élodie|Julien|Chloé|Mathieu|Margaux|Nicolas|Léa|Antoine|Inès|François|Aurélie|Étienne|Noémie|Benoît',
  ),
  es: list(
    'Lucía|Javier|María|Álvaro|Carmen|Diego|Inés|Sergio|Pilar|Íñigo|Begoña|Andrés|Nuria|Raúl|Beatriz|Joaquín',
  ),
  it: list('Giulia|Marco|Francesca|Luca|Chiara|Alessandro|Elena|Matteo|Sofia|Davide|Martina|Niccolò'),
  pl: list('Agnieszka|Piotr|Małgorzata|Łukasz|Katarzyna|Michał|Joanna|Paweł|Żaneta|Grzegorz|Zofia|Wojciech'),
  sv: list('Åsa|Erik|Linnéa|Göran|Elin|Björn|Maja|Lars|Ingrid|Oskar|Örjan|Saga'),
  nl: list('Sanne|Daan|Femke|Jeroen|Lotte|Bram|Marieke|Thijs|Anouk|Willem|Iris|Joost'),
  ar: list('ليلى|عمر|فاطمة|يوسف|نور|خالد'),
  he: list('נועה|איתן|תמר|דוד|מאיה|יונתן'),
} as const;

export const lastNames: Readonly<Record<keyof typeof firstNames, readonly string[]>> = {
  de: list(
    'Müller|Schäfer|Weiß|König|Bäcker|Groß|Krüger|Schröder|Hoffmann|Fuchs|Jäger|Böhm|Vogel|Lindner|Brandt|Kühn|Seidel|Pfeiffer|Zimmermann|Hübner|von Staufenberg|Öztürk|Yıldız|Winkler',
  ),
  en: list(
    'Bennett|Clarke|Fletcher|Hughes|O’Connor|Patel|Marsh|Whitfield|Sinclair|Turner|Ashworth|Blackwood|Harper|Lowell|MacLeod|Fairbanks|Nguyen|Okafor|Reyes|Carter|Brooks|Sullivan|Wright|Ellison',
  ),
  fr: list(
    'Lefèvre|Moreau|Girard|Dubois|Chevalier|Béranger|Roux|Fontaine|Mercier|Lemaître|Garnier|Perrin|Gauthier|Dupré|Arnaud|Benoît',
  ),
  es: list(
    'García|Fernández|Muñoz|Ibáñez|Navarro|Ortega|Peña|Castaño|Serrano|Vázquez|Domínguez|Núñez|Cortés|Lozano|Roldán|Herrero',
  ),
  it: list('Rossi|Bianchi|Ferrari|Colombo|Ricci|Marino|Greco|Conti|De Luca|Esposito|Barbieri|Fontana'),
  pl: list(
    'Kowalska|Nowak|Wiśniewski|Wójcik|Kamińska|Zieliński|Szymańska|Woźniak|Dąbrowski|Kozłowska|Jankowski|Błaszczyk',
  ),
  sv: list(
    'Andersson|Öberg|Sjöström|Lindgren|Åkesson|Bergström|Hägg|Nyström|Eklund|Söderberg|Forsberg|Wallin',
  ),
  nl: list('de Vries|Jansen|van den Berg|Bakker|Visser|Smit|Mulder|de Groot|Vos|Hendriks|Dekker|van Dijk'),
  ar: list('الحسيني|منصور|الخطيب|حداد|السالم'),
  he: list('לוי|כהן|ברק|שלו|מזרחי'),
};

const legalDe = list('GmbH|AG|GmbH & Co. KG|KG|e. K.');
export const countries: readonly (readonly [Country, number])[] = [
  [
    {
      name: 'Germany',
      dial: '+49',
      language: 'de',
      legalForms: legalDe,
      numberFirst: false,
      currency: 'EUR',
      streets: list(
        'Hauptstraße|Bahnhofstraße|Lindenallee|Am Mühlbach|Gartenweg|Schillerstraße|Industriestraße|Kirchplatz|Werkstraße|Bürgermeister-Schäfer-Straße',
      ),
      cities: [
        ['Berlin', '10115', 'Berlin', 52.532, 13.3849],
        ['Hamburg', '20095', 'Hamburg', 53.5503, 10.0007],
        ['München', '80331', 'Bayern', 48.1351, 11.5735],
        ['Köln', '50667', 'Nordrhein-Westfalen', 50.9387, 6.9556],
        ['Düsseldorf', '40213', 'Nordrhein-Westfalen', 51.2254, 6.7763],
        ['Nürnberg', '90402', 'Bayern', 49.4521, 11.0767],
        ['Leipzig', '04109', 'Sachsen', 51.3397, 12.3731],
        ['Lübeck', '23552', 'Schleswig-Holstein', 53.8655, 10.6866],
        ['Göttingen', '37073', 'Niedersachsen', 51.5413, 9.9158],
        ['Würzburg', '97070', 'Bayern', 49.7913, 9.9534],
      ],
    },
    26,
  ],
  [
    {
      name: 'Austria',
      dial: '+43',
      language: 'de',
      legalForms: list('GmbH|AG|KG'),
      numberFirst: false,
      currency: 'EUR',
      streets: list('Ringstraße|Mariahilfer Straße|Landstraße|Am Graben|Salzachgasse'),
      cities: [
        ['Wien', '1010', 'Wien', 48.2082, 16.3738],
        ['Graz', '8010', 'Steiermark', 47.0707, 15.4395],
        ['Linz', '4020', 'Oberösterreich', 48.3069, 14.2858],
        ['Salzburg', '5020', 'Salzburg', 47.8095, 13.055],
      ],
    },
    6,
  ],
  [
    {
      name: 'Switzerland',
      dial: '+41',
      language: 'de',
      legalForms: list('AG|GmbH|SA'),
      numberFirst: false,
      currency: 'CHF',
      streets: list('Seestrasse|Bahnhofstrasse|Zürcherstrasse|Rue du Lac'),
      cities: [
        ['Zürich', '8001', 'Zürich', 47.3717, 8.5423],
        ['Bern', '3011', 'Bern', 46.948, 7.4474],
        ['Basel', '4051', 'Basel-Stadt', 47.5546, 7.5894],
        ['Genève', '1204', 'Genève', 46.2012, 6.1454],
      ],
    },
    6,
  ],
  [
    {
      name: 'United Kingdom',
      dial: '+44',
      language: 'en',
      legalForms: list('Ltd|plc|LLP'),
      numberFirst: true,
      currency: 'GBP',
      streets: list('High Street|Station Road|Church Lane|Mill Road|Victoria Street|Kingsway|Orchard Close'),
      cities: [
        ['London', 'EC1A 1BB', 'Greater London', 51.5202, -0.0977],
        ['Manchester', 'M1 1AE', 'Greater Manchester', 53.4774, -2.2309],
        ['Bristol', 'BS1 4DJ', 'Bristol', 51.4545, -2.5879],
        ['Edinburgh', 'EH1 1YZ', 'Scotland', 55.9501, -3.1875],
        ['Leeds', 'LS1 4AP', 'West Yorkshire', 53.7965, -1.5478],
      ],
    },
    14,
  ],
  [
    {
      name: 'United States',
      dial: '+1',
      language: 'en',
      legalForms: list('Inc.|LLC|Corp.'),
      numberFirst: true,
      currency: 'USD',
      streets: list(
        'Main Street|Oak Avenue|Maple Drive|Washington Boulevard|Lakeview Road|Market Street|Industrial Parkway',
      ),
      cities: [
        ['Seattle', '98101', 'WA', 47.6101, -122.3344],
        ['Chicago', '60601', 'IL', 41.8858, -87.6181],
        ['Austin', '78701', 'TX', 30.2711, -97.7437],
        ['Boston', '02108', 'MA', 42.3588, -71.0707],
        ['Denver', '80202', 'CO', 39.7525, -104.9995],
        ['Atlanta', '30303', 'GA', 33.7525, -84.3888],
      ],
    },
    16,
  ],
  [
    {
      name: 'France',
      dial: '+33',
      language: 'fr',
      legalForms: list('SARL|SA|SAS'),
      numberFirst: true,
      currency: 'EUR',
      streets: list(
        'rue de la République|avenue Victor-Hugo|boulevard Voltaire|place de l’Église|chemin des Vignes',
      ),
      cities: [
        ['Paris', '75001', 'Île-de-France', 48.8626, 2.3363],
        ['Lyon', '69002', 'Auvergne-Rhône-Alpes', 45.7485, 4.8357],
        ['Nîmes', '30000', 'Occitanie', 43.8367, 4.3601],
        ['Orléans', '45000', 'Centre-Val de Loire', 47.9025, 1.9092],
      ],
    },
    8,
  ],
  [
    {
      name: 'Spain',
      dial: '+34',
      language: 'es',
      legalForms: list('S.L.|S.A.'),
      numberFirst: false,
      currency: 'EUR',
      streets: list('Calle Mayor|Avenida de la Constitución|Paseo del Prado|Calle de Alcalá|Plaza de España'),
      cities: [
        ['Madrid', '28013', 'Madrid', 40.4168, -3.7038],
        ['Barcelona', '08002', 'Cataluña', 41.3825, 2.1769],
        ['Málaga', '29015', 'Andalucía', 36.7213, -4.4214],
        ['A Coruña', '15001', 'Galicia', 43.3713, -8.396],
      ],
    },
    7,
  ],
  [
    {
      name: 'Italy',
      dial: '+39',
      language: 'it',
      legalForms: list('S.r.l.|S.p.A.'),
      numberFirst: false,
      currency: 'EUR',
      streets: list('Via Roma|Corso Garibaldi|Viale della Libertà|Piazza Duomo'),
      cities: [
        ['Milano', '20121', 'Lombardia', 45.4722, 9.1922],
        ['Torino', '10121', 'Piemonte', 45.0703, 7.6869],
        ['Bologna', '40121', 'Emilia-Romagna', 44.4949, 11.3426],
      ],
    },
    5,
  ],
  [
    {
      name: 'Poland',
      dial: '+48',
      language: 'pl',
      legalForms: list('Sp. z o.o.|S.A.'),
      numberFirst: false,
      currency: 'EUR',
      streets: list('ul. Długa|ul. Mickiewicza|al. Jerozolimskie|ul. Święty Marcin'),
      cities: [
        ['Warszawa', '00-001', 'mazowieckie', 52.2297, 21.0122],
        ['Kraków', '31-001', 'małopolskie', 50.0614, 19.9366],
        ['Łódź', '90-001', 'łódzkie', 51.7592, 19.456],
        ['Gdańsk', '80-001', 'pomorskie', 54.352, 18.6466],
      ],
    },
    5,
  ],
  [
    {
      name: 'Sweden',
      dial: '+46',
      language: 'sv',
      legalForms: list('AB'),
      numberFirst: false,
      currency: 'EUR',
      streets: list('Storgatan|Kungsgatan|Skeppsbron|Norra Vägen'),
      cities: [
        ['Stockholm', '111 20', 'Stockholms län', 59.3293, 18.0686],
        ['Göteborg', '411 03', 'Västra Götalands län', 57.7089, 11.9746],
        ['Malmö', '211 22', 'Skåne län', 55.605, 13.0038],
      ],
    },
    4,
  ],
  [
    {
      name: 'Netherlands',
      dial: '+31',
      language: 'nl',
      legalForms: list('B.V.|N.V.'),
      numberFirst: false,
      currency: 'EUR',
      streets: list('Dorpsstraat|Kerkstraat|Keizersgracht|Stationsweg'),
      cities: [
        ['Amsterdam', '1012 AB', 'Noord-Holland', 52.3731, 4.8926],
        ['Rotterdam', '3011 AA', 'Zuid-Holland', 51.9225, 4.4792],
        ['Utrecht', '3511 AX', 'Utrecht', 52.0907, 5.1214],
      ],
    },
    3,
  ],
  [
    {
      name: 'United Arab Emirates',
      dial: '+971',
      language: 'ar',
      legalForms: list('ش.م.م|ذ.م.م'),
      numberFirst: false,
      currency: 'USD',
      streets: list('شارع الشيخ زايد|شارع الكورنيش'),
      cities: [
        ['دبي', '00000', 'دبي', 25.2048, 55.2708],
        ['أبو ظبي', '00000', 'أبو ظبي', 24.4539, 54.3773],
      ],
    },
    1,
  ],
  [
    {
      name: 'Israel',
      dial: '+972',
      language: 'he',
      legalForms: list('בע״מ'),
      numberFirst: false,
      currency: 'USD',
      streets: list('רחוב הרצל|שדרות רוטשילד'),
      cities: [
        ['תל אביב', '6100000', 'תל אביב', 32.0853, 34.7818],
        ['חיפה', '3100000', 'חיפה', 32.794, 34.9896],
      ],
    },
    1,
  ],
];

export const companyStems: Readonly<Record<string, readonly string[]>> = {
  de: list(
    'Alpenblick|Nordstern|Rheinhof|Grünwald|Bärental|Hansa|Mühlenbach|Schönfeld|Waldkirch|Elbufer|Höhenluft|Seeblick|Eichberg|Morgentau|Königsstein|Lüdersberg|Harzer|Fährhaus|Weserland|Steinbrück|Ostwind|Donautal|Bergmann & Söhne|Krönung',
  ),
  en: list(
    'Silverlake|Blue Harbor|Northgate|Redwood|Kingsbridge|Summit|Oakridge|Brightwater|Stonefield|Westbrook|Highland|Cedar Point|Evergreen|Lakeshore|Ironbridge|Fairview|Copperleaf|Windmere|Foxglove|Thornbury|Millbrook|Bayside|Hawthorne|Larkspur',
  ),
  fr: list(
    'Clairmont|Beaulieu|Rivière|Grand Chêne|Belle Vallée|Montclair|Château d’Eau|Lumière|Hautes Terres|Val d’Or',
  ),
  es: list(
    'Sierra Alta|Río Claro|Costa Azul|Montaña|El Roble|Puerto Nuevo|Campo Verde|La Estrella|Peña Blanca',
  ),
  it: list('Monte Rosa|Bella Costa|San Marco|Aquila|Lago Blu|Vittoria|Colle Verde'),
  pl: list('Złota Góra|Wisła|Zielony Las|Bursztyn|Dębina|Północ|Świt'),
  sv: list('Norrsken|Björkdal|Älvkraft|Skärgård|Granit|Fjällräv|Östersund'),
  nl: list('Zuiderzee|Molenwind|Oranje|Polderland|Noorderlicht'),
  ar: list('النخيل|الواحة|الفجر|الخليج'),
  he: list('הגליל|כרמל|ארז|אופק'),
};

/** What a company does: the word in its name, and the value of its industry column. */
export const trades: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  de: pairs(
    'Maschinenbau=12|Logistik=30|Stadtwerke=31|Lebensmittel=17|Baustoffe=5|Anlagentechnik=12|Pharma=11|Versicherungen=20|Beratung=7|Großhandel=33|Fahrzeugteile=32|Chemie=24|Agrar=2|Druck & Verlag=3',
  ),
  en: pairs(
    'Engineering=12|Logistics=30|Utilities=31|Foods=17|Building Supplies=5|Manufacturing=12|Health Clinics=11|Insurance=20|Consulting=7|Wholesale=33|Motors=32|Petrochemicals=24|Farms=2|Publishing=3|Financial Services=16',
  ),
  fr: pairs('Industries=12|Transports=30|Énergies=31|Agroalimentaire=17|Conseil=7|Distribution=33'),
  es: pairs('Industrias=12|Transportes=30|Aguas=31|Alimentación=17|Consultores=7|Distribuciones=33'),
  it: pairs('Meccanica=12|Trasporti=30|Energia=31|Alimentari=17|Consulenza=7'),
  pl: pairs('Maszyny=12|Transport=30|Wodociągi=31|Spożywcze=17|Hurtownia=33'),
  sv: pairs('Verkstad=12|Frakt=30|Energi=31|Livsmedel=17|Konsult=7'),
  nl: pairs('Techniek=12|Transport=30|Waterbeheer=31|Voeding=17|Groothandel=33'),
  ar: pairs('للصناعات=12|للنقل=30|للطاقة=31'),
  he: pairs('תעשיות=12|הובלות=30|אנרגיה=31'),
};

export const jobTitles = list(
  'Managing Director|Head of Procurement|Operations Manager|Plant Manager|Maintenance Lead|Project Engineer|Chief Financial Officer|Buyer|Head of IT|Quality Manager|Technical Director|Office Manager|Sustainability Officer|Production Planner|Service Coordinator',
);
export const departments = list(
  'Purchasing|Operations|Engineering|Finance|Maintenance|Production|IT|Management|Quality',
);
export const projects = list(
  'Pump station upgrade|Sensor roll-out|Valve replacement|Control room modernisation|Annual service contract|Spare parts framework|Leak detection pilot|Cooling circuit renewal|Filter line extension|Remote monitoring|Energy audit|Second production line|Metering project|Dosing system|Fleet of mobile pumps',
);
export const leadTopics = list(
  'Interested in remote monitoring|Request for a quotation|Asked for a demonstration|Replacement of old pumps|Downloaded the catalogue|Met at the trade show|Needs a service partner|New plant planned|Looking for energy savings|Tender for metering',
);
export const taskSubjects = list(
  'Prepare quotation|Send reference list|Check credit limit|Update contact data|Follow up on demonstration|Plan site survey|Send data sheets|Clarify delivery date|Prepare presentation|Ask for drawings',
);
export const callSubjects = list(
  'Call about the open quotation|Introduction call|Call back|Clarify technical questions|Confirm appointment|Ask about the budget|Talk through the contract|Complaint about a delivery',
);
export const meetingSubjects = list(
  'Site visit|Product demonstration|Negotiation|Quarterly review|Kick-off meeting|Technical workshop|Lunch with procurement|Acceptance test',
);
export const mailSubjects = list(
  'Your enquiry|Quotation and data sheets|Thank you for the conversation|Appointment next week|Documents for the tender|Delivery schedule|Minutes of our meeting|New price list',
);
export const noteTexts = list(
  'Prefers to be called in the morning.|Budget is released at the start of the quarter.|Asked for a second reference in the same industry.|Decision is taken by the board, the plant manager recommends.|Gate 3, ask for the shift lead. Safety shoes needed.|Current supplier is late with spare parts.|Competitor offered ten percent less, without service.|Wants to start with a pilot in one hall.|Parking behind the building, entrance on the side.|Contract ends in autumn; talk about a renewal in time.',
);
export const needs = list(
  'Fewer unplanned stops and one contact for all sites.|Lower energy use of the pumps.|Measured values in real time, also from remote stations.|Spare parts within a day.|Proof of compliance for the authorities.|Replace devices that are no longer made.',
);
export const longText =
  'The customer runs several plants that were built over four decades, and each of them has its own drawings, its own names for the same parts and its own way of reporting a fault. ';
export const caseTitles = list(
  'Pump loses pressure|Level sensor reports nonsense|Gateway offline since Monday|Wrong part delivered|Question about the maintenance interval|Leak at the flange|Invoice shows the wrong quantity|Operator panel stays dark|Request for a second data sheet|Vibration after the service visit|Calibration overdue|Display in the wrong language',
);
export const caseTexts = list(
  'The shift lead called: the unit stops after ten minutes and starts again by itself.|Customer sent photos, the seal is worn on one side. Asks whether the visit is covered by the entitlement.|Since the update values arrive only every hour. Second line is not affected.|Delivery note and crate do not agree, three valves are missing.|Needs an answer before the audit; has written twice already.|Nothing urgent, would like to know which grease to use.',
);

export const letterSubjects = ['Signed contract', 'Invitation to the open day', 'Holiday greetings'];

export const faxSubjects = ['Order confirmation', 'Delivery note', 'Signed offer'];

export const postSubjects = [
  'Praise for the fast delivery',
  'Question about the new series',
  'Complaint in public',
];

export const seriesSubjects = ['Weekly project call', 'Weekly account review'];
