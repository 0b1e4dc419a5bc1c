import { render } from 'preact';
import './design/tokens.css';
import './design/base.css';
import './design/parts.css';
import './design/screens.css';
import { App } from './app.js';
import { useLanguage } from './i18n/index.js';
import { guardChunks } from './state/chunks.js';
import { startWorkspace } from './state/workspace.js';

guardChunks();
startWorkspace();
await useLanguage();
const root = document.getElementById('app');
if (root !== null) {
  render(<App />, root);
}
