import type { AddressInfo } from 'node:net';
import express from 'express';

/** The yardstick: Express 5 that parses a JSON body and answers, keeping nothing. Prints its port as JSON. */
const app = express();
app.use(express.json());
app.post('/hooks/bench', (request, response) => {
  response.json({ received: true, id: request.body.id });
});
const server = app.listen(0, '127.0.0.1', () => {
  console.log(
    JSON.stringify({ hooksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, pid: process.pid }),
  );
});
