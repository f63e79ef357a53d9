import { type Findings, mustBeZero, type Wrong } from './findings.ts';

/** Cases shown of each kind; the file of `--json` has them all. */
const shownCases = 10;

const countLabels: Record<keyof Findings['counts'], string> = {
  kills: 'kills',
  sent: 'requests sent',
  deliveries: 'deliveries',
  acknowledged: 'deliveries acknowledged',
  storedUnacknowledged: 'stored, not acknowledged (allowed)',
  repeatsRecognised: 'repeats recognised',
  refused: 'other answers (503 and the like)',
  runs: 'runs',
  recovered: 'runs taken up after a kill',
  inFlightAtKills: 'steps in flight at kills',
  maxInFlightPerKill: 'most in flight at one kill',
  repeatedEffects: 'repeated effects (allowed: in flight)',
  maxRepeatsPerKill: 'most repeated after one kill',
  failedOnPurpose: 'attempts the service failed on purpose',
};

/** The figures as a table, and below it enough about each case to find it. Pure. */
export const showFindings = ({ seed, counts, wrong, cases }: Findings): string => {
  const rows: [string, string][] = [
    ['seed', String(seed)],
    ...Object.entries(countLabels).map(([key, label]): [string, string] => [
      label,
      String(counts[key as keyof Findings['counts']]),
    ]),
    ...Object.entries(mustBeZero).map(([what, label]): [string, string] => {
      const count = wrong[what as Wrong];
      return [label, count === 0 ? '0 ✓' : `${count} ✗`];
    }),
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  const shown = Object.keys(mustBeZero).flatMap((what) => {
    const same = cases.filter((one) => one.what === what);
    const more = same.length - shownCases;
    return [
      ...same.slice(0, shownCases).map(({ sentence }) => `  ${what}: ${sentence}`),
      ...(more > 0 ? [`  ${what}: and ${more} more`] : []),
    ];
  });
  return [...rows.map(([label, value]) => `${label.padEnd(width)}  ${value}`), ...shown].join('\n');
};
