import type { Row } from '../../src/shared/metadata/row.ts';
import type { Calendar } from './dates.ts';
import { people, serviceManager, servicePeople, type SamplePerson } from './people.ts';
import { Choices, sampleId } from './random.ts';
import { ownedBy, personOwner, recorded, type SampleRows } from './rows.ts';

const subjectTree = [
  ['Products', ['Pumps', 'Valves', 'Sensors', 'Controls']],
  ['Service', ['Commissioning', 'Maintenance', 'Training']],
  ['Orders and delivery', ['Delivery date', 'Damaged in transit', 'Returns']],
  ['Invoices', ['Amount', 'Payment terms']],
] as const;
const subjectId = (title: string): string => sampleId(`subject ${title}`);

/** The leaves of the tree: what cases and articles are about. */
export const subjectIds: readonly string[] = subjectTree.flatMap(([, below]) => below.map(subjectId));

export const supportQueue = sampleId('queue Support');
export const escalationQueue = sampleId('queue Escalations');
/** A person's own queue; also what the person's default queue is. */
export const ownQueue = (person: Pick<SamplePerson, 'login'>): string => sampleId(`queue ${person.login}`);

function subjectRows(stamp: Row): Row[] {
  return subjectTree.flatMap(([title, below]) => [
    { subjectid: subjectId(title), title, parentsubject: null, featuremask: 1, ...stamp },
    ...below.map((leaf) => ({
      subjectid: subjectId(leaf),
      title: leaf,
      parentsubject: subjectId(title),
      featuremask: 1,
      ...stamp,
    })),
  ]);
}

function queueRows(stamp: Row): Row[] {
  const queue = (id: string, name: string, viewType: number, owner: SamplePerson, members: number): Row => ({
    queueid: id,
    name,
    queueviewtype: viewType,
    numberofmembers: members,
    incomingemailfilteringmethod: 0,
    incomingemaildeliverymethod: 0,
    outgoingemaildeliverymethod: 0,
    statecode: 0,
    statuscode: 1,
    ...ownedBy(personOwner(owner)),
    ...stamp,
  });
  const service = servicePeople.length + 1;
  return [
    {
      ...queue(supportQueue, 'Support', 0, serviceManager, service),
      emailaddress: 'support@haversack.example',
    },
    queue(escalationQueue, 'Escalations', 0, serviceManager, service),
    ...people.map((one) => queue(ownQueue(one), `<${one.firstName} ${one.lastName}>`, 1, one, 1)),
  ];
}

const articles = [
  ['Pump does not start', 'Pumpe läuft nicht an'],
  ['Replacing a mechanical seal', 'Gleitringdichtung wechseln'],
  ['Calibrating the flow meter', 'Durchflussmesser kalibrieren'],
  ['Level sensor shows jumping values', 'Füllstandssensor zeigt springende Werte'],
  ['Connecting the remote gateway', 'Fernwartungs-Gateway anschließen'],
  ['Winter operation of outdoor stations', 'Winterbetrieb von Stationen im Freien'],
  ['Which spare parts to keep in stock', 'Welche Ersatzteile auf Lager gehören'],
  ['Reading error codes of the frequency converter', 'Fehlercodes des Frequenzumrichters lesen'],
  ['How to return a delivery', 'So senden Sie eine Lieferung zurück'],
  ['Copies of invoices', 'Rechnungskopien'],
  ['Maintenance intervals of dosing pumps', 'Wartungsabstände von Dosierpumpen'],
  ['Updating the operator panel', 'Bediengerät aktualisieren'],
] as const;
/** State of the nth article, and its reason. */
const articleStates = [3, 3, 0, 3, 1, 3, 2, 3, 4, 3, 5, 3, 3, 6, 3, 3, 0, 3, 4, 3, 1, 3, 2, 3] as const;
const articleReasons = [2, 5, 6, 7, 10, 12, 13] as const;
const articleId = (index: number): string => sampleId(`knowledgearticle ${index}`);

/** Published articles, which cases may be linked with. */
export const publishedArticleIds: readonly string[] = articleStates.flatMap((state, index) =>
  state === 3 ? [articleId(index)] : [],
);

function articleRows(choices: Choices, calendar: Calendar): Row[] {
  return articles
    .flatMap(([english, german]) => [
      { title: english, language: 1033 },
      { title: german, language: 1031 },
    ])
    .map(({ title, language }, index) => {
      const state = articleStates[index] ?? 3;
      const age = choices.int(60, 500);
      const wasPublished = state === 3 || state === 4 || state === 5;
      const steps =
        language === 1031
          ? [
              'Anlage freischalten und sichern.',
              'Befund mit dem Datenblatt vergleichen.',
              'Ergebnis notieren.',
            ]
          : [
              'Isolate the unit and lock it.',
              'Compare what you see with the data sheet.',
              'Write the result down.',
            ];
      const author = personOwner(index % 3 === 0 ? serviceManager : choices.pick(servicePeople));
      return {
        knowledgearticleid: articleId(index),
        title,
        articlepublicnumber: `KA-${String(1001 + index).padStart(5, '0')}`,
        keywords: title.toLowerCase().split(' ').slice(0, 4).join(', '),
        description: language === 1031 ? `Kurzanleitung: ${title}` : `Short guide: ${title}`,
        content: `<h2>${title}</h2><ol>${steps.map((step) => `<li>${step}</li>`).join('')}</ol>`,
        subjectid: subjectIds[Math.floor(index / 2) % subjectIds.length] ?? null,
        languagelocaleid: language,
        majorversionnumber: 1,
        minorversionnumber: index % 3,
        isrootarticle: false,
        islatestversion: true,
        isinternal: index % 7 === 5,
        publishon: wasPublished ? calendar.at(-age + 20, 8) : state === 2 ? calendar.at(10, 8) : null,
        // Every third published article runs out within the month.
        expirationdate:
          state === 4 || state === 5
            ? calendar.at(-15, 8)
            : state === 3
              ? calendar.at(index % 3 === 0 ? 5 + index : 300, 8)
              : null,
        expirationstateid: wasPublished ? 4 : null,
        primaryauthorid: author.id,
        rating: wasPublished ? (choices.int(20, 50) / 10).toFixed(2) : null,
        rating_count: wasPublished ? choices.int(3, 60) : 0,
        knowledgearticleviews: wasPublished ? choices.int(12, 900) : 0,
        readyforreview: state === 0 && index % 2 === 0,
        statecode: state,
        statuscode: articleReasons[state],
        ...ownedBy(author),
        ...recorded(calendar.past(age, 9), calendar.past(choices.int(0, 40), 14), author),
      };
    });
}

/** Subjects, queues and knowledge articles: what the service works with, whatever the number of customers. */
export function serviceDesk(seed: string, calendar: Calendar): readonly SampleRows[] {
  const stamp = recorded(calendar.past(700, 8), calendar.past(200, 8), personOwner(serviceManager));
  return [
    { table: 'subject', rows: subjectRows(stamp) },
    { table: 'queue', rows: queueRows(stamp) },
    { table: 'knowledgearticle', rows: articleRows(new Choices(`${seed} articles`), calendar) },
  ];
}
