import type { AwayReport, CaughtUp } from '../client/types.ts';

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

const moment = new Intl.DateTimeFormat('en', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** "Mon, 23 Nov, 14:00": a time a flow was due. */
export const sayMoment = (iso: string): string => moment.format(Date.parse(iso));

/** Whether anything happened that a person should know of. What cannot have arrived is no news by itself. */
export const isWorthTelling = ({ missed, caughtUp, waiting, gaps }: AwayReport): boolean =>
  missed.length + caughtUp.length + waiting.length > 0 || gaps.some(({ event }) => event !== null);

/** "2 scheduled runs were missed, 1 was caught up. 3 wait for you to decide." */
export const sayAway = ({ missed, caughtUp, waiting, gaps }: AwayReport): string => {
  const said: string[] = [];
  if (missed.length > 0) said.push(count(missed.length, 'scheduled run was missed', 'scheduled runs were missed'));
  if (caughtUp.length > 0)
    said.push(
      missed.length > 0
        ? count(caughtUp.length, 'was caught up', 'were caught up')
        : count(caughtUp.length, 'scheduled run was caught up', 'scheduled runs were caught up'),
    );
  const known = gaps.filter(({ event }) => event !== null).length;
  const sentences = [
    said.join(', '),
    waiting.length === 0
      ? ''
      : waiting.length === 1
        ? '1 missed run waits for you to decide'
        : `${waiting.length} missed runs wait for you to decide`,
    known > 0 ? `${count(known, 'flow has', 'flows have')} a gap nobody can fill` : '',
  ];
  return sentences.flatMap((sentence) => (sentence === '' ? [] : `${sentence}.`)).join(' ');
};

/** "WhenThen was closed from Mon, 23 Nov, 12:50 to Mon, 23 Nov, 15:30." Empty when the time is not known. */
export const sayAbsence = ({ from, to, reason }: AwayReport): string =>
  from === null || to === null
    ? ''
    : `${reason === 'asleep' ? 'This computer was asleep' : 'WhenThen was closed'} from ${sayMoment(from)} to ${sayMoment(to)}.`;

/** What a late run made up for. */
export const sayCaughtUp = ({ dueAt, startedAt, missedCount }: CaughtUp): string =>
  missedCount > 1
    ? `One run at ${sayMoment(startedAt)} stands for ${missedCount} times`
    : `Due ${sayMoment(dueAt)}, started ${sayMoment(startedAt)}`;
