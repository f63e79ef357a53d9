import type { Clock } from '../model/outside.ts';
import { type Absence, addAbsence, compareMoments, type Moment, shortestAbsenceMs } from '../model/presence.ts';
import type { ConfigStore } from '../store/config.ts';

/** Both clocks are compared this often. */
export const lookEveryMs = 5000;
/** That WhenThen is running is written down this often; after a crash the absence is known to the minute. */
const noteEveryMs = 60_000;
/** A heartbeat may be this old without a gap. */
const closedFromMs = noteEveryMs + shortestAbsenceMs;

const aliveKey = 'presence.alive';
/** `yes` while it runs: what finds it at its start was ended without stopping. */
const openKey = 'presence.open';
const absencesKey = 'presence.absences';

type Settings = Pick<ConfigStore, 'setting' | 'putSetting'>;

/** Notices when nobody looked, and keeps it until the person has been told. */
export interface Presence {
  /** Absences that are not forgotten yet, oldest first. */
  absences(): Absence[];
  /** Forgets absences that ended by then. */
  forget(untilMs: number): void;
  /**
   * Goes on until `stop`: notes that WhenThen is running, and calls `woke` after a sleep or a change of the clock. Returns when it
   * was last known to run if it ended without stopping, else null.
   */
  start(): number | null;
  /** Looks now: the system says that the computer woke up. */
  look(): void;
  /** Notes the moment: the system says that the computer is about to sleep. */
  note(): void;
  stop(): void;
}

export interface PresenceOptions {
  settings: Settings;
  clock: Clock;
  /** The computer woke up, or its clock was changed. */
  woke: () => void;
  /** There is something new to tell. */
  changed: () => void;
}

const readAbsences = (settings: Settings): Absence[] => JSON.parse(settings.setting(absencesKey) ?? '[]') as Absence[];

export const createPresence = ({ settings, clock, woke, changed }: PresenceOptions): Presence => {
  let callOff = (): void => {};
  let before: Moment = { wallMs: 0, monotonicMs: 0 };
  let notedMs = 0;

  const write = (absences: readonly Absence[]): void => settings.putSetting(absencesKey, JSON.stringify(absences));
  const note = (nowMs: number): void => {
    notedMs = nowMs;
    settings.putSetting(aliveKey, String(nowMs));
  };
  const add = (absence: Absence): void => {
    write(addAbsence(readAbsences(settings), absence));
    changed();
  };
  const now = (): Moment => ({ wallMs: clock.now(), monotonicMs: clock.monotonic() });

  const arm = (): void => {
    callOff = clock.alarm(lookEveryMs, look);
  };
  const look = (): void => {
    callOff();
    const moment = now();
    const { jumped, absence } = compareMoments(before, moment, lookEveryMs);
    before = moment;
    arm();
    try {
      if (absence) add(absence);
      if (absence || Math.abs(moment.wallMs - notedMs) >= noteEveryMs) note(moment.wallMs);
    } catch (thrown) {
      // A full disk must not keep the watchers from looking.
      console.error('That WhenThen is running could not be noted.', thrown);
    }
    if (jumped) woke();
  };

  return {
    absences: () => readAbsences(settings),
    forget: (untilMs) => write(readAbsences(settings).filter(({ toMs }) => toMs > untilMs)),
    start: () => {
      before = now();
      const alive = Number(settings.setting(aliveKey) ?? Number.NaN);
      const nowMs = before.wallMs;
      if (nowMs - alive > closedFromMs) add({ fromMs: alive, toMs: nowMs, reason: 'closed' });
      const crashed = settings.setting(openKey) === 'yes' && Number.isFinite(alive);
      settings.putSetting(openKey, 'yes');
      note(nowMs);
      arm();
      return crashed ? alive : null;
    },
    look,
    note: () => note(clock.now()),
    stop: () => {
      callOff();
      settings.putSetting(openKey, 'no');
      note(clock.now());
    },
  };
};
