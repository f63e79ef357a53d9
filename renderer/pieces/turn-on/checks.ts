import type { FlowReport, Grant, TestResult } from '../../client/types.ts';

/** How far one check is: still asked, good, for the person to do, not as expected, asked about, or nothing there to check. */
export type CheckState = 'checking' | 'ok' | 'todo' | 'failed' | 'asks' | 'none';

/** One line of the gate between a flow and being on. */
export interface Check {
  id: 'setup' | 'circles' | 'permissions' | 'connections' | 'practice' | 'tests';
  state: CheckState;
  title: string;
}

/** What the gate knows so far; undefined is still being asked. */
export interface Findings {
  report: FlowReport | undefined;
  /** Null when the flow has no tests. */
  tests: readonly TestResult[] | null | undefined;
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/** What stands in the way as errors; warnings do not. */
export const errorsOf = (report: FlowReport) => report.problems.filter(({ severity }) => severity === 'error');

/** Ways in which it may come back to itself; a person may say that it is all right. */
export const circlesOf = (report: FlowReport) =>
  report.problems.filter(({ code, severity }) => code === 'flow.may-loop' && severity === 'warning');

const checkCircles = (report: FlowReport | undefined): Check[] =>
  report && circlesOf(report).length > 0
    ? [{ id: 'circles', state: 'failed', title: 'It may start itself over and over' }]
    : [];

const checkSetup = (report: FlowReport | undefined): Check => {
  if (!report) return { id: 'setup', state: 'checking', title: 'Looking at every step' };
  const errors = errorsOf(report).length;
  return errors === 0
    ? { id: 'setup', state: 'ok', title: 'Every step is set up' }
    : { id: 'setup', state: 'todo', title: `${count(errors, 'thing', 'things')} to finish` };
};

const checkPermissions = (report: FlowReport | undefined): Check => {
  if (!report) return { id: 'permissions', state: 'checking', title: 'Looking at what it may touch' };
  const missing = report.missingGrants.length;
  return missing === 0
    ? { id: 'permissions', state: 'ok', title: 'It may touch what it needs' }
    : { id: 'permissions', state: 'todo', title: `It asks for ${count(missing, 'permission', 'permissions')}` };
};

const checkConnections = (report: FlowReport | undefined): Check => {
  if (!report) return { id: 'connections', state: 'checking', title: 'Looking for its connections' };
  const missing = report.missingCredentials.length;
  return missing === 0
    ? { id: 'connections', state: 'ok', title: 'Its connections are there' }
    : { id: 'connections', state: 'todo', title: `${count(missing, 'connection is', 'connections are')} missing` };
};

const checkTests = (tests: Findings['tests'], report: FlowReport | undefined): Check => {
  if (tests === undefined) return { id: 'tests', state: 'checking', title: 'Running the saved tests' };
  if (tests === null) return { id: 'tests', state: 'none', title: 'No saved tests' };
  const passed = tests.filter((test) => test.passed).length;
  if (passed === tests.length) return { id: 'tests', state: 'ok', title: `Tests: ${passed} of ${passed} passed` };
  // A flow that is not finished fails its tests for that very reason.
  if (report && errorsOf(report).length > 0)
    return { id: 'tests', state: 'none', title: 'Tests wait until every step is set up' };
  return { id: 'tests', state: 'failed', title: `Tests: ${passed} of ${tests.length} passed` };
};

const list = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' });

const checkPractice = (report: FlowReport | undefined): Check[] => {
  if (!report || report.practice.length === 0) return [];
  const kinds = [...new Set(report.practice.map(({ what }) => what))];
  // Within the sentence only the first begins with a capital.
  const said = list.format(kinds.map((what, at) => (at === 0 ? what : what.charAt(0).toLowerCase() + what.slice(1))));
  return [
    {
      id: 'practice',
      state: 'asks',
      title: `${said} from this flow go to the Practice outbox, not to real people`,
    },
  ];
};

/** The lines of the gate, in the order they are shown. */
export const describeChecks = ({ report, tests }: Findings): Check[] => [
  checkSetup(report),
  ...checkCircles(report),
  checkPermissions(report),
  checkConnections(report),
  ...checkPractice(report),
  checkTests(tests, report),
];

/** Whether the flow can go on at once, must wait for a person, or may go on if the person says so. */
export const judgeChecks = (checks: readonly Check[]): 'checking' | 'ready' | 'blocked' | 'doubtful' => {
  if (checks.some(({ state }) => state === 'todo')) return 'blocked';
  if (checks.some(({ state }) => state === 'checking')) return 'checking';
  return checks.some(({ state }) => state === 'failed' || state === 'asks') ? 'doubtful' : 'ready';
};

const grantWords: Record<Grant['kind'], (target: string) => string> = {
  'read-file': (target) => `Read the file ${target}`,
  'write-file': (target) =>
    /[/\\]$/.test(target) ? `Write files in the folder ${target}` : `Write the file ${target}`,
  database: (target) => `Read and change the database ${target}`,
  'private-address': (target) => `Call ${target}, which is on this computer or your own network`,
  program: (target) => `Run the program ${target}`,
};

/** A permission in plain words: "Read and change the database /home/ana/shop.db". */
export const sayGrant = ({ kind, target }: Grant): string => grantWords[kind](target);

/** What a flow that was just turned on waits for, as a sentence. */
export const sayOn = ({ name, addresses }: FlowReport, triggers: readonly string[]): string => {
  const [address] = addresses;
  if (address !== undefined) return `${name} is listening at ${address}.`;
  return triggers.includes('manual') ? `${name} starts when you press Run.` : `${name} starts when its event arrives.`;
};
