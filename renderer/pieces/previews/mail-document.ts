/** Parts of a mail that only do harm or nothing where it is shown: no scripts run there, and nothing is fetched. */
const unwanted = 'script, noscript, base, link, meta, iframe, frame, object, embed, form, template, title';

/** Keeps a text of styles from ending the element it stands in. */
const asStyle = (css: string): string => css.replaceAll('<', '\\3c ');

/** The nonce with which this page may have styles of its own. */
const pageNonce = (): string => document.querySelector<HTMLElement>('script[nonce], style[nonce]')?.nonce ?? '';

/**
 * A mail as a document for a frame that may do nothing (`sandbox=""`). The frame inherits this page's policy, which knows no
 * inline styles; those of the mail move into one style element with the page's nonce. Scripts, forms and whatever loads
 * something are taken out, although the frame would not run them either.
 */
export const mailDocument = (html: string): string => {
  const mail = new DOMParser().parseFromString(html, 'text/html');
  for (const element of mail.querySelectorAll(unwanted)) element.remove();
  const rules = [...mail.querySelectorAll('style')].map((style) => {
    style.remove();
    return style.textContent ?? '';
  });
  [...mail.querySelectorAll('[style]')].forEach((element, place) => {
    rules.push(`[data-style="${place}"] { ${element.getAttribute('style') ?? ''} }`);
    element.removeAttribute('style');
    element.setAttribute('data-style', String(place));
  });
  const style = mail.createElement('style');
  style.setAttribute('nonce', pageNonce());
  style.textContent = asStyle(
    ['body { margin: 16px; background: #fff; color: #1a1a1a; font: 15px/1.5 system-ui, sans-serif; }', ...rules].join(
      '\n',
    ),
  );
  mail.head.prepend(style);
  return `<!doctype html>${mail.documentElement.outerHTML}`;
};
