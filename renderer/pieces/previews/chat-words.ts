/** A text in pieces: web addresses, which chats make links of, and what is between them. */
export const splitLinks = (text: string): { text: string; isLink: boolean }[] =>
  text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((piece, place) => ({ text: piece, isLink: place % 2 === 1 }))
    .filter((piece) => piece.text !== '');
