/**
 * Stands in for Electron where its program is not there: the parts the shell uses, in one plain Node process. It shows that the
 * built app starts, serves its page, talks over its wire and stops; it shows nothing of Electron itself.
 */
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = createRequire(import.meta.url);

/** What the shell did, for the test to look at. */
export const seen = {
  menu: [],
  trayMenu: [],
  windows: [],
  asked: [],
  notifications: [],
  protocols: {},
  privileged: [],
  sandboxed: false,
  answers: [],
  exposed: {},
};

/** An event that can be prevented. */
const eventOf = (more = {}) => {
  const event = { ...more, defaultPrevented: false };
  event.preventDefault = () => {
    event.defaultPrevented = true;
  };
  return event;
};

class App extends EventEmitter {
  isPackaged = false;
  paths = {};
  enableSandbox() {
    seen.sandboxed = true;
  }
  setName() {}
  setAppUserModelId() {}
  setPath(name, place) {
    this.paths[name] = place;
  }
  getPath(name) {
    return this.paths[name];
  }
  getVersion() {
    return '0.1.0';
  }
  requestSingleInstanceLock() {
    return true;
  }
  async whenReady() {}
  exit(code) {
    process.exit(code);
  }
  quit() {
    this.emit('before-quit', eventOf());
    for (const window of [...seen.windows]) window.close();
    const event = eventOf();
    this.emit('will-quit', event);
    if (!event.defaultPrevented) process.exit(0);
  }
}
export const app = new App();

/** The two sides of IPC: what a page sends is heard by the main process a moment later, and the other way round. */
export const ipcMain = new EventEmitter();
export const ipcRenderer = Object.assign(new EventEmitter(), {
  send: (channel, text) => sendFrom(seen.windows.at(-1)?.webContents, channel, text),
});
export const sendFrom = (sender, channel, text, frame = {}) =>
  setImmediate(() =>
    ipcMain.emit(channel, { sender, senderFrame: { url: sender?.url ?? '', parent: null, ...frame } }, text),
  );
export const contextBridge = {
  exposeInMainWorld: (name, api) => {
    seen.exposed[name] = api;
  },
};

class WebContents extends EventEmitter {
  url = '';
  setWindowOpenHandler(handler) {
    this.openHandler = handler;
  }
  getURL() {
    return this.url;
  }
  isCrashed() {
    return false;
  }
  send(channel, text) {
    setImmediate(() => ipcRenderer.emit(channel, {}, text));
  }
  reload() {}
}

export class BrowserWindow extends EventEmitter {
  constructor(options) {
    super();
    this.options = options;
    this.webContents = new WebContents();
    this.isShown = false;
    seen.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(url) {
    this.webContents.url = url;
    const preload = this.options.webPreferences.preload;
    delete root.cache[preload];
    root(preload);
    this.emit('ready-to-show');
  }
  show() {
    this.isShown = true;
  }
  hide() {
    this.isShown = false;
  }
  isVisible() {
    return this.isShown;
  }
  isFocused() {
    return false;
  }
  isMinimized() {
    return false;
  }
  isMaximized() {
    return false;
  }
  isDestroyed() {
    return !seen.windows.includes(this);
  }
  focus() {}
  maximize() {}
  getNormalBounds() {
    const { x, y, width, height } = this.options;
    return { x, y, width, height };
  }
  close() {
    const event = eventOf();
    this.emit('close', event);
    if (event.defaultPrevented) return;
    seen.windows.splice(seen.windows.indexOf(this), 1);
    this.emit('closed');
  }
}

const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } };
export const screen = {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
  getDisplayMatching: () => display,
};
export const protocol = {
  registerSchemesAsPrivileged: (schemes) => {
    seen.privileged = schemes;
  },
  handle: (scheme, answer) => {
    seen.protocols[scheme] = answer;
  },
};
const defaultSession = Object.assign(new EventEmitter(), {
  setPermissionRequestHandler: () => {},
  setPermissionCheckHandler: () => {},
  setDevicePermissionHandler: () => {},
});
export const session = { defaultSession };
export const shell = { openPath: async () => '', openExternal: async () => {} };
export const dialog = {
  showMessageBox: async (...given) => {
    seen.asked.push(given.at(-1).message);
    return { response: seen.answers.shift() ?? 0 };
  },
  showErrorBox: (title, text) => {
    console.error(title, text);
  },
};
export const Menu = {
  buildFromTemplate: (template) => template,
  setApplicationMenu: (menu) => {
    seen.menu = menu;
  },
};
export class Tray extends EventEmitter {
  setToolTip() {}
  setContextMenu(menu) {
    seen.trayMenu = menu;
  }
  destroy() {}
}
export const nativeImage = { createFromPath: () => ({ setTemplateImage: () => {} }) };
export class Notification extends EventEmitter {
  static isSupported() {
    return true;
  }
  constructor(options) {
    super();
    this.options = options;
  }
  show() {
    seen.notifications.push(this);
  }
}
export const powerMonitor = new EventEmitter();
/** As on a Linux without a keyring. */
export const safeStorage = {
  getSelectedStorageBackend: () => 'basic_text',
  isAsyncEncryptionAvailable: async () => false,
};
export const utilityProcess = {
  fork: (script, _args, { env }) => {
    const shim = fileURLToPath(new URL('./stand-in-port.mjs', import.meta.url));
    const child = fork(script, [], { env, execArgv: ['--import', shim], serialization: 'advanced' });
    const started = new EventEmitter();
    child.on('spawn', () => {
      started.pid = child.pid;
      started.emit('spawn');
    });
    child.on('message', (message) => started.emit('message', message));
    child.on('exit', (code) => started.emit('exit', code ?? 1));
    started.postMessage = (message) => child.connected && child.send(message);
    return started;
  },
};
