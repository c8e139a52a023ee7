export { findChromium } from './browser/find-chromium.js';
