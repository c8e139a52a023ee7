import { startBundler } from './bundler-work.js';
import { runPage } from './run-page.js';

runPage({ frames: 12, start: () => startBundler(true) });
