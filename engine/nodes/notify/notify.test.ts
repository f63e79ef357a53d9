import { expect, test } from 'vitest';
import { problemsOf, tryPreview, tryStep } from '../../testing/try-step.ts';
import { node } from './notify.ts';

const params = { title: 'New order', text: '{{ trigger.name }}, {{ trigger.total }}' };
const trigger = { name: 'Ana', total: 64.9 };
const shown = { kind: 'notification', title: 'New order', text: 'Ana, 64.9' };

test('a run keeps what the dry run shows, and the dry run keeps nothing', async () => {
  const output = { title: 'New order', text: 'Ana, 64.9' };
  expect(await tryPreview(node, params, { trigger })).toEqual({ output, did: shown });
  expect(await tryStep(node, params, { trigger })).toEqual({ output, did: shown, keep: shown });
});

test('what arrives becomes one plain line of at most 256 characters', async () => {
  const name = `a\r\nb\u202ec\0d ${'x'.repeat(300)}`;
  const { output } = await tryStep(node, { title: '{{ trigger.name }}' }, { trigger: { name } });
  expect(output).toMatchObject({ title: `a b c d ${'x'.repeat(247)}…` });
});

test('says what it does and what is missing', () => {
  expect(node.summary(node.params.parse({ title: 'New order' }))).toBe('Shows the notification "New order"');
  expect(problemsOf(node, {})).toEqual(['title: The notification has no title.']);
  expect(node.effect(node.params.parse({}))).toBe('repeatable');
});
