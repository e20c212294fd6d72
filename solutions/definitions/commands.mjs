/**
 * Commands of tables beyond those that every table has. Each: id, label (`English|German`) and where it stands: `f` on the
 * form, `l` over the list. `solution` is the one whose ribbon carries them; it may be a later one than the table's.
 */
const command = (id, title, at = 'fl') => ({ id, title, at });

const merge = command('Merge', 'Merge|Zusammenführen', 'l');
const recalculate = command('Recalculate', 'Recalculate|Neu berechnen', 'f');
const lockPricing = command('LockPricing', 'Lock pricing|Preise sperren', 'f');
const getProducts = command('GetProducts', 'Get products|Produkte übernehmen', 'f');

const customer = [
  merge,
  command('DetectDuplicates', 'Detect duplicates|Duplikate suchen'),
  command('ViewHierarchy', 'View hierarchy|Hierarchie anzeigen'),
];
const addToList = [command('AddToList', 'Add to marketing list|Zu Marketingliste hinzufügen')];

const activity = [
  command('MarkComplete', 'Mark complete|Als erledigt markieren'),
  command('CloseActivity', 'Close|Schließen', 'f'),
  command('SetRegarding', 'Set regarding|Bezug festlegen'),
];
const convertTo = {
  lead: command('ConvertToLead', 'Convert to lead|In Lead umwandeln', 'f'),
  opportunity: command('ConvertToOpportunity', 'Convert to opportunity|In Verkaufschance umwandeln', 'f'),
  case: command('ConvertToCase', 'Convert to case|In Anfrage umwandeln', 'f'),
};
const activities = ['task', 'phonecall', 'appointment', 'email'];

export const commands = [
  { solution: 'base', table: 'account', commands: customer },
  { solution: 'base', table: 'contact', commands: customer },
  { solution: 'sales', table: 'account', commands: addToList },
  { solution: 'sales', table: 'contact', commands: addToList },
  ...activities.flatMap((table) => [
    {
      solution: 'base',
      table,
      commands:
        table === 'email'
          ? [
              ...activity,
              command('Reply', 'Reply|Antworten', 'f'),
              command('ReplyAll', 'Reply all|Allen antworten', 'f'),
              command('Forward', 'Forward|Weiterleiten', 'f'),
              command('Send', 'Send|Senden', 'f'),
            ]
          : activity,
    },
    { solution: 'sales', table, commands: [convertTo.lead, convertTo.opportunity] },
    { solution: 'service', table, commands: [convertTo.case] },
  ]),
  {
    solution: 'sales',
    table: 'lead',
    commands: [
      command('Qualify', 'Qualify|Qualifizieren'),
      command('Disqualify', 'Disqualify|Disqualifizieren'),
      command('Reactivate', 'Reactivate|Reaktivieren', 'f'),
      merge,
    ],
  },
  {
    solution: 'sales',
    table: 'opportunity',
    commands: [
      command('CloseAsWon', 'Close as won|Als gewonnen schließen'),
      command('CloseAsLost', 'Close as lost|Als verloren schließen'),
      command('Reopen', 'Reopen|Erneut öffnen', 'f'),
      recalculate,
      command('AddProducts', 'Add products|Produkte hinzufügen', 'f'),
      command('NewQuote', 'New quote|Neues Angebot', 'f'),
    ],
  },
  {
    solution: 'sales',
    table: 'quote',
    commands: [
      command('ActivateQuote', 'Activate|Aktivieren', 'f'),
      command('Revise', 'Revise|Überarbeiten', 'f'),
      command('CreateOrder', 'Create order|Auftrag erstellen', 'f'),
      command('CloseQuote', 'Close quote|Angebot schließen', 'f'),
      getProducts,
      recalculate,
      command('EmailAsPdf', 'Email as PDF|Als PDF per E-Mail senden', 'f'),
    ],
  },
  {
    solution: 'sales',
    table: 'salesorder',
    commands: [
      command('CreateInvoice', 'Create invoice|Rechnung erstellen', 'f'),
      command('Fulfill', 'Fulfill|Ausführen', 'f'),
      command('CancelOrder', 'Cancel order|Auftrag stornieren', 'f'),
      command('UseCurrentPricing', 'Use current pricing|Aktuelle Preise verwenden', 'f'),
      lockPricing,
      recalculate,
    ],
  },
  {
    solution: 'sales',
    table: 'invoice',
    commands: [
      command('InvoicePaid', 'Invoice paid|Rechnung bezahlt', 'f'),
      command('CancelInvoice', 'Cancel invoice|Rechnung stornieren', 'f'),
      lockPricing,
    ],
  },
  {
    solution: 'sales',
    table: 'product',
    commands: [
      command('PublishProduct', 'Publish|Veröffentlichen'),
      command('ReviseProduct', 'Revise|Überarbeiten', 'f'),
      command('Retire', 'Retire|Auslaufen lassen'),
      command('Clone', 'Clone|Duplizieren', 'f'),
    ],
  },
  {
    solution: 'base',
    table: 'queueitem',
    commands: [
      command('Pick', 'Pick|Übernehmen', 'l'),
      command('Release', 'Release|Freigeben', 'l'),
      command('Route', 'Route|Weiterleiten', 'l'),
      command('Remove', 'Remove|Entfernen', 'l'),
      command('ItemDetails', 'Queue item details|Details des Warteschlangenelements', 'l'),
    ],
  },
  {
    solution: 'service',
    table: 'incident',
    commands: [
      command('Resolve', 'Resolve case|Anfrage abschließen'),
      command('CancelCase', 'Cancel case|Anfrage stornieren'),
      command('ReactivateCase', 'Reactivate|Reaktivieren', 'f'),
      command('CreateChildCase', 'Create child case|Untergeordnete Anfrage erstellen'),
      merge,
      command('SaveAndRoute', 'Save and route|Speichern und weiterleiten', 'f'),
      command('ApplyEntitlement', 'Apply entitlement|Anspruch anwenden', 'f'),
      command('LinkArticle', 'Link article|Artikel verknüpfen', 'f'),
    ],
  },
  {
    solution: 'service',
    table: 'knowledgearticle',
    commands: [
      command('PublishArticle', 'Publish|Veröffentlichen'),
      command('Schedule', 'Schedule|Einplanen', 'f'),
      command('Expire', 'Expire|Ablaufen lassen'),
      command('NewVersion', 'New version|Neue Version', 'f'),
      command('CopyArticleLink', 'Copy link|Link kopieren', 'f'),
    ],
  },
];
