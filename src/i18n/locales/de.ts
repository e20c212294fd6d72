import { translated } from '../translated.ts';

/** German texts, by the English ones in the code. */
export const templates = translated({
  // Shell and navigation
  'Account: {0}': 'Konto: {0}',
  'All apps': 'Alle Apps',
  'Collapse navigation': 'Navigation einklappen',
  'Ctrl K': 'Strg K',
  'My apps': 'Meine Apps',
  Navigation: 'Navigation',
  'New record': 'Neuer Datensatz',
  Pinned: 'Angeheftet',
  Recent: 'Zuletzt verwendet',
  Search: 'Suchen',
  Settings: 'Einstellungen',
  'Show navigation': 'Navigation zeigen',
  'Sign out': 'Abmelden',
  'Site map': 'Navigation der App',
  'Skip to content': 'Zum Inhalt springen',
  'Switch app': 'App wechseln',
  'Theme: as the system': 'Darstellung: wie das System',
  'Theme: dark': 'Darstellung: dunkel',
  'Theme: light': 'Darstellung: hell',
  'changes not sent': 'Änderungen nicht gesendet',
  'changes waiting': 'Änderungen warten',
  'on this device': 'auf diesem Gerät',
  'not all on this device yet': 'noch nicht vollständig auf diesem Gerät',
  'online only': 'nur online',
  syncing: 'wird abgeglichen',

  // Pages
  'An administrator can add one to the app.': 'Die Administration kann der App eine hinzufügen.',
  'Connect once to bring this app onto the device. After that it works offline.':
    'Verbinden Sie sich einmal, um diese App auf das Gerät zu holen. Danach funktioniert sie offline.',
  "Contact your administrator for access to your organization's mobile apps":
    'Wenden Sie sich an Ihre Administration, um Zugriff auf die mobilen Apps Ihrer Organisation zu erhalten',
  Loading: 'Wird geladen',
  'No apps yet': 'Noch keine Apps',
  'Not on this device yet': 'Noch nicht auf diesem Gerät',
  'Sign in': 'Anmelden',
  'Sign in with your organization’s account. After that your apps open with or without a network.':
    'Melden Sie sich mit dem Konto Ihrer Organisation an. Danach öffnen sich Ihre Apps mit und ohne Netz.',
  'The address may be mistyped, or the page was moved.':
    'Die Adresse ist vielleicht falsch geschrieben, oder die Seite wurde verschoben.',
  'The first sign-in on this device needs a connection. Connect, then try again.':
    'Die erste Anmeldung auf diesem Gerät braucht eine Verbindung. Verbinden Sie sich und versuchen Sie es erneut.',
  'The server cannot be reached. These are the apps on this device.':
    'Der Server ist nicht erreichbar. Dies sind die Apps auf diesem Gerät.',
  'There is no such page': 'Diese Seite gibt es nicht',
  'This app has no pages for you': 'Diese App hat keine Seiten für Sie',
  'This app is not shared with you': 'Diese App ist nicht für Sie freigegeben',
  'This list is not part of the app': 'Diese Liste gehört nicht zur App',
  'This page could not be shown': 'Diese Seite konnte nicht angezeigt werden',
  'This table has no views': 'Diese Tabelle hat keine Ansichten',
  'Try again': 'Erneut versuchen',
  'Your apps could not be read': 'Ihre Apps konnten nicht gelesen werden',
  'Your roles do not include any of its lists. Ask your administrator.':
    'Ihre Rollen umfassen keine ihrer Listen. Fragen Sie Ihre Administration.',
  'Your roles may not include it. Ask your administrator if you need it.':
    'Vielleicht umfassen Ihre Rollen sie nicht. Fragen Sie Ihre Administration, wenn Sie sie brauchen.',

  // Lists
  '1 record': '1 Datensatz',
  Clear: 'Aufheben',
  'Clear search': 'Suche leeren',
  Commands: 'Befehle',
  Delete: 'Löschen',
  'Delete {0} {1}?': '{0} {1} löschen?',
  'Delete “{0}”?': '„{0}“ löschen?',
  'Deleting failed.': 'Das Löschen ist fehlgeschlagen.',
  'Find in {0}': '{0} durchsuchen',
  Keep: 'Behalten',
  New: 'Neu',
  'New {0}': 'Neu: {0}',
  'No {0} here yet': 'Hier gibt es noch keine {0}',
  'Not on this device': 'Nicht auf diesem Gerät',
  'Not sent yet': 'Noch nicht gesendet',
  'Nothing found for “{0}”': 'Nichts gefunden für „{0}“',
  'A change was not sent': 'Eine Änderung wurde nicht gesendet',
  'Records that match this view appear here by themselves.':
    'Datensätze, die zu dieser Ansicht passen, erscheinen hier von selbst.',
  Refresh: 'Aktualisieren',
  'Select all': 'Alle auswählen',
  'Select row': 'Zeile auswählen',
  'Something went wrong.': 'Etwas ist schiefgegangen.',
  'Deleted here at once; the server follows with the next sync.':
    'Hier sofort gelöscht; der Server folgt mit dem nächsten Abgleich.',
  'This list could not be read': 'Diese Liste konnte nicht gelesen werden',
  'Try fewer letters, or another view.': 'Versuchen Sie weniger Buchstaben oder eine andere Ansicht.',
  'View:': 'Ansicht:',
  '(no name)': '(ohne Namen)',
  '{0} (not on this device)': '{0} (nicht auf diesem Gerät)',
  '{0} records': '{0} Datensätze',
  '{0} selected': '{0} ausgewählt',

  // Sync
  'A new version is ready. Update when it suits you.':
    'Eine neue Version ist bereit. Aktualisieren Sie, wenn es Ihnen passt.',
  'Being sent': 'Wird gesendet',
  Changed: 'Geändert',
  'Changes that you make are listed here until the server has them.':
    'Ihre Änderungen stehen hier, bis der Server sie hat.',
  'Changes waiting': 'Änderungen warten',
  Deleted: 'Gelöscht',
  Discard: 'Verwerfen',
  'Discard and sign out': 'Verwerfen und abmelden',
  'Discard this change?': 'Diese Änderung verwerfen?',
  'Discard: {0}': 'Verwerfen: {0}',
  'Everything is sent': 'Alles ist gesendet',
  'Everything you did has been sent.': 'Alles, was Sie getan haben, ist gesendet.',
  'Is the file saved?': 'Ist die Datei gespeichert?',
  'Last sync {0}': 'Letzter Abgleich {0}',
  Later: 'Später',
  Linked: 'Verknüpft',
  'Needs attention': 'Braucht Aufmerksamkeit',
  'Not sent: your decision is needed': 'Nicht gesendet: Ihre Entscheidung ist nötig',
  Offline: 'Offline',
  'On this device': 'Auf diesem Gerät',
  'One change on this device has not been sent. Signing out removes everything from this device.':
    'Eine Änderung auf diesem Gerät wurde nicht gesendet. Beim Abmelden wird alles von diesem Gerät entfernt.',
  'Progress by table': 'Fortschritt je Tabelle',
  'Save as file': 'Als Datei sichern',
  'Saved on this device, not sent yet': 'Auf diesem Gerät gespeichert, noch nicht gesendet',
  'Send again': 'Erneut senden',
  'Send and sign out': 'Senden und abmelden',
  'Send first, or keep what you did as a file.':
    'Senden Sie zuerst, oder bewahren Sie Ihre Arbeit als Datei auf.',
  'Show all {0} changes': 'Alle {0} Änderungen zeigen',
  'Show details': 'Einzelheiten zeigen',
  'Signing out now removes the changes from this device. Only the file keeps them.':
    'Beim Abmelden werden die Änderungen von diesem Gerät entfernt. Nur die Datei bewahrt sie.',
  'Some changes could not be sent. Nothing was removed.':
    'Einige Änderungen konnten nicht gesendet werden. Es wurde nichts entfernt.',
  'Someone else changed the same record': 'Jemand anderes hat denselben Datensatz geändert',
  'Stay signed in': 'Angemeldet bleiben',
  'The server has not answered for some seconds.': 'Der Server antwortet seit einigen Sekunden nicht.',
  'Sync error': 'Fehler beim Abgleich',
  'Sync now': 'Jetzt abgleichen',
  'Sync status': 'Stand des Abgleichs',
  'Sync status: {0}': 'Stand des Abgleichs: {0}',
  Syncing: 'Wird abgeglichen',
  'The first sync starts as soon as there is a connection.':
    'Der erste Abgleich beginnt, sobald eine Verbindung besteht.',
  'The server refused this change': 'Der Server hat diese Änderung abgelehnt',
  'There is no connection now. Stay signed in, or keep what you did as a file.':
    'Zurzeit besteht keine Verbindung. Bleiben Sie angemeldet, oder bewahren Sie Ihre Arbeit als Datei auf.',
  'This change could not be read': 'Diese Änderung konnte nicht gelesen werden',
  'This change is being sent right now. Its outcome will be shown here.':
    'Diese Änderung wird gerade gesendet. Das Ergebnis erscheint hier.',
  Unlinked: 'Verknüpfung gelöst',
  'Unsent changes': 'Nicht gesendete Änderungen',
  'Up to date': 'Auf dem neuesten Stand',
  'Your session has ended. Your work is kept on this device; sign in, and it is sent.':
    'Ihre Sitzung ist beendet. Ihre Arbeit bleibt auf diesem Gerät; melden Sie sich an, dann wird sie gesendet.',
  'Update now': 'Jetzt aktualisieren',
  Waiting: 'Wartet',
  'Waiting changes': 'Wartende Änderungen',
  'What you did to “{0}” has not been sent and cannot be brought back.':
    'Was Sie an „{0}“ getan haben, wurde nicht gesendet und lässt sich nicht zurückholen.',
  'Not synced yet': 'Noch nicht abgeglichen',
  waits: 'wartet',
  'your work is kept on this device': 'Ihre Arbeit bleibt auf diesem Gerät',
  '{0} changes on this device have not been sent. Signing out removes everything from this device.':
    '{0} Änderungen auf diesem Gerät wurden nicht gesendet. Beim Abmelden wird alles von diesem Gerät entfernt.',
  '{0} not sent': '{0} nicht gesendet',
  '{0} of {1}': '{0} von {1}',
  '{0} records, {1}': '{0} Datensätze, {1}',
  '{0} waiting': '{0} warten',

  // Settings
  Account: 'Konto',
  'As the system': 'Wie das System',
  Cancel: 'Abbrechen',
  Dark: 'Dunkel',
  'Example:': 'Beispiel:',
  Language: 'Sprache',
  Light: 'Hell',
  Measuring: 'Wird gemessen',
  'My language on the server': 'Meine Sprache auf dem Server',
  'Names of lists and columns come from your organization in the language of your account.':
    'Namen von Listen und Spalten kommen von Ihrer Organisation in der Sprache Ihres Kontos.',
  'Open an app to see what it stores on this device.':
    'Öffnen Sie eine App, um zu sehen, was sie auf diesem Gerät speichert.',
  'Removes the local copy and fetches it again. Unsent changes are never dropped.':
    'Entfernt die lokale Kopie und holt sie neu. Nicht gesendete Änderungen gehen nie verloren.',
  Reset: 'Zurücksetzen',
  'Reset this device': 'Dieses Gerät zurücksetzen',
  'Reset this device?': 'Dieses Gerät zurücksetzen?',
  Show: 'Zeigen',
  'The local copy is removed and you sign in again. The next sync brings everything back.':
    'Die lokale Kopie wird entfernt und Sie melden sich neu an. Der nächste Abgleich bringt alles zurück.',
  'The storage cannot be measured here.': 'Der Speicher lässt sich hier nicht messen.',
  Theme: 'Darstellung',
  'Time zone: {0}': 'Zeitzone: {0}',
  '{0} changes have not been sent yet. Send or discard them first.':
    '{0} Änderungen wurden noch nicht gesendet. Senden oder verwerfen Sie sie zuerst.',

  // Records
  'A change was not accepted': 'Eine Änderung wurde nicht angenommen',
  'A value is required.': 'Ein Wert wird gebraucht.',
  'At least {0}.': 'Mindestens {0}.',
  'At most {0} characters.': 'Höchstens {0} Zeichen.',
  'At most {0}.': 'Höchstens {0}.',
  'Back to the list': 'Zurück zur Liste',
  'Check the value of {0}.': 'Prüfen Sie den Wert von {0}.',
  'Delete {0}?': '{0} löschen?',
  'Discard edits': 'Eingaben verwerfen',
  'Discard change': 'Änderung verwerfen',
  Form: 'Formular',
  'Form tabs': 'Registerkarten des Formulars',
  'Key facts': 'Eckdaten',
  General: 'Allgemein',
  'Go to {0}': 'Zu {0}',
  'It was deleted, is not carried on this device, or you may not read it.':
    'Der Datensatz wurde gelöscht, ist nicht auf diesem Gerät, oder Sie dürfen ihn nicht lesen.',
  Leave: 'Verlassen',
  'Leave without saving?': 'Ohne Speichern verlassen?',
  No: 'Nein',
  'No form': 'Kein Formular',
  'Not part of this app': 'Nicht Teil dieser App',
  'Not saved yet': 'Noch nicht gespeichert',
  'Not shown here: {0}': 'Hier nicht angezeigt: {0}',
  'There is no form for these details.': 'Für diese Angaben gibt es kein Formular.',
  'Nothing chosen.': 'Nichts ausgewählt.',
  'Nothing here yet.': 'Hier ist noch nichts.',
  'Call {0}': '{0} anrufen',
  'Open {0}': '{0} öffnen',
  'Write to {0}': 'An {0} schreiben',
  Today: 'Heute',
  'Read-only': 'Schreibgeschützt',
  Save: 'Speichern',
  'Save & close': 'Speichern und schließen',
  'Save the record first; its related rows are shown then.':
    'Speichern Sie zuerst den Datensatz; dann erscheinen seine verknüpften Zeilen.',
  'Saved on this device': 'Auf diesem Gerät gespeichert',
  Sent: 'Gesendet',
  Undo: 'Rückgängig',
  'Your edits were discarded.': 'Ihre Eingaben wurden verworfen.',
  'Changes that were not sent': 'Nicht gesendete Änderungen',
  'Saving…': 'Wird gespeichert …',
  'Show more ({0})': 'Mehr zeigen ({0})',
  Stay: 'Bleiben',
  'The change could not be stored on this device. What you typed is still here.':
    'Die Änderung konnte auf diesem Gerät nicht gespeichert werden. Ihre Eingabe ist noch da.',
  'The column {0} is not there.': 'Die Spalte {0} gibt es nicht.',
  'The record goes back to what the server has.': 'Der Datensatz kehrt zum Stand des Servers zurück.',
  'The record is deleted for everyone once the change is sent.':
    'Der Datensatz wird für alle gelöscht, sobald die Änderung gesendet ist.',
  'The server did not accept a change': 'Der Server hat eine Änderung nicht angenommen',
  'The table {0} has no main form for your roles.': 'Die Tabelle {0} hat kein Hauptformular für Ihre Rollen.',
  'These rows are not on this device.': 'Diese Zeilen sind nicht auf diesem Gerät.',
  'This app has no table named {0}.': 'Diese App hat keine Tabelle namens {0}.',
  'This form has nothing to show.': 'Dieses Formular hat nichts anzuzeigen.',
  'This is not a date.': 'Das ist kein Datum.',
  'This is not a number.': 'Das ist keine Zahl.',
  'This list is not available here.': 'Diese Liste ist hier nicht verfügbar.',
  'This record is not on this device.': 'Dieser Datensatz ist nicht auf diesem Gerät.',
  Timeline: 'Zeitachse',
  'Unsaved changes': 'Nicht gespeicherte Änderungen',
  'What you typed on this record is not saved yet.':
    'Was Sie in diesen Datensatz eingegeben haben, ist noch nicht gespeichert.',
  Yes: 'Ja',
  '(not on this device)': '(nicht auf diesem Gerät)',
  'not on this device': 'nicht auf diesem Gerät',
  '{0} not found': '{0} nicht gefunden',

  // Charts
  'Arrow keys go through the values, Enter shows the records behind one.':
    'Pfeiltasten gehen durch die Werte, Eingabe zeigt die Datensätze dahinter.',
  'Average ({0})': 'Durchschnitt ({0})',
  Category: 'Kategorie',
  'Chart {0}: {1} by {2}, {3} values': 'Diagramm {0}: {1} nach {2}, {3} Werte',
  'Chart:': 'Diagramm:',
  'FY{0}': 'GJ {0}',
  'Greatest ({0})': 'Größter Wert ({0})',
  'Hide chart': 'Diagramm ausblenden',
  'Least ({0})': 'Kleinster Wert ({0})',
  'Nothing to draw yet': 'Noch nichts zu zeichnen',
  'Number ({0})': 'Anzahl ({0})',
  'Number of records': 'Anzahl der Datensätze',
  'Q{0} FY{1}': 'Q{0} GJ {1}',
  'Remove filter {0}': 'Filter {0} entfernen',
  'Show as table': 'Als Tabelle zeigen',
  'Show chart': 'Diagramm zeigen',
  'Show records': 'Datensätze zeigen',
  'Sum ({0})': 'Summe ({0})',
  'There are more groups than can be drawn.': 'Es gibt mehr Gruppen, als gezeichnet werden können.',
  'This version cannot draw charts of the kind {0}; these are its values.':
    'Diese Version kann Diagramme der Art {0} nicht zeichnen; dies sind die Werte.',
  'This chart could not be read': 'Dieses Diagramm konnte nicht gelesen werden',
  'W{0} {1}': 'KW {0} {1}',
  'W{0}': 'KW {0}',
  'Q{0}': 'Q{0}',
  '(empty)': '(leer)',

  // Dashboards
  'Dashboard:': 'Dashboard:',
  Dashboards: 'Dashboards',
  'No dashboard here': 'Hier ist kein Dashboard',
  'It may have been removed, or is not meant for your roles.':
    'Es wurde vielleicht entfernt oder ist nicht für Ihre Rollen bestimmt.',
  'Not shown here': 'Hier nicht gezeigt',
  'Its chart or view is not in this app, or not for your roles.':
    'Das Diagramm oder die Ansicht gibt es in dieser App nicht, oder nicht für Ihre Rollen.',
  'Its view is not in this app, or not for your roles.':
    'Die Ansicht gibt es in dieser App nicht, oder nicht für Ihre Rollen.',
  'This version does not show this part: {0}': 'Diese Version zeigt diesen Teil nicht: {0}',
  'See all records of {0}': 'Alle Datensätze zeigen: {0}',
  'The time frame of this dashboard is not applied yet.':
    'Der Zeitraum dieses Dashboards wird noch nicht angewandt.',

  // Why something was not accepted
  'This text is too long.': 'Der Text ist zu lang.',
  'This number is too small.': 'Die Zahl ist zu klein.',
  'This number is too large.': 'Die Zahl ist zu groß.',
  'This field cannot hold such a value.': 'Dieses Feld kann einen solchen Wert nicht aufnehmen.',
  'The text holds a character that cannot be stored.':
    'Der Text enthält ein Zeichen, das nicht gespeichert werden kann.',
  'This is not one of the choices.': 'Das ist keine der Auswahlmöglichkeiten.',
  'This field cannot refer to a record of that kind.':
    'Dieses Feld kann nicht auf einen Datensatz dieser Art verweisen.',
  'This status reason does not belong to the status.': 'Dieser Statusgrund gehört nicht zum Status.',
  'This field cannot be changed.': 'Dieses Feld kann nicht geändert werden.',
  'The field does not exist any more.': 'Das Feld gibt es nicht mehr.',
  'Sign in to continue.': 'Melden Sie sich an, um fortzufahren.',
  'Someone else has signed in meanwhile.': 'Inzwischen hat sich jemand anderes angemeldet.',
  'Your roles do not allow this.': 'Ihre Rollen erlauben das nicht.',
  'Your roles do not include Dynamics 365 for mobile.':
    'Ihre Rollen enthalten Dynamics 365 für Mobilgeräte nicht.',
  'The record does not exist any more, or you may not see it.':
    'Den Datensatz gibt es nicht mehr, oder Sie dürfen ihn nicht sehen.',
  'The table does not exist any more.': 'Die Tabelle gibt es nicht mehr.',
  'A value does not fit its field.': 'Ein Wert passt nicht zu seinem Feld.',
  'This record exists already.': 'Diesen Datensatz gibt es schon.',
  'There is a record with the same key values already.':
    'Es gibt schon einen Datensatz mit denselben Schlüsselwerten.',
  'Other records refer to it, so it cannot be deleted.':
    'Andere Datensätze verweisen darauf, deshalb kann er nicht gelöscht werden.',
  'At least one person must stay System Administrator.':
    'Mindestens eine Person muss Systemadministrator bleiben.',
  'A role of the system cannot be deleted.': 'Eine Rolle des Systems kann nicht gelöscht werden.',
  'The parent is this record itself or one below it.':
    'Das übergeordnete Element ist der Datensatz selbst oder einer darunter.',
  'The server knows this change with another content.': 'Der Server kennt diese Änderung mit anderem Inhalt.',
  'The server keeps this change but could not read it.':
    'Der Server verwahrt diese Änderung, konnte sie aber nicht lesen.',
  'The server is busy; it is tried again by itself.':
    'Der Server ist ausgelastet; es wird von selbst noch einmal versucht.',
  'The server is not ready; it is tried again by itself.':
    'Der Server ist nicht bereit; es wird von selbst noch einmal versucht.',
  'The server cannot be reached.': 'Der Server ist nicht erreichbar.',
  'Something went wrong on the server.': 'Auf dem Server ist etwas schiefgegangen.',
  'This device has no room left.': 'Auf diesem Gerät ist kein Platz mehr.',
  'The data on this device cannot be opened.': 'Die Daten auf diesem Gerät lassen sich nicht öffnen.',
  'Another tab has an older version open; close it.':
    'In einem anderen Tab ist eine ältere Version offen; schließen Sie ihn.',
  '{0}: {1}': '{0}: {1}',
});
