import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** What every code editor of the app shares: our colours, and styles the content security policy lets through. */

/** The server puts a nonce into the page; style elements without it are refused. */
const pageNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ??
  document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ??
  '';

export const safeStyles = (): Extension => EditorView.cspNonce.of(pageNonce());

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent-ink)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--ok)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--when)' },
  { tag: [tags.keyword, tags.operatorKeyword], color: 'var(--then)' },
  { tag: tags.comment, color: 'var(--text-3)' },
]);

const frame = EditorView.theme({
  '&': { color: 'var(--text)', backgroundColor: 'transparent', fontSize: '0.75rem', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.125rem', overflow: 'auto' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--text-3)', border: 'none' },
  '.cm-content': { caretColor: 'var(--text)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent)',
  },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--sunken)',
    border: 'none',
    color: 'var(--text-2)',
    padding: '0 6px',
  },
});

/** Colours and measures of code. What can only be read is reached by keys too, to be scrolled. */
export const codeLooks = (): Extension => [
  safeStyles(),
  frame,
  syntaxHighlighting(colours),
  EditorView.contentAttributes.of({ tabindex: '0' }),
];
