import { useEffect, useRef, useState } from 'react';

const typingPauseMs = 200;

/**
 * What stands in a search field, and what to call as it is typed. `hand` gets the text once the typing pauses,
 * an emptied field at once; a text given from elsewhere (a cleared filter) takes the field over.
 */
export const useTyped = (given: string, hand: (text: string) => void) => {
  const [text, setText] = useState(given);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setText(given), [given]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (next: string): void => {
    setText(next);
    clearTimeout(timer.current);
    if (next === '') hand('');
    else timer.current = setTimeout(() => hand(next), typingPauseMs);
  };
  return [text, type] as const;
};
