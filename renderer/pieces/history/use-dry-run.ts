import { useEffect, useState } from 'react';
import { call } from '../../client/connection.ts';
import type { DryRun, FaultData, InputOf } from '../../client/types.ts';
import { announce } from '../../ui/announcer.ts';

/** What a test found out, or why it could not begin; null while it goes on. */
export type Tried = { run: DryRun } | { fault: FaultData } | null;

/** Tries a flow each time another question is asked; null asks nothing. The input is compared by its content. */
export const useDryRun = (input: InputOf<'runs.dry'> | null): Tried => {
  const [found, setFound] = useState<Tried>(null);
  const asked = input === null ? null : JSON.stringify(input);
  useEffect(() => {
    setFound(null);
    if (asked === null) return undefined;
    let isOpen = true;
    const use = (next: NonNullable<Tried>): void => {
      if (!isOpen) return;
      setFound(next);
      announce('run' in next ? 'Test finished, nothing sent' : 'The test could not begin');
    };
    call('runs.dry', JSON.parse(asked) as InputOf<'runs.dry'>).then(
      (run) => use({ run }),
      (thrown: unknown) => use({ fault: thrown as FaultData }),
    );
    return () => {
      isOpen = false;
    };
  }, [asked]);
  return found;
};
