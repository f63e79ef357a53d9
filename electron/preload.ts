import { contextBridge, ipcRenderer } from 'electron';
import { bridgeName } from '../engine/contract/bridge.ts';
import { createBridge } from './wire/create-bridge.ts';

contextBridge.exposeInMainWorld(bridgeName, createBridge(ipcRenderer));
