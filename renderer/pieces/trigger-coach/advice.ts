import type { NodeDescription } from '../../client/types.ts';

/** A way to start a flow, with what a person should know before choosing it. One line each. */
export interface Advice {
  /** The type of the trigger. */
  type: string;
  /** When it fits. */
  fits: string;
  /** How soon the flow starts. */
  delay: string;
  /** What it costs this computer and the other side. */
  load: string;
  /** What is lost while the computer sleeps or WhenThen is closed. */
  asleep: string;
}

/** A place where something happens. */
export interface Source {
  id: string;
  title: string;
  /** Best first. */
  ways: readonly Advice[];
}

const webhook = (fits: string): Advice => ({
  type: 'webhook',
  fits,
  delay: 'At once.',
  load: 'Nothing until something is sent.',
  asleep: 'What is sent meanwhile does not arrive. Most services send again for hours; look there for what is missing.',
});
const poll = (fits: string): Advice => ({
  type: 'poll',
  fits,
  delay: 'Up to as long as the pause between two looks, 5 minutes at first.',
  load: 'One request at every look, whether there is news or not.',
  asleep: 'Items that are still in the list when it looks again are caught up. Those that fell out of it are lost.',
});
const appEvent: Advice = {
  type: 'app-event',
  fits: 'Another flow announces something with "Announce event".',
  delay: 'At once.',
  load: 'Nothing until it is announced.',
  asleep: 'Nothing: flows announce nothing while WhenThen is closed.',
};
const threshold = (fits: string): Advice => ({
  type: 'threshold',
  fits,
  delay: 'Up to as long as the pause between two readings, and the time it has to stay across the line.',
  load: 'One reading at a time, again and again.',
  asleep: 'A line that was crossed and crossed back meanwhile is not noticed.',
});

/** Where it comes from, in the order people meet it, and the ways to start that fit (product.md, "Pattern coach"). */
export const sources: readonly Source[] = [
  {
    id: 'service',
    title: 'A web service',
    ways: [
      webhook('The service can call an address of yours: Stripe, Shopify, GitHub, and most others.'),
      poll('The service calls nobody, but has a list you can look at.'),
    ],
  },
  {
    id: 'time',
    title: 'A time',
    ways: [
      {
        type: 'schedule',
        fits: 'It should happen every day, every hour, or at one moment.',
        delay: 'Within two seconds of the time.',
        load: 'Next to nothing.',
        asleep:
          'Nothing is lost: you choose whether missed times are run once, all, not at all, or whether it asks you.',
      },
    ],
  },
  {
    id: 'file',
    title: 'A file or folder',
    ways: [
      {
        type: 'file-watch',
        fits: 'A file appears in a folder, changes or is removed.',
        delay: 'A few seconds after it has been copied.',
        load: 'Little; more for folders with very many files.',
        asleep: 'Files that are there when it looks again are caught up. One that came and went is lost.',
      },
    ],
  },
  {
    id: 'table',
    title: 'A database table',
    ways: [
      {
        type: 'sqlite-change',
        fits: 'A row is added, changed or removed, by whatever program.',
        delay: 'A few seconds.',
        load: 'A short look at the file every few seconds; comparing whole tables costs more.',
        asleep: 'Rows that are there when it looks again are caught up. Of several changes to one row the last counts.',
      },
      threshold('You do not mind single rows, but how many there are, or their sum.'),
    ],
  },
  {
    id: 'page',
    title: 'A web page or feed',
    ways: [poll('A blog, a podcast, news, or a list that a web address answers with.')],
  },
  {
    id: 'number',
    title: 'A number that crosses a line',
    ways: [threshold('Disk space, a count in a table, a value on the web: above or below what you say.')],
  },
  {
    id: 'flow',
    title: 'Another flow',
    ways: [
      appEvent,
      {
        type: 'flow-failed',
        fits: 'Another flow has failed and somebody should know.',
        delay: 'At once, after the last try.',
        load: 'Nothing until one fails.',
        asleep: 'Nothing: no flow runs while WhenThen is closed.',
      },
    ],
  },
  {
    id: 'form',
    title: 'A form',
    ways: [
      {
        type: 'form',
        fits: 'WhenThen makes the form, and people fill it in with a browser.',
        delay: 'At once.',
        load: 'Nothing until somebody sends it.',
        asleep: 'The form cannot be opened meanwhile, so nobody loses what they typed.',
      },
      webhook('The form is on your own website, or made with Tally, Typeform or the like.'),
    ],
  },
  {
    id: 'me',
    title: 'Me',
    ways: [
      {
        type: 'manual',
        fits: 'You press Run, and it can ask for a few values first.',
        delay: 'At once.',
        load: 'Nothing until you press it.',
        asleep: 'Nothing.',
      },
    ],
  },
];

/** The ways of a source that this app has, with what they are called. */
export const waysOf = (
  source: string,
  kinds: readonly NodeDescription[],
): { advice: Advice; kind: NodeDescription }[] =>
  (sources.find(({ id }) => id === source)?.ways ?? []).flatMap((advice) => {
    const kind = kinds.find(({ type }) => type === advice.type);
    return kind ? [{ advice, kind }] : [];
  });
