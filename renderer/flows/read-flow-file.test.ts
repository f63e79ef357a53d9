import { expect, test } from 'vitest';
import { exportName, readFlowFile } from './read-flow-file.ts';

const file = (text: string, size = text.length) => ({ name: 'a.flow.json', size, text: async () => text });

test('a file is read as what it holds, or said not to be a flow', async () => {
  expect(await readFlowFile(file('{"name":"A"}'))).toEqual({ fileName: 'a.flow.json', document: { name: 'A' } });
  expect(await readFlowFile(file('not json'))).toMatchObject({ problem: expect.stringContaining('not a flow file') });
  expect(await readFlowFile(file('{}', 9_000_000))).toMatchObject({ problem: expect.stringContaining('8 MB') });
});

test('an exported file has a name every computer takes', () => {
  expect([exportName('Orders: new/old?'), exportName('Ação 1'), exportName('???')]).toEqual([
    'Orders newold.flow.json',
    'Ação 1.flow.json',
    'flow.flow.json',
  ]);
});
