/** Parts of a mail that only do harm or nothing where it is shown: no scripts run there, and nothing is fetched. */
const unwanted =
  'script, noscript, base, link, meta, iframe, frame, frameset, object, embed, applet, form, template, title, audio, video, source, svg, math';

/**
 * Gives styles and handlers other names before the mail is parsed. Only so that the browser does not report them: the policy
 * of the page forbids both, and nothing relies on this finding them all.
 */
const renameInline = (html: string): string =>
  html
    .replace(/<style\b/gi, '<xmp data-css')
    .replace(/<\/style\b/gi, '</xmp')
    .replace(/<base\b[^>]*>?/gi, '')
    .replace(/<[a-z][^>]*>/gi, (tag) =>
      tag
        .replace(/([\s"'/])style(?=\s*=)/gi, '$1data-inline')
        .replace(/([\s"'/])on[a-z]+(?=\s*=)/gi, '$1data-handler')
        .replace(/([\s"'/])(?:srcset|background|poster|ping)(?=\s*=)/gi, '$1data-source'),
    );

/** Styles that fetch nothing and cannot end the element they stand in. */
export const harmlessStyle = (css: string): string =>
  css
    .replace(/@import[^;]*;?/gi, '')
    .replace(/url\((?!\s*['"]?data:)[^)]*\)?/gi, 'none')
    .replaceAll('<', '\\3c ');

const base = `
body { margin: 16px; background: #fff; color: #1a1a1a; font: 15px/1.5 system-ui, sans-serif; }
img { max-width: 100%; }
[data-link] { color: #0b57d0; text-decoration: underline; }
[data-picture] { display: inline-block; padding: 4px 8px; border: 1px dashed #7b8494; color: #475062; font-size: 13px; }`;

/** The nonce with which this page may have styles of its own. */
const pageNonce = (): string => document.querySelector<HTMLElement>('script[nonce], style[nonce]')?.nonce ?? '';

/** Takes the styles out of a mail, wherever they stand, and returns them as rules. */
const takeStyles = (mail: Document): string[] => {
  const rules = [...mail.querySelectorAll('xmp[data-css], style')].map((element) => {
    element.remove();
    return element.textContent ?? '';
  });
  [...mail.querySelectorAll('[data-inline], [style]')].forEach((element, place) => {
    rules.push(
      `[data-rule="${place}"] { ${element.getAttribute('data-inline') ?? ''}; ${element.getAttribute('style') ?? ''} }`,
    );
    element.removeAttribute('style');
    element.removeAttribute('data-inline');
    element.setAttribute('data-rule', String(place));
  });
  return rules;
};

/** A picture from elsewhere would tell its sender that the mail was looked at; its place is kept. */
const replacePictures = (mail: Document): void => {
  for (const picture of mail.querySelectorAll('img, input[type="image" i]')) {
    if (/^data:image\//i.test(picture.getAttribute('src') ?? '')) continue;
    const place = mail.createElement('span');
    place.setAttribute('data-picture', '');
    place.textContent = `Picture${picture.getAttribute('alt') ? `: ${picture.getAttribute('alt')}` : ''}`;
    picture.replaceWith(place);
  }
};

/**
 * A mail as a document for a frame that may do nothing (`sandbox=""`). The frame inherits this page's policy, which knows no
 * inline styles; those of the mail move into one style element with the page's nonce. Whatever runs, sends or loads something
 * is taken out, although the frame would not let it either.
 */
export const mailDocument = (html: string): string => {
  const mail = new DOMParser().parseFromString(renameInline(html), 'text/html');
  for (const element of mail.querySelectorAll(unwanted)) element.remove();
  for (const link of mail.querySelectorAll('[href]')) {
    link.removeAttribute('href');
    link.setAttribute('data-link', '');
  }
  replacePictures(mail);
  const style = mail.createElement('style');
  style.setAttribute('nonce', pageNonce());
  style.textContent = [base, ...takeStyles(mail).map(harmlessStyle)].join('\n');
  mail.head.prepend(style);
  return `<!doctype html>${mail.documentElement.outerHTML}`;
};
