import { isRecord, type JsonRecord, type JsonValue } from '../../model/json.ts';
import { isExpression } from '../expression/field.ts';
import { listOf, type N8nNode, recordOf, textOf } from '../read-workflow.ts';
import { outputOf, type Source } from '../source.ts';
import { NoCounterpart, oneStep, type Translate, type Use } from '../translation.ts';

/** One field that is set, in every way n8n has written it down. */
interface Field {
  name: string;
  value: JsonValue;
  type: string;
}

const ourTypes: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  boolean: 'yes-no',
  array: 'list',
  object: 'record',
};

const fieldsOf = ({ params }: N8nNode): Field[] => {
  // Version 3.3 and later.
  const assigned = listOf(recordOf(params.assignments).assignments).map(recordOf);
  if (assigned.length > 0)
    return assigned.map(({ name, value, type }) => ({
      name: textOf(name),
      value: value ?? '',
      type: textOf(type) || 'string',
    }));
  // Versions 3.0 to 3.2: the value stands under a name of its own for each type.
  const listed = listOf(recordOf(params.fields).values).map(recordOf);
  if (listed.length > 0)
    return listed.map((field) => {
      const key = textOf(field.type) || 'stringValue';
      return { name: textOf(field.name), value: field[key] ?? '', type: key.replace(/Value$/, '') };
    });
  // Versions 1 and 2: a list for each type.
  return ['string', 'number', 'boolean'].flatMap((type) =>
    listOf(recordOf(params.values)[type])
      .map(recordOf)
      .map(({ name, value }) => ({
        name: textOf(name),
        value: value ?? (type === 'string' ? '' : type === 'number' ? 0 : false),
        type,
      })),
  );
};

/** A value typed for n8n, where numbers, yes/no, lists and records may be texts. */
const typed = ({ name, value, type }: Field, use: Use): JsonValue => {
  const isTree = type === 'array' || type === 'object';
  if (isExpression(value)) return (isTree ? use.json(value, name) : undefined) ?? use.value(value, name);
  if (typeof value !== 'string' || type === 'string') return use.value(value, name);
  if (type === 'number') return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
  if (type === 'boolean') return value === 'true';
  return use.json(value, name) ?? use.value(value, name);
};

const keepsInput = ({ params, version }: N8nNode): boolean => {
  if (version < 3) return params.keepOnlySet !== true;
  if (version < 3.3) return (textOf(params.include) || 'all') !== 'none';
  return params.includeOtherFields === true;
};

/** Fields that were set are read from this step; the others from where they come from. */
const handsOn = (id: string, names: readonly string[], input: Source | null): Source => {
  const own = outputOf(id);
  if (!input) return own;
  const first = new Set(names.map((name) => name.split('.')[0]));
  return {
    ...own,
    plain: null,
    many: input.many,
    loop: input.loop,
    read: (path) => {
      if (path.length > 0 && first.has(String(path[0]))) return own.read(path);
      return path.length === 0 ? 'it takes the fields that were set together with all others' : input.read(path);
    },
  };
};

const usable = (name: string, names: readonly string[]): boolean =>
  name.trim() !== '' &&
  name.split('.').every((part) => part.trim() !== '' && part !== 'prototype' && !(part in Object.prototype)) &&
  !names.some((other) => other === name || other.startsWith(`${name}.`) || name.startsWith(`${other}.`));

const rawFields = (node: N8nNode, use: Use): Field[] => {
  const raw = node.params.jsonOutput ?? {};
  const tree = use.json(raw, 'JSON');
  if (!isRecord(tree)) throw new NoCounterpart('The record it makes is worked out as a whole.');
  return Object.entries(tree).map(([name, value]) => ({ name, value, type: 'ready' }));
};

/** Set, also known as Edit fields. */
export const setFields: Translate = (node, use) => {
  const isRaw = node.params.mode === 'raw' || node.params.mode === 'jsonOutput';
  const names: string[] = [];
  const fields: JsonRecord[] = [];
  const given = isRaw ? rawFields(node, use) : fieldsOf(node);
  for (const field of given) {
    const name = field.name.replace(/^=/, '');
    if (isExpression(field.name) && name.includes('{{')) {
      use.differs(`The field whose name is worked out (${name}) is left out.`);
      continue;
    }
    if (!usable(name, names) || name.length > 200) {
      use.differs(`The field "${name}" is left out: its name is empty, used twice, or not possible.`);
      continue;
    }
    names.push(name);
    const type = ourTypes[field.type];
    const value = field.type === 'ready' ? field.value : typed({ ...field, name }, use);
    // A list or record that was typed as a text stays what it is.
    const keepsType = type !== undefined && !(type === 'text' && typeof value === 'object');
    fields.push({ name, value, ...(keepsType && { type }) });
  }
  const options = recordOf(node.params.options);
  if (options.dotNotation === false && names.some((name) => name.includes('.')))
    use.differs('A dot in the name of a field makes a record here.');
  const keeps = keepsInput(node);
  const whole = use.source.read([]);
  if (keeps && fields.length === 0 && given.length === 0) return { removed: true, source: use.source };
  if (keeps && typeof whole !== 'string')
    use.differs('It hands on only the fields that are set; later steps read the others from where they come from.');
  return oneStep(use, 'map', { fields }, handsOn(use.id, names, keeps ? use.source : null));
};
