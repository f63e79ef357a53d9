import { createHash } from 'node:crypto';
import type { FormPage, FormPageField } from '../../../model/form-page.ts';

/** Pages of form triggers: plain HTML that works without scripts. Every text is escaped. */

/** Hidden fields of our own; fields of a person cannot begin with an underscore. */
export const hidden = { token: '_token', trap: '_website' } as const;

const styles = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif;--line:#8a8f98;--ink:#1c2024;--ground:#f6f7f9;--card:#fff;--accent:#2f5bd8;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#edeef0;--ground:#111315;--card:#1b1e21;--accent:#8fb0ff;--bad:#ff9a90}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink)}
main{max-width:36rem;margin:2rem auto;padding:2rem;background:var(--card);border-radius:12px}
h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.25;overflow-wrap:anywhere}p{margin:0 0 1rem;white-space:pre-line;overflow-wrap:anywhere}
.field{margin:0 0 1.25rem}label,legend{display:block;margin:0 0 .375rem;font-weight:600}.note{font-weight:400}
input,textarea,select{width:100%;min-height:2.75rem;padding:.5rem .75rem;border:1px solid var(--line);border-radius:8px;background:var(--card);color:inherit;font:inherit}
textarea{min-height:8rem}input[type=checkbox]{width:1.5rem;min-height:1.5rem;margin:0 .5rem 0 0;vertical-align:middle}
[aria-invalid=true]{border-color:var(--bad)}.bad{margin:.375rem 0 0;color:var(--bad)}.bad[role=alert]{margin:0 0 1.25rem}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
button{min-height:2.75rem;padding:.5rem 1.5rem;border:0;border-radius:8px;background:var(--accent);color:#fff;font:inherit;font-weight:600;cursor:pointer}
@media(prefers-color-scheme:dark){button{color:#111315}}
.away{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}
@media(max-width:40rem){main{margin:0;border-radius:0;min-height:100vh}}`;

/** No scripts, no other sites, no frames; only the style below. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(styles).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text as it may stand in HTML, in quotes or between tags. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark] as string);

const wrap = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style>${styles}</style></head><body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`;

const paragraph = (text: string, more = ''): string => (text.trim() === '' ? '' : `<p${more}>${escapeHtml(text)}</p>`);

const inputTypes = { text: 'text', email: 'email', number: 'number', date: 'date' } as const;

const control = ({ name, kind, required, choices }: FormPageField, value: string, more: string): string => {
  const common = `id="f-${name}" name="${name}"${required ? ' required' : ''}${more}`;
  switch (kind) {
    case 'long-text':
      return `<textarea ${common} maxlength="20000">\n${escapeHtml(value)}</textarea>`;
    case 'choice': {
      const options = choices.map(
        (choice) =>
          `<option value="${escapeHtml(choice)}"${choice === value ? ' selected' : ''}>${escapeHtml(choice)}</option>`,
      );
      return `<select ${common}><option value="">Choose…</option>${options.join('')}</select>`;
    }
    case 'yes-no':
      return `<input type="checkbox" ${common} value="yes"${value === 'yes' ? ' checked' : ''}>`;
    default:
      return `<input type="${inputTypes[kind]}" ${common} value="${escapeHtml(value)}" maxlength="5000"${kind === 'number' ? ' step="any"' : ''}${kind === 'email' ? ' autocomplete="email"' : ''}>`;
  }
};

const renderField = (field: FormPageField, value: string, mistake: string | undefined): string => {
  const { name, kind, required } = field;
  const invalid = mistake === undefined ? '' : ` aria-invalid="true" aria-describedby="e-${name}"`;
  const note = required ? '' : ' <span class="note">(optional)</span>';
  const words = `${escapeHtml(field.label || name)}${kind === 'yes-no' && !required ? '' : note}`;
  const label =
    kind === 'yes-no'
      ? `<label>${control(field, value, invalid)}${words}</label>`
      : `<label for="f-${name}">${words}</label>${control(field, value, invalid)}`;
  const below = mistake === undefined ? '' : `<p class="bad" id="e-${name}">${escapeHtml(mistake)}</p>`;
  return `<div class="field">${label}${below}</div>`;
};

/** What was typed before, and what is wrong with it. */
export interface Filled {
  values: Readonly<Record<string, string>>;
  mistakes: Readonly<Record<string, string>>;
  notice?: string;
}

export const renderForm = ({ title, intro, fields }: FormPage, token: string, filled?: Filled): string => {
  const own = (record: Readonly<Record<string, string>> | undefined, name: string): string | undefined =>
    record && Object.hasOwn(record, name) ? record[name] : undefined;
  const all = fields.map((field) =>
    renderField(field, own(filled?.values, field.name) ?? '', own(filled?.mistakes, field.name)),
  );
  const trap = `<div class="away" aria-hidden="true"><label>Leave this empty<input name="${hidden.trap}" tabindex="-1" autocomplete="off"></label></div>`;
  const notice = filled?.notice === undefined ? '' : paragraph(filled.notice, ' class="bad" role="alert"');
  return wrap(
    title,
    `${paragraph(intro)}${notice}<form method="post" accept-charset="utf-8"><input type="hidden" name="${hidden.token}" value="${escapeHtml(token)}">${trap}${all.join('')}<button>Send</button></form>`,
  );
};

/** A page with nothing but a text. */
export const renderText = (title: string, text: string): string => wrap(title, paragraph(text, ' role="status"'));
