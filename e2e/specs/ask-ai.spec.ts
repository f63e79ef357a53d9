import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { importFlow } from '../pages/flow-files.ts';

/** An AI on this computer that speaks the format of OpenAI, knows two models and wants a key. */
const openAiServer = async () => {
  const asked: string[] = [];
  const server = createServer((request, answer) => {
    void text(request).then((body) => {
      const send = (status: number, value: unknown) =>
        answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      if (request.headers.authorization !== 'Bearer sk-canary-0123456789')
        return send(401, { error: { message: 'Incorrect API key provided' } });
      if (request.url === '/v1/models') return send(200, { data: [{ id: 'small-1' }, { id: 'large-1' }] });
      asked.push(body);
      const content = JSON.stringify({ topic: 'refund', urgent: true });
      return send(200, {
        choices: [{ finish_reason: 'stop', message: { role: 'assistant', content } }],
        usage: { prompt_tokens: 80, completion_tokens: 9 },
      });
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return { asked, url: `http://127.0.0.1:${port}/v1`, close: () => server.close() };
};

const flowWith = (connection: string) => ({
  format: 'whenthen.flow/1',
  name: 'Sort messages',
  nodes: [
    { id: 'start', type: 'manual', params: { fields: [{ name: 'message' }] } },
    {
      id: 'sort',
      type: 'ask-ai',
      params: {
        connection,
        prompt: 'What does this customer want? {{ trigger.message }}',
        answer: {
          kind: 'fields',
          fields: [
            { name: 'topic', type: 'text', description: 'refund, delivery or other' },
            { name: 'urgent', type: 'yes-no' },
          ],
        },
      },
    },
  ],
  edges: [{ from: 'start', to: 'sort' }],
  samples: [
    { id: 's1', name: 'Angry', node: 'start', payload: { message: 'The mug is broken, I want my money back' } },
  ],
});

test('an AI is connected by choosing from its models, and a flow asks exactly what its preview shows', async ({
  app,
  open,
}) => {
  const server = await openAiServer();
  const page = await open('/connections');
  await page.getByRole('button', { name: 'Add connection' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add connection' });
  await dialog.getByLabel('Name').fill('My AI');
  await dialog.getByRole('button', { name: /Kind/ }).click();
  await page.getByRole('option', { name: 'AI', exact: true }).click();
  await expect(dialog).toContainText('platform.openai.com');
  await dialog.getByRole('button', { name: 'Fetch models' }).click();
  await expect(dialog).toContainText('Paste it here.');
  await dialog.getByRole('button', { name: /Service/ }).click();
  await page.getByRole('option', { name: 'Another service' }).click();
  await dialog.getByLabel('Address').fill(server.url);
  await dialog.getByLabel('API key').fill('sk-wrong');
  await dialog.getByRole('button', { name: 'Fetch models' }).click();
  await expect(dialog).toContainText('did not accept the key');
  await expectAccessible(page);
  await dialog.getByLabel('API key').fill('sk-canary-0123456789');
  await dialog.getByRole('button', { name: 'Fetch models' }).click();
  await expect(dialog).toContainText('2 models to choose from.');
  await dialog.getByRole('combobox', { name: 'Model' }).click();
  await page.getByRole('option', { name: 'small-1' }).click();
  await dialog.getByRole('button', { name: 'Save and test' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Works', { exact: true })).toBeVisible();
  expect(await page.content()).not.toContain('canary');

  await importFlow(app, flowWith('My AI'));
  await page.goto(new URL('/#/flows', page.url()).href);
  await page.getByRole('link', { name: 'Sort messages' }).click();
  await page.getByRole('group', { name: /^Step 2, / }).click();
  await expect(page.getByText(/^Would ask small-1 at 127\.0\.0\.1/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'The question' })).toContainText('<data>The mug is broken');
  await expect(page.getByRole('table', { name: 'Fields of the answer' })).toContainText('refund, delivery or other');
  await page.getByRole('button', { name: 'Show what is sent' }).click();
  const shown = await page.getByRole('region', { name: 'What is sent' }).textContent();
  await expectAccessible(page);
  expect(server.asked).toEqual([]);

  const payload = path.join(app.dataDir, 'payload.json');
  writeFileSync(payload, JSON.stringify({ message: 'The mug is broken, I want my money back' }));
  const run = (await app.whenthen('run', 'Sort messages', '--payload', payload)) as { id: string; status: string };
  expect(run.status).toBe('succeeded');
  expect(server.asked).toEqual([shown]);
  await page.goto(new URL(`/#/activity/${run.id}`, page.url()).href);
  await page.getByRole('button', { name: /Ask an AI/ }).click();
  await expect(page.getByText(/^Asked small-1 at 127\.0\.0\.1/)).toBeVisible();
  await expectAccessible(page);
  server.close();
});

test('without a connection a flow is tried with a made-up answer, and cannot be turned on', async ({ app, open }) => {
  await importFlow(app, flowWith(''));
  const page = await open('/flows');
  await page.getByRole('link', { name: 'Sort messages' }).click();
  await page.getByRole('group', { name: /^Step 2, / }).click();
  await expect(page.getByText('Would ask an AI, once one is connected')).toBeVisible();
  await expect(page.getByText('A made-up answer (test)').first()).toBeVisible();
  await expect(page.getByText('No AI service is connected to this step. Add an AI connection')).toBeVisible();
  await page.getByRole('button', { name: /Answer with/ }).click();
  await page.getByRole('option', { name: 'A text' }).click();
  await expect(page.getByRole('table', { name: 'Fields of the answer' })).toHaveCount(0);
  await expect(page.getByText('Would ask an AI, once one is connected')).toBeVisible();
  await expect(page.getByText(/to finish/)).toHaveCount(0);
  await expect(app.whenthen('on', 'Sort messages')).rejects.toThrow(/No AI service is connected/);
});
