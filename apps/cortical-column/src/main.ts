import './monitoring.js'; // first: it must see the module being loaded
import { startApp } from './app.js';
import './style.css';
import { showFailure } from './ui/layout.js';

const root = document.querySelector<HTMLElement>('#app');
if (root) {
  startApp(root).catch((cause: unknown) => {
    showFailure(root, cause instanceof Error ? cause.message : String(cause));
  });
}
