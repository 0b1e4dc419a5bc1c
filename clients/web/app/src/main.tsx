import { render } from 'preact';
import './design/tokens.css';
import './design/base.css';
import './design/parts.css';
import './design/screens.css';
import { App } from './app.js';
import { useLanguage } from './i18n/index.js';
import { guardChunks } from './state/chunks.js';
import { startWorker } from './state/worker.js';
import { startWorkspace } from './state/workspace.js';

guardChunks();
startWorkspace();
await useLanguage();
const root = document.getElementById('app');
if (root !== null) {
  render(<App />, root);
}
// What the worker keeps must not make the first page wait.
if (document.readyState === 'complete') {
  startWorker();
} else {
  addEventListener('load', startWorker, { once: true });
}
