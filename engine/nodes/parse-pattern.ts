import { type Fault, personFault } from '../model/fault.ts';

/**
 * Reads a regular expression written by a person into a small program for `match-pattern.ts`. JavaScript's own engine
 * is not used to run it: it tries one possibility after the other, so that `(a+)+$` or `.*.*.*=` on a few thousand
 * letters would hold up the whole app for years. The program follows all possibilities at once, one letter at a time.
 *
 * JavaScript still decides what is well-formed and what one letter of the pattern (`\d`, `[^,]`, `\p{L}`) stands for;
 * flags are always `u`. What cannot be followed that way (backreferences, lookarounds, flags inside) is refused.
 */
export const patternLimits = { sourceLength: 200, textLength: 10_000, instructions: 500 } as const;

/** One instruction. `next` and `other` are places in the program. */
export type Instruction =
  | { do: 'letter'; is: (letter: string) => boolean; next: number }
  | { do: 'both'; next: number; other: number }
  | { do: 'assert'; what: '^' | '$' | '\\b' | '\\B'; next: number }
  | { do: 'accept' };

export interface Pattern {
  program: readonly Instruction[];
  start: number;
}

type Piece =
  | { kind: 'letter'; source: string }
  | { kind: 'assert'; what: '^' | '$' | '\\b' | '\\B' }
  | { kind: 'sequence'; pieces: Piece[] }
  | { kind: 'choice'; pieces: Piece[] }
  | { kind: 'repeat'; piece: Piece; min: number; max: number };

const unusable = (message: string, fix: string): Fault => personFault('pattern.not-usable', message, { fix });

const surrogatePair = String.raw`u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}`;
const token = {
  escape: new RegExp(String.raw`\\(?:${surrogatePair}|u\{[^}]*\}|u.{4}|x.{2}|c.|[pP]\{[^}]*\}|.)`, 'suy'),
  set: /\[(?:\\.|[^\]\\])*\]/suy,
  group: /\((?:\?:|\?<(?![=!])[^>]*>|(?!\?))/uy,
  quantifier: /(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/uy,
  letter: /./suy,
} as const;

const refused = (what: string, fix: string): Fault =>
  unusable(`The pattern uses ${what}, which cannot be run safely here.`, fix);

/** Turns the source into pieces. The source is known to be well-formed, so anything unexpected is a plain letter. */
const createReader = (source: string) => {
  let place = 0;
  const take = (kind: keyof typeof token): RegExpExecArray | null => {
    const pattern = token[kind];
    pattern.lastIndex = place;
    const found = pattern.exec(source);
    if (found) place += found[0].length;
    return found;
  };

  const readEscape = (escaped: string): Piece => {
    if (escaped === '\\b' || escaped === '\\B') return { kind: 'assert', what: escaped };
    if (/^\\[1-9k]/.test(escaped))
      throw refused(`"${escaped}" to mean the same text again`, 'Write the pattern without it.');
    return { kind: 'letter', source: escaped };
  };

  const readOne = (): Piece => {
    if (take('group')) {
      const inner = readChoice();
      place += 1;
      return inner;
    }
    if (source[place] === '(')
      throw refused('a lookaround or flags: "(?…"', 'Use two rules instead, or plain groups "( )".');
    const escaped = take('escape');
    if (escaped) return readEscape(escaped[0]);
    const letter = (take('set') ?? take('letter'))?.[0] ?? '';
    return letter === '^' || letter === '$' ? { kind: 'assert', what: letter } : { kind: 'letter', source: letter };
  };

  const readRepeated = (): Piece => {
    const piece = readOne();
    const found = take('quantifier');
    if (!found) return piece;
    const [text, count = '', comma, upper = ''] = found;
    if (text.startsWith('*')) return { kind: 'repeat', piece, min: 0, max: Number.POSITIVE_INFINITY };
    if (text.startsWith('+')) return { kind: 'repeat', piece, min: 1, max: Number.POSITIVE_INFINITY };
    if (text.startsWith('?')) return { kind: 'repeat', piece, min: 0, max: 1 };
    const min = Number(count);
    return {
      kind: 'repeat',
      piece,
      min,
      max: comma === '' ? min : upper === '' ? Number.POSITIVE_INFINITY : Number(upper),
    };
  };

  const readChoice = (): Piece => {
    const choices: Piece[] = [];
    for (;;) {
      const pieces: Piece[] = [];
      while (place < source.length && source[place] !== '|' && source[place] !== ')') pieces.push(readRepeated());
      choices.push({ kind: 'sequence', pieces });
      if (source[place] !== '|') break;
      place += 1;
    }
    return choices.length === 1 && choices[0] ? choices[0] : { kind: 'choice', pieces: choices };
  };

  return readChoice;
};

/** How many instructions a piece takes, worked out before any is made; a copy of an empty piece counts as one. */
const sizeOf = (piece: Piece): number => {
  switch (piece.kind) {
    case 'letter':
    case 'assert':
      return 1;
    case 'sequence':
      return piece.pieces.reduce((sum, inner) => sum + sizeOf(inner), 0);
    case 'choice':
      return piece.pieces.reduce((sum, inner) => sum + sizeOf(inner), piece.pieces.length - 1);
    case 'repeat': {
      const copy = Math.max(1, sizeOf(piece.piece));
      return Number.isFinite(piece.max) ? piece.max * copy + piece.max - piece.min : (piece.min + 1) * copy + 1;
    }
  }
};

/** A program being written. Equal letters share one test, which remembers the letters it has seen. */
interface Draft {
  program: Instruction[];
  tests: Map<string, (letter: string) => boolean>;
}

const createTest = (source: string): ((letter: string) => boolean) => {
  if (!/^[\\[.]/.test(source)) return (letter) => letter === source;
  const one = new RegExp(`^${source}$`, 'u');
  const known = new Map<string, boolean>();
  return (letter) => {
    const is = known.get(letter) ?? one.test(letter);
    known.set(letter, is);
    return is;
  };
};

const testOf = (source: string, { tests }: Draft): ((letter: string) => boolean) => {
  const test = tests.get(source) ?? createTest(source);
  tests.set(source, test);
  return test;
};

const write = (instruction: Instruction, { program }: Draft): number => program.push(instruction) - 1;

/** Writes the instructions of a piece so that they lead to `next`, and returns where they begin. */
const writePiece = (piece: Piece, next: number, draft: Draft): number => {
  switch (piece.kind) {
    case 'letter':
      return write({ do: 'letter', is: testOf(piece.source, draft), next }, draft);
    case 'assert':
      return write({ do: 'assert', what: piece.what, next }, draft);
    case 'sequence':
      return piece.pieces.reduceRight((after, inner) => writePiece(inner, after, draft), next);
    case 'choice':
      return piece.pieces
        .map((inner) => writePiece(inner, next, draft))
        .reduceRight((other, begin) => write({ do: 'both', next: begin, other }, draft));
    case 'repeat': {
      let begin = next;
      if (Number.isFinite(piece.max)) {
        for (let count = piece.min; count < piece.max; count++)
          begin = write({ do: 'both', next: writePiece(piece.piece, begin, draft), other: next }, draft);
      } else {
        const again = { do: 'both' as const, next: 0, other: next };
        begin = write(again, draft);
        again.next = writePiece(piece.piece, begin, draft);
      }
      for (let count = 0; count < piece.min; count++) begin = writePiece(piece.piece, begin, draft);
      return begin;
    }
  }
};

const whyMalformed = (source: string): string | undefined => {
  try {
    new RegExp(source, 'u');
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message.replace(/^.*\/u: /s, '').toLowerCase() : String(thrown);
  }
};

/** Reads a pattern. Throws `pattern.not-usable`, saying why and what to write instead. */
export const parsePattern = (source: string): Pattern => {
  if (source.length > patternLimits.sourceLength)
    throw unusable(
      `The pattern has ${source.length} characters; at most ${patternLimits.sourceLength} are accepted.`,
      'Shorten it, or use several rules.',
    );
  const malformed = whyMalformed(source);
  if (malformed !== undefined)
    throw unusable(`The pattern "${source}" cannot be read: ${malformed}.`, 'Correct the pattern.');
  const piece = createReader(source)();
  if (sizeOf(piece) >= patternLimits.instructions)
    throw unusable('The pattern repeats too much to be run quickly.', 'Use smaller numbers in { }, or + instead.');
  const draft: Draft = { program: [{ do: 'accept' }], tests: new Map() };
  return { start: writePiece(piece, 0, draft), program: draft.program };
};
