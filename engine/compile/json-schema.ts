import { z } from 'zod';
import { flowSchema } from '../model/flow.ts';
import { isRecord, type JsonRecord } from '../model/json.ts';
import { Template } from '../model/template.ts';
import type { NodeTypes } from './plan.ts';

const placeholder = { type: 'string', pattern: '\\{\\{', description: 'A text with {{ … }} placeholders' };

/** A zod schema as JSON Schema (draft 2020-12); templates are texts with a placeholder. */
export const toJsonSchema = (schema: z.ZodType): JsonRecord => {
  const made = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (!isTemplateSchema(zodSchema as unknown as z.ZodType)) return;
      for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Record<string, unknown>)[key];
      Object.assign(jsonSchema, placeholder);
    },
  });
  return JSON.parse(JSON.stringify(made)) as JsonRecord;
};

const probe = new Template({ source: '', references: [], keepsType: true, evaluate: () => null, fill: () => '' });
const isTemplateSchema = (schema: z.ZodType): boolean =>
  schema._zod.def.type === 'custom' && schema.safeParse(probe).success;

/** Moves the definitions of one node's params to the top of the file, under names of their own. */
const hoist = (type: string, schema: JsonRecord, definitions: JsonRecord): JsonRecord => {
  const renamed = JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', `"#/$defs/${type}.`)) as JsonRecord;
  const { $schema: _dialect, $defs, ...rest } = renamed;
  for (const [name, definition] of Object.entries(isRecord($defs) ? $defs : {}))
    definitions[`${type}.${name}`] = definition;
  return rest;
};

/** The JSON Schema of a whole flow file, the params of every node type included, for editors and other programs. */
export const flowJsonSchema = (types: NodeTypes): JsonRecord => {
  const schema = toJsonSchema(flowSchema) as { properties: { nodes: { items: JsonRecord } } } & JsonRecord;
  const definitions: JsonRecord = isRecord(schema.$defs) ? schema.$defs : {};
  schema.properties.nodes.items.allOf = [...types.values()].map((definition) => ({
    if: { properties: { type: { const: definition.type } }, required: ['type'] },
    then: {
      description: definition.description,
      properties: { params: hoist(definition.type, toJsonSchema(definition.params), definitions) },
    },
  }));
  return { ...schema, title: 'WhenThen flow', $defs: definitions };
};
