import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders of the demo; everything that is built lands under `build`. */
export const APP = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const BUILD = path.join(APP, 'build');
export const SITE = path.join(BUILD, 'site');
export const WASM = path.join(BUILD, 'cortical-column.wasm');
export const PACKAGES = path.join(APP, '../../packages');
