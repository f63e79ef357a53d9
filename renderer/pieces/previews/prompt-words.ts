/** A text in pieces: what was typed, and what came from data, marks included, because they are sent too. */
export const splitData = (text: string): { text: string; isData: boolean }[] =>
  text
    .split(/(<data>[\s\S]*?<\/data>)/)
    .map((piece, place) => ({ text: piece, isData: place % 2 === 1 }))
    .filter((piece) => piece.text !== '');
