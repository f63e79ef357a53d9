/** In a child of the stand-in: what Electron gives a utility process instead of Node's own channel. */
import { EventEmitter } from 'node:events';

const port = new EventEmitter();
const send = process.send.bind(process);
port.postMessage = (message) => send(message);
process.on('message', (data) => port.emit('message', { data }));
process.on('disconnect', () => process.exit(0));
process.parentPort = port;
// Whoever still uses the other way must fail here.
process.send = undefined;
