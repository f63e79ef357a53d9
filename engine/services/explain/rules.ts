import type { RunExplanation, RunFix } from '../../contract/run-shapes.ts';
import type { FaultData } from '../../model/fault.ts';
import { isRecord } from '../../model/json.ts';

/** What a rule knows: the failure, and the step it happened in. */
export interface Stopped {
  error: FaultData;
  /** "Step 4, Welcome e-mail," or "The flow", to go on from. */
  place: string;
  node: string | null;
  tries: number;
  /** The words for a field that was empty, such as "Customer e-mail". */
  field: string | null;
  /** Where the address of a web request leads; null for other steps. */
  host: string | null;
}

type Words = Pick<RunExplanation, 'title' | 'body'> & { fixes: RunFix[]; isQuoted?: boolean };

interface Rule {
  code: RegExp;
  say: (stopped: Stopped) => Words;
}

const openStep = (node: string | null, label: string): RunFix[] =>
  node === null ? [] : [{ do: 'open-step', label, node }];
const edit: RunFix = { do: 'edit-data', label: 'Edit the data and retry' };
const again: RunFix = { do: 'retry', label: 'Retry now' };
const aside: RunFix = { do: 'set-aside', label: 'Set this run aside' };
const connections: RunFix = { do: 'open-connections', label: 'Open Connections' };

const withFix = ({ message, fix }: FaultData): string => (fix === undefined ? message : `${message} ${fix}`);
const after = (tries: number): string => (tries > 1 ? ` after ${tries} tries` : '');

const quoteOf = ({ data, message }: FaultData): string => {
  const body = isRecord(data) && typeof data.body === 'string' ? data.body.trim() : '';
  return body === '' || body.startsWith('<') ? message : body.slice(0, 400);
};

const emptyField = ({ error, place, node, field }: Stopped): Words => {
  const name = field ?? 'A value it needs';
  return {
    title: `${place} had no value for ${field === null ? 'a field' : `“${field}”`}.`,
    body: field === null ? withFix(error) : `“${name}” was empty this time, and the step cannot do without it.`,
    fixes: [...openStep(node, 'Set what to do when it’s empty'), edit, aside],
  };
};

const databaseTitle = (place: string, code: string): string =>
  code === 'database.missing-file' || code === 'database.not-sqlite'
    ? `${place} did not find its database.`
    : `${place} could not use its database.`;

/** From a code to words and ways out (ux.md 7.4). The first rule that fits speaks. */
const rules: readonly Rule[] = [
  { code: /^(template\.missing-value|map\.required-empty)$/, say: emptyField },
  {
    code: /^validate\./,
    say: ({ error, place, node }) => ({
      title: `${place} found something else than expected.`,
      body: error.message,
      fixes: [...openStep(node, 'Open the step'), edit, aside],
    }),
  },
  {
    code: /^(map\.wrong-type|route\.not-a-text|wait\.|rule\.|pattern\.|template\.|params\.|payload\.)/,
    say: ({ error, place, node }) => ({
      title: `${place} got a value it cannot use.`,
      body: withFix(error),
      fixes: [...openStep(node, 'Choose another field'), edit, aside],
    }),
  },
  {
    code: /^http\.answered-40[13]$/,
    say: ({ error, host, node }) => ({
      title: `${host ?? 'The service'} did not accept the sign-in.`,
      body: withFix(error),
      fixes: [connections, ...openStep(node, 'Open the step'), again],
    }),
  },
  {
    code: /^http\.answered-429$/,
    say: ({ host, tries }) => ({
      title: `${host ?? 'The service'} asked to slow down.`,
      body: `There were too many requests in a short time${after(tries)}. Nothing was done twice.`,
      fixes: [again, aside],
    }),
  },
  {
    code: /^http\.answered-5\d\d$/,
    say: ({ error, host, tries }) => ({
      title: `${host ?? 'The service'} has a problem of its own.`,
      body: `It did not do what was asked${after(tries)}. ${error.message}`,
      fixes: [again, aside],
    }),
  },
  {
    code: /^http\.(answered-\d+|not-json)$/,
    say: ({ error, host, node }) => ({
      title: `${host ?? 'The service'} did not take the request.`,
      body: quoteOf(error),
      fixes: [...openStep(node, 'Open the step'), edit, again],
      isQuoted: true,
    }),
  },
  {
    code: /^(http\.(refused|dns|timeout|no-answer|connection-lost|unreachable|tls|bad-answer)|step\.timeout)/,
    say: ({ error, host, place, tries }) => ({
      title: host === null ? `${place} took too long.` : `Could not reach ${host}.`,
      body: `There was no proper answer${after(tries)}. ${withFix(error)}`,
      fixes: [again, aside],
    }),
  },
  {
    code: /^database\.(busy|child-died|stopped)$/,
    say: ({ error, place }) => ({
      title: `${place} found the database in use.`,
      body: `${withFix(error)} Nothing was changed.`,
      fixes: [again, aside],
    }),
  },
  {
    code: /^database\./,
    say: ({ error, place, node }) => ({
      title: databaseTitle(place, error.code),
      body: withFix(error),
      fixes: [...openStep(node, 'Open the step'), again, edit],
    }),
  },
  {
    code: /^file\./,
    say: ({ error, place, node }) => ({
      title: `${place} could not write its file.`,
      body: withFix(error),
      fixes: [...openStep(node, 'Open the step'), again],
    }),
  },
  {
    code: /^grant\./,
    say: ({ error, place, node }) => ({
      title: `${place} is not allowed to do this yet.`,
      body: withFix(error),
      fixes: [...openStep(node, 'Open the step'), again],
    }),
  },
  {
    code: /^credential\./,
    say: ({ error, place, node }) => ({
      title: `${place} cannot use its connection.`,
      body: withFix(error),
      fixes: [connections, ...openStep(node, 'Choose another connection'), again],
    }),
  },
  {
    code: /^flow\.stopped$/,
    say: ({ error, node }) => ({
      title: 'The flow stopped itself, as it was set to.',
      body: error.message,
      fixes: [...openStep(node, 'Open the step'), edit, aside],
    }),
  },
  {
    code: /^internal\./,
    say: ({ error }) => ({
      title: 'WhenThen made a mistake (not you).',
      body: error.message,
      fixes: [again, aside],
      isQuoted: true,
    }),
  },
];

const anything = ({ error, place, node }: Stopped): Words => ({
  title: `${place} could not do its work.`,
  body: withFix(error),
  fixes: [...openStep(node, 'Open the step'), again, aside],
});

/** Why a run stopped and what can be done, without what earlier runs say. */
export const explain = (stopped: Stopped): Omit<RunExplanation, 'evidence'> => {
  const say = rules.find(({ code }) => code.test(stopped.error.code))?.say ?? anything;
  const { isQuoted = false, ...words } = say(stopped);
  return { ...words, isQuoted };
};
