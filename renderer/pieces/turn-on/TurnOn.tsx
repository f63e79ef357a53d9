import { CircleAlert, CircleCheck, CircleDashed, CircleMinus, FlaskConical } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import type { FlowReport, Problem, TestResult } from '../../client/types.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { type Check, type CheckState, circlesOf, describeChecks, errorsOf, judgeChecks } from './checks.ts';
import { GrantText } from './GrantText.tsx';
import styles from './TurnOn.module.css';
import { allow, startTurningOn, stopTurningOn, turnOnNow, useTurnOnStore } from './turn-on-store.ts';

export { type TurnOn, useTurnOn } from './use-turn-on.ts';

const icons = { ok: CircleCheck, todo: CircleDashed, failed: CircleAlert, asks: FlaskConical, none: CircleMinus };
const stateWords: Record<CheckState, string> = {
  checking: 'Checking',
  ok: 'Good',
  todo: 'To do',
  failed: 'Not as expected',
  asks: 'Good to know',
  none: 'Nothing to check',
};

const CheckIcon = ({ state }: { state: CheckState }): ReactElement => {
  if (state === 'checking') return <Spinner label={stateWords.checking} />;
  const Icon = icons[state];
  return <Icon size={18} role="img" aria-label={stateWords[state]} />;
};

const CheckLine = ({ check, children }: { check: Check; children?: ReactNode }): ReactElement => (
  <li className={styles.check}>
    <span className={classes(styles.icon, styles[check.state])}>
      <CheckIcon state={check.state} />
    </span>
    <div className={styles.words}>
      <p className={styles.title}>{check.title}</p>
      {children}
    </div>
  </li>
);

const Setup = ({ errors, onShow }: { errors: readonly Problem[]; onShow: (problem: Problem) => void }) => (
  <ul className={styles.items}>
    {errors.map((problem) => (
      <li key={`${problem.node} ${problem.param} ${problem.code}`} className={styles.item}>
        <div>
          <p>{problem.message}</p>
          <p className={styles.fix}>{problem.fix}</p>
        </div>
        <Button size="small" onPress={() => onShow(problem)} aria-label={`Show: ${problem.message}`}>
          Show
        </Button>
      </li>
    ))}
  </ul>
);

const FailedTests = ({ tests }: { tests: readonly TestResult[] }): ReactElement => (
  <ul className={styles.items}>
    {tests
      .filter(({ passed }) => !passed)
      .map(({ name, failures }) => (
        <li key={name}>
          <p className={styles.testName}>{name}</p>
          {failures.map((failure) => (
            <p key={failure} className={styles.fix}>
              {failure}
            </p>
          ))}
        </li>
      ))}
  </ul>
);

/** The first step of each kind of message that stays in the Practice outbox. */
const practiceKinds = ({ practice }: FlowReport): FlowReport['practice'] =>
  practice.filter(({ what }, at) => practice.findIndex((other) => other.what === what) === at);

const connectWords: Readonly<Record<string, string>> = { 'E-mails': 'e-mail', 'Chat messages': 'chat' };

interface TurnOnSheetProps {
  /** Shows a step that is not finished; without it the editor of the flow is opened. */
  onShowProblem?: ((problem: Pick<Problem, 'node' | 'param'>) => void) | undefined;
}

/** What stands between a flow and being on, each check with its state. Mount it once beside the switches it serves. */
export const TurnOnSheet = ({ onShowProblem }: TurnOnSheetProps): ReactElement | null => {
  const { flow, report, tests, isSheetOpen, isWorking, fault } = useTurnOnStore();
  if (flow === null) return null;
  const checks = describeChecks({ report, tests });
  const verdict = judgeChecks(checks);
  const errors = report ? errorsOf(report) : [];
  const show = (problem: Pick<Problem, 'node' | 'param'>): void => {
    stopTurningOn();
    if (onShowProblem) onShowProblem(problem);
    else location.hash = `/flows/${encodeURIComponent(report?.id ?? flow)}`;
  };
  const details: Partial<Record<Check['id'], ReactNode>> = {
    setup: errors.length > 0 && <Setup errors={errors} onShow={show} />,
    circles: report && <Setup errors={circlesOf(report)} onShow={show} />,
    permissions: report && report.missingGrants.length > 0 && (
      <>
        <ul className={styles.items}>
          {report.missingGrants.map((grant) => (
            <li key={`${grant.kind} ${grant.target}`} className={styles.grant}>
              <GrantText grant={grant} />
            </li>
          ))}
        </ul>
        <Button size="small" isBusy={isWorking} onPress={() => void allow(flow, report.missingGrants)}>
          Allow
        </Button>
      </>
    ),
    connections: report && report.missingCredentials.length > 0 && (
      <ul className={styles.items}>
        {report.missingCredentials.map((name) => (
          <li key={name} className={styles.item}>
            <p>{name}</p>
            <a className="link" href={`#/connections/${encodeURIComponent(name)}`} onClick={stopTurningOn}>
              Add connection
            </a>
          </li>
        ))}
      </ul>
    ),
    practice: report && report.practice.length > 0 && (
      <ul className={styles.items}>
        {practiceKinds(report).map(({ node, what }) => (
          <li key={what} className={styles.item}>
            <p className={styles.fix}>They go out once the step has a connection.</p>
            <Button size="small" onPress={() => show({ node, param: 'connection' })}>
              {`Connect ${connectWords[what] ?? what.toLowerCase()}`}
            </Button>
          </li>
        ))}
      </ul>
    ),
    tests: tests && checks.some(({ id, state }) => id === 'tests' && state === 'failed') && (
      <FailedTests tests={tests} />
    ),
  };
  return (
    <Sheet title={`Turn on ${report?.name ?? 'flow'}`} isOpen={isSheetOpen} onClose={stopTurningOn}>
      <ul className={styles.checks}>
        {checks.map((check) => (
          <CheckLine key={check.id} check={check}>
            {details[check.id]}
          </CheckLine>
        ))}
      </ul>
      {fault && (
        <Banner tone="err" title={fault.message}>
          {fault.fix}
        </Banner>
      )}
      <div className={styles.actions}>
        {verdict === 'blocked' && <p className={styles.note}>It stays off until this is done.</p>}
        {verdict === 'doubtful' && (
          <>
            <Button isBusy={isWorking} onPress={() => void turnOnNow(flow)}>
              Turn on anyway
            </Button>
            {checks.some(({ state }) => state === 'failed') && (
              <p className={styles.note}>Better look at this first.</p>
            )}
          </>
        )}
        {fault && verdict !== 'doubtful' && (
          <Button onPress={() => void startTurningOn(flow)} isBusy={isWorking}>
            Check again
          </Button>
        )}
      </div>
    </Sheet>
  );
};
