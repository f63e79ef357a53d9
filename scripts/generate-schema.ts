import { readFileSync, writeFileSync } from 'node:fs';
import { flowJsonSchema } from '../engine/compile/json-schema.ts';
import { nodes } from '../engine/nodes/nodes.gen.ts';

/** Writes the JSON Schema of the flow file from the zod schemas; with `--check`, says whether the written one is up to date. */
const path = new URL('../resources/flow.schema.json', import.meta.url);
const made = `${JSON.stringify(flowJsonSchema(new Map(nodes.map((node) => [node.type, node]))), null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(path, made);
  console.log('Wrote resources/flow.schema.json.');
} else if (readFileSync(path, 'utf8') !== made) {
  console.error('resources/flow.schema.json is not up to date. Run: npm run generate');
  process.exitCode = 1;
}
