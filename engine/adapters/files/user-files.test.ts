import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { personFault } from '../../model/fault.ts';
import type { UserFiles } from '../../model/outside.ts';
import { explainFileError } from './explain-file-error.ts';
import { createUserFiles } from './user-files.ts';

let top: string;
let allowed: string;
let files: UserFiles;

beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'whenthen-files-')));
  allowed = join(top, 'allowed');
  mkdirSync(allowed);
  mkdirSync(join(top, 'outside'));
  mkdirSync(join(allowed, 'app-data', 'files'), { recursive: true });
  files = createUserFiles({
    absolute: (path) => join(allowed, path),
    resolvePath: (path) => join(allowed, path),
    isAllowed: (path) => path.startsWith(allowed + sep),
    denied: [join(allowed, 'app-data')],
    except: [join(allowed, 'app-data', 'files')],
  });
});
afterEach(() => rmSync(top, { recursive: true }));

const read = (...path: string[]) => readFileSync(join(allowed, ...path), 'utf8');
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (fault) => `${fault.who} ${fault.code}`,
  );
const create = (path: string, content = 'x') => files.write({ path, mode: 'create', content });
const replace = (path: string, content = 'x') => files.write({ path, mode: 'replace', content });
const append = (path: string, content = 'x') => files.write({ path, mode: 'append', content });

describe('create', () => {
  test('writes a new file and tells where and how large', async () => {
    expect(await create('a.txt', 'olá\n')).toEqual({ path: join(allowed, 'a.txt'), bytes: 5 });
    expect(read('a.txt')).toBe('olá\n');
  });
  test('never touches a file that is there', async () => {
    await create('a.txt', 'first');
    await expect(create('a.txt', 'second')).rejects.toMatchObject({
      code: 'file.exists',
      message: `There is already a file at "${join(allowed, 'a.txt')}".`,
    });
    expect(read('a.txt')).toBe('first');
  });
  test('of one file, asked twice at once, is done once', async () => {
    const outcomes = await Promise.all([code(create('a.txt')), code(create('a.txt'))]);
    expect(outcomes.sort()).toEqual(['done', 'person file.exists']);
  });
});

describe('replace', () => {
  test('puts the new text in place of the old, keeping who may read it, and leaves nothing beside it', async () => {
    await replace('a.txt', 'old');
    chmodSync(join(allowed, 'a.txt'), 0o640);
    await replace('a.txt', 'new');
    expect(read('a.txt')).toBe('new');
    expect(statSync(join(allowed, 'a.txt')).mode & 0o777).toBe(0o640);
    expect(readdirSync(allowed).sort()).toEqual(['a.txt', 'app-data']);
  });
  test('is never seen half done', async () => {
    const texts = ['a', 'b'].map((letter) => letter.repeat(300_000));
    await replace('a.txt', texts[0]);
    let running = true;
    const writing = (async () => {
      for (let n = 0; n < 20; n++) await replace('a.txt', texts[n % 2]);
      running = false;
    })();
    while (running) {
      expect(texts).toContain(read('a.txt'));
      await new Promise(setImmediate);
    }
    await writing;
  });
});

describe('append', () => {
  test('adds to the end, or begins the file', async () => {
    await append('log.txt', 'one\n');
    expect(await append('log.txt', 'two\n')).toMatchObject({ bytes: 4 });
    expect(read('log.txt')).toBe('one\ntwo\n');
  });
  test('of many at once mixes none of them', async () => {
    const lines = Array.from({ length: 50 }, (_, n) => `${n} `.repeat(1000).trim());
    await Promise.all(lines.map((line) => append('log.txt', `${line}\n`)));
    expect(read('log.txt').trimEnd().split('\n').sort()).toEqual(lines.sort());
  });
});

describe('a failed write', () => {
  const script = fileURLToPath(new URL('./write-limited.fixture.ts', import.meta.url));
  test.runIf(process.platform !== 'win32').each([
    ['create', undefined],
    ['replace', 'before'],
    ['append', 'before'],
  ])('in mode %s leaves everything as it was', (mode, before) => {
    const path = join(allowed, 'a.txt');
    if (before !== undefined) writeFileSync(path, before);
    const limited = spawnSync('sh', ['-c', 'ulimit -f 8; exec "$0" "$@"', process.execPath, script, path, mode], {
      encoding: 'utf8',
    });
    expect(limited.stdout).toBe('file.too-large');
    expect(existsSync(path) ? readFileSync(path, 'utf8') : undefined).toBe(before);
    expect(readdirSync(allowed)).toEqual(before === undefined ? ['app-data'] : ['a.txt', 'app-data']);
  });
  test.runIf(existsSync('/dev/full'))('on a full disk says so, and is tried again', () => {
    let thrown: unknown;
    try {
      writeFileSync('/dev/full', 'x');
    } catch (error) {
      thrown = error;
    }
    expect(explainFileError(thrown, '/x/a.txt')).toMatchObject({
      code: 'file.disk-full',
      who: 'world',
      retryable: true,
      message: 'There is no room left on the disk for "/x/a.txt".',
    });
  });
});

describe('folders', () => {
  test('that are missing are made inside the allowed folder', async () => {
    await create('2026/11/a.txt', 'deep');
    expect(read('2026', '11', 'a.txt')).toBe('deep');
  });
  test('are not made for a file that alone is allowed', async () => {
    const single = join(allowed, 'new', 'a.txt');
    const one = createUserFiles({
      absolute: (path) => path,
      resolvePath: () => single,
      isAllowed: (path) => path === single,
    });
    expect(await code(one.write({ path: 'a', mode: 'create', content: '' }))).toBe('person file.no-folder');
    expect(existsSync(join(allowed, 'new'))).toBe(false);
  });
  test('in place of a file, and files in place of a folder, are told apart', async () => {
    await create('a.txt');
    expect(await code(create('a.txt/b.txt'))).toBe('person file.no-folder');
    expect(await code(replace('app-data/files'))).toBe('person file.denied');
    expect(await code(replace('new/'))).toBe('person file.denied');
  });
});

describe('what leads elsewhere is refused', () => {
  test('a link in place of the file', async () => {
    writeFileSync(join(top, 'outside', 'secret'), 'keep');
    symlinkSync(join(top, 'outside', 'secret'), join(allowed, 'link'));
    symlinkSync(join(top, 'outside', 'new'), join(allowed, 'dangling'));
    for (const write of [create, replace, append])
      for (const path of ['link', 'dangling']) expect(await code(write(path))).toBe('person file.denied');
    expect(readFileSync(join(top, 'outside', 'secret'), 'utf8')).toBe('keep');
    expect(readdirSync(join(top, 'outside'))).toEqual(['secret']);
  });
  test('a folder that is a link out of the allowed one, also to a folder that is missing', async () => {
    symlinkSync(join(top, 'outside'), join(allowed, 'out'));
    symlinkSync(join(top, 'nowhere'), join(allowed, 'gone'));
    expect(await code(create('out/a.txt'))).toBe('person file.denied');
    expect(await code(create('out/sub/a.txt'))).toBe('person file.denied');
    expect(await code(create('gone/a.txt'))).toBe('person file.no-folder');
    expect(readdirSync(join(top, 'outside'))).toEqual([]);
    expect(existsSync(join(top, 'nowhere'))).toBe(false);
  });
  test('but a link within it is followed', async () => {
    mkdirSync(join(allowed, 'real'));
    symlinkSync(join(allowed, 'real'), join(allowed, 'link'));
    expect(await create('link/a.txt')).toEqual({ path: join(allowed, 'real', 'a.txt'), bytes: 1 });
  });
  test('a way back up', async () => {
    expect(await code(create('../outside/a.txt'))).toBe('person file.denied');
  });
  test.runIf(process.platform !== 'win32')('something that is not a plain file', async () => {
    spawnSync('mkfifo', [join(allowed, 'pipe')]);
    for (const write of [create, replace, append]) expect(await code(write('pipe'))).toBe('person file.denied');
  });
});

describe('places that stay closed inside an allowed folder', () => {
  test.each([
    '.ssh/config',
    '.SSH/authorized_keys',
    '.bashrc',
    'home/.profile',
    '.zshenv',
    '.config/autostart/x.desktop',
    '.config/systemd/user/x.service',
    'Library/LaunchAgents/x.plist',
    'AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Startup/x.cmd',
    'project/.git/hooks/pre-commit',
    'app-data/config.db',
    'app-data',
    'app-data/filesystem.txt',
  ])('%s', async (path) => {
    expect(await code(replace(path))).toBe('person file.denied');
  });
  test.each(['app-data/files/a.txt', 'bashrc', 'ssh/config', '.config/shop/a.json', 'profile.txt'])(
    'but not %s',
    async (path) => {
      expect(await code(replace(path))).toBe('done');
    },
  );
  test('the folders of the system', async () => {
    const all = createUserFiles({ absolute: (path) => path, resolvePath: (path) => path, isAllowed: () => true });
    for (const path of ['/etc/cron.d/x', '/usr/local/bin/x', '/dev/shm/x'])
      expect(await code(all.resolve(path))).toBe('person file.denied');
  });
  test('by a link to them', async () => {
    mkdirSync(join(allowed, '.ssh'));
    symlinkSync(join(allowed, '.ssh'), join(allowed, 'keys'));
    expect(await code(create('keys/config'))).toBe('person file.denied');
  });
});

describe('names that mean something else on some computer are refused', () => {
  test.each([
    'con',
    'NUL.txt',
    'com1',
    'lpt9.log',
    'a:b',
    'a.txt:stream',
    'a.',
    'a ',
    'a\0b',
    'a\nb',
    'back\\slash',
    'new./a.txt',
    'aux/a.txt',
  ])('%j', async (path) => {
    expect(await code(create(path))).toBe('person file.name');
  });
  test.each(['console', 'com10', '.hidden', 'a.b.c', 'ü 😀.txt', 'nul-report.txt'])('but not %j', async (path) => {
    expect(await code(create(path))).toBe('done');
  });
  test('one that is too long for the disk', async () => {
    expect(await code(create('x'.repeat(300)))).toBe('person file.name');
  });
});

test('a text of more than 100 MB is refused', async () => {
  expect(await code(create('big.txt', 'x'.repeat(100 * 1024 * 1024 + 1)))).toBe('person file.too-large');
  expect(existsSync(join(allowed, 'big.txt'))).toBe(false);
});

test('what was not granted keeps its own words', async () => {
  const missing = personFault('grant.missing', 'This flow is not allowed to write there.');
  const none = createUserFiles({
    absolute: (path) => path,
    resolvePath: () => {
      throw missing;
    },
    isAllowed: () => false,
  });
  await expect(none.resolve('a.txt')).rejects.toBe(missing);
});

test('resolving tells where a file will be, and makes nothing', async () => {
  expect(await files.resolve('new/a.txt')).toBe(join(allowed, 'new', 'a.txt'));
  expect(readdirSync(allowed)).toEqual(['app-data']);
});
