import { checks } from './translate/checks.ts';
import { code } from './translate/code.ts';
import { httpRequest } from './translate/http.ts';
import { lists } from './translate/lists.ts';
import { messages } from './translate/messages.ts';
import { schedules } from './translate/schedule.ts';
import { setFields } from './translate/set-fields.ts';
import { steps } from './translate/steps.ts';
import { triggers } from './translate/triggers.ts';
import type { Translate } from './translation.ts';

const known: ReadonlyMap<string, Translate> = new Map(
  Object.entries({
    ...triggers,
    ...schedules,
    ...checks,
    ...lists,
    ...messages,
    ...steps,
    set: setFields,
    httpRequest,
    code,
    function: code,
    functionItem: code,
  }),
);

/** Packages whose nodes are known by their names; a node of somebody else may be called the same and do another thing. */
const packages = /^(n8n-nodes-base|@n8n\/n8n-nodes-langchain)\./;

/** How a type of n8n is translated; undefined for one that is not known. */
export const translatorOf = (type: string, kind: string): Translate | undefined =>
  packages.test(type) ? known.get(kind) : undefined;
