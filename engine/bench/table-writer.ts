import Database from 'better-sqlite3';

/** Another program: adds rows to the table `orders` of a file, one or a few in a transaction, until it is told to stop. */
const [file = '', name = ''] = process.argv.slice(2);
const db = new Database(file, { timeout: 5000 });
const put = db.prepare('INSERT INTO orders (writer) VALUES (?)');
const some = db.transaction((count: number) => {
  for (let row = 0; row < count; row++) put.run(name);
});

let stopped = false;
process.once('SIGTERM', () => {
  stopped = true;
});
while (!stopped) {
  some.immediate(1 + Math.floor(Math.random() * 5));
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
}
db.close();
