/** The place in the built page that gets a fresh nonce each time it is sent. */
const noncePlace = '__CSP_NONCE__';

/**
 * What the page may do: run and show what came with it, talk to its own address, nothing else. No inline scripts or styles
 * but those with this page's nonce, no frames around it, no forms that leave. The same in a browser and in the desktop window.
 */
export const pagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The page with its nonce in place. */
export const placeNonce = (page: string, nonce: string): string => page.replaceAll(noncePlace, nonce);
