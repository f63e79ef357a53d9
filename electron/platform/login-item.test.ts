import { expect, test } from 'vitest';
import {
  autostartFile,
  autostartPath,
  isAutostartOn,
  loginSettings,
  programOf,
  readLoginSettings,
} from './login-item.ts';

test('an AppImage is started by its own file', () => {
  const env = { APPIMAGE: '/home/ana/WhenThen.AppImage' };
  expect(programOf('linux', '/tmp/.mount_x/whenthen', env).file).toBe('/home/ana/WhenThen.AppImage');
  expect(programOf('linux', '/opt/WhenThen/whenthen', {}).file).toBe('/opt/WhenThen/whenthen');
  expect(programOf('win32', 'C:\\WhenThen.exe', env).file).toBe('C:\\WhenThen.exe');
});

test('the autostart file starts it without a window', () => {
  const text = autostartFile({ platform: 'linux', file: '/opt/When Then/whenthen' });
  expect(text).toMatch(/^\[Desktop Entry\]\n/);
  expect(text).toContain('\nExec="/opt/When Then/whenthen" --hidden\n');
  expect(isAutostartOn(text)).toBe(true);
});

test('a path cannot add words to the line it stands in', () => {
  const text = autostartFile({ platform: 'linux', file: '/a"b`c$d%f\\e' });
  expect(text.match(/^Exec=.*$/m)?.[0]).toBe(
    String.raw`Exec="/a\\"b\\` + String.raw`\`c\\$d%%f\\\\e" --hidden`.slice(1),
  );
});

test('it lies where desktops look for it', () => {
  expect(autostartPath('/home/ana', {})).toBe('/home/ana/.config/autostart/whenthen.desktop');
  expect(autostartPath('/home/ana', { XDG_CONFIG_HOME: '/c' })).toBe('/c/autostart/whenthen.desktop');
});

test.each([
  [undefined, false],
  ['[Desktop Entry]\nHidden=true\n', false],
  ['[Desktop Entry]\nX-GNOME-Autostart-enabled=false\n', false],
  ['[Desktop Entry]\nExec=whenthen\n', true],
])('%j is on: %s', (text, on) => {
  expect(isAutostartOn(text)).toBe(on);
});

test('Windows is told the words, a Mac is not', () => {
  expect(loginSettings({ platform: 'win32', file: 'C:\\W.exe' }, true)).toEqual({
    openAtLogin: true,
    path: 'C:\\W.exe',
    args: ['--hidden'],
  });
  expect(loginSettings({ platform: 'darwin', file: '/W' }, false)).toEqual({ openAtLogin: false });
});

test('what a Mac still wants from the person is said', () => {
  expect(readLoginSettings({ openAtLogin: false, status: 'requires-approval' })).toBe('needs-approval');
  expect(readLoginSettings({ openAtLogin: true, status: 'enabled' })).toBe('on');
  expect(readLoginSettings({ openAtLogin: false })).toBe('off');
});
