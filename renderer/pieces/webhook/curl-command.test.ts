import { expect, test } from 'vitest';
import { readPasted } from '../../../engine/services/paste/read-pasted.ts';
import { curlCommand } from './curl-command.ts';

test('the command sends the example as it is, whatever stands in it', () => {
  const body = { name: `O'Neil "the $HOME" \\ ünï`, list: [1, null] };
  expect(readPasted(curlCommand('http://127.0.0.1:4747/hooks/a', body))).toMatchObject({ kind: 'curl', body });
});
