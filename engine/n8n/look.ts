import { type FieldReader, isExpression, keepBlock, readField } from './expression/field.ts';
import { readJsonText } from './expression/json-text.ts';
import type { Key } from './expression/placeholder.ts';
import { writePath, writeWorth } from './expression/placeholder.ts';
import { type Expression, Untranslatable } from './expression/syntax.ts';
import { translate } from './expression/translate.ts';
import { connectionName } from './flow-parts.ts';
import type { N8nNode } from './read-workflow.ts';
import { type Source, wholeOf } from './source.ts';
import type { Use } from './translation.ts';

/** What one node of the workflow sees of the others. */
export interface Surroundings {
  node: N8nNode;
  source: Source;
  loops: readonly string[];
  /** What an earlier node hands on; undefined when no line leads from it to this one. */
  sourceOf: (name: string) => Source | undefined;
  isNode: (name: string) => boolean;
  differs: (sentence: string) => void;
}

type Reading = Pick<Use, 'value' | 'text' | 'json' | 'fixed' | 'expression' | 'whole' | 'credential'>;

const shown = (source: string): string => (source.length > 120 ? `${source.slice(0, 119)}…` : source);

/** How settings of a node are read: blocks become placeholders, and what cannot is told with the name of its field. */
export const createReading = ({ node, source, loops, sourceOf, isNode, differs }: Surroundings): Reading => {
  const readFrom = (from: Source, path: readonly Key[]): Key[] | string => {
    const found = from.read(path);
    if (typeof found !== 'string' && found[0] === 'item' && loops.length === 0) return 'there is no item here';
    if (typeof found !== 'string' && found[0] === 'item' && from.loop !== null && from.loop !== loops.at(-1))
      return 'it is an item of a list further out';
    return found;
  };
  const find = (name: string | null, path: readonly Key[]): Key[] | string => {
    if (name === null || name === '') return readFrom(source, path);
    if (!isNode(name)) return `there is no node called "${name}"`;
    const from = sourceOf(name);
    return from ? readFrom(from, path) : `no line leads from "${name}" to this step`;
  };
  /** All that a node hands on; an item is only there inside its own list. */
  const whole: Use['whole'] = (name) => {
    const from = name === null ? source : sourceOf(name);
    if (from === undefined || from.whole === null) {
      const found = find(name, []);
      return typeof found === 'string' ? { why: found } : { value: `{{ ${writePath(found)} }}` };
    }
    return wholeOf(from);
  };
  const readerOf = (field: string): FieldReader => ({
    kept: (block, reason) =>
      differs(`"${field}" keeps the expression {{ ${shown(block)} }}, which has to be written anew: ${reason}.`),
    scope: {
      find: (name, path) => {
        const found = find(name, path);
        if (typeof found === 'string') throw new Untranslatable(found);
        return found;
      },
      whole: (name) => {
        const found = whole(name === '' ? null : name);
        if ('why' in found) throw new Untranslatable(found.why);
        return found.value;
      },
      differs: (sentence) => differs(`"${field}": ${sentence}`),
    },
  });
  const value: Use['value'] = (setting, field) => readField(setting ?? '', readerOf(field));
  return {
    value,
    text: (setting, field) => {
      const read = value(setting, field);
      return typeof read === 'object' ? JSON.stringify(read) : String(read);
    },
    json: (setting, field) => readJsonText(setting ?? '', readerOf(field)),
    fixed: (setting, field) => {
      if (isExpression(setting) && setting.includes('{{')) {
        differs(`"${field}" is worked out in n8n (${shown(setting)}); here it has to be typed.`);
        return undefined;
      }
      return typeof setting === 'string'
        ? setting.replace(/^=/, '')
        : setting === undefined
          ? undefined
          : String(setting);
    },
    expression: (part: Expression, field) => {
      try {
        return writeWorth(translate(part, readerOf(field).scope));
      } catch (thrown) {
        if (!(thrown instanceof Untranslatable)) throw thrown;
        differs(`"${field}" has to be written anew: ${thrown.message}.`);
        return keepBlock('$json');
      }
    },
    whole,
    credential: (from = node) => connectionName(from),
  };
};
