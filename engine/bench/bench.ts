import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureThroughput } from './contests.ts';
import { createFigures } from './figures.ts';
import { measureGrowth } from './growth.ts';
import { measureLists } from './lists.ts';
import { measureSlowQuery } from './slow-query.ts';
import { measureStart } from './start.ts';
import { measureWatchers } from './watchers.ts';

/**
 * Figures of the product against bare Express 5 on the same machine in one run. Prints a table and writes it as JSON.
 * `npm run bench -- [--seconds N] [--rounds N] [--only start,throughput,slow-query,growth,lists,watchers] [--json FILE]`
 */
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: 'start,throughput,slow-query,growth,lists,watchers' },
    json: { type: 'string', default: 'bench-results.json' },
  },
});
const spell = { seconds: Number(options.seconds), rounds: Number(options.rounds), connections: 100 };
const { figures, add } = createFigures();
const parts = {
  start: () => measureStart(add),
  throughput: () => measureThroughput(add, spell),
  'slow-query': () => measureSlowQuery(add),
  growth: () => measureGrowth(add),
  lists: () => measureLists(add),
  watchers: () => measureWatchers(add, spell.seconds),
};

for (const [name, measure] of Object.entries(parts)) {
  if (!options.only.split(',').includes(name)) continue;
  console.error(`measuring ${name} …`);
  await measure();
}

console.table(
  figures.map(({ name, value, unit, target, met }) => ({
    name,
    value,
    unit,
    target,
    met: target === '' ? '' : met ? 'yes' : 'NO',
  })),
);
writeFileSync(options.json, `${JSON.stringify({ node: process.version, ...spell, figures }, null, 2)}\n`);
console.log(`Written to ${options.json}`);
