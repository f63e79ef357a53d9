import type { Instruction, Pattern } from './parse-pattern.ts';

const isWordLetter = (letter: string | undefined): boolean => letter !== undefined && /^[A-Za-z0-9_]$/.test(letter);

/** Whether `^`, `$`, `\b` or `\B` holds between two letters; undefined stands for the end of the text. */
const holds = (what: string, before: string | undefined, after: string | undefined): boolean => {
  if (what === '^') return before === undefined;
  if (what === '$') return after === undefined;
  return (isWordLetter(before) !== isWordLetter(after)) === (what === '\\b');
};

/**
 * Whether the pattern is found anywhere in the text, with the meaning of JavaScript's `new RegExp(source, 'u').test`.
 * Takes at most (letters in the text) x (instructions of the pattern) small steps, whatever the two contain: all ways
 * the pattern can go are followed side by side, and each instruction is entered once per letter (Thompson's method).
 */
export const matchPattern = ({ program, start }: Pattern, text: string): boolean => {
  const letters = Array.from(text);
  const enteredAt = new Int32Array(program.length).fill(-1);
  const pending: number[] = [];
  let waiting: Extract<Instruction, { do: 'letter' }>[] = [];

  /** Goes on from an instruction until letters are needed; true when the pattern has been found. */
  const enter = (from: number, place: number): boolean => {
    pending.push(from);
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      const instruction = program[at];
      if (!instruction || enteredAt[at] === place) continue;
      enteredAt[at] = place;
      if (instruction.do === 'accept') return true;
      if (instruction.do === 'letter') waiting.push(instruction);
      else if (instruction.do === 'both') pending.push(instruction.other, instruction.next);
      else if (holds(instruction.what, letters[place - 1], letters[place])) pending.push(instruction.next);
    }
    return false;
  };

  for (let place = 0; place < letters.length; place++) {
    if (enter(start, place)) return true;
    const letter = letters[place] ?? '';
    const ready = waiting;
    waiting = [];
    for (const instruction of ready) if (instruction.is(letter) && enter(instruction.next, place + 1)) return true;
  }
  return enter(start, letters.length);
};
