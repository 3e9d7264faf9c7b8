import { join } from 'node:path';
import ejs from 'ejs';
import type { Express } from 'express';
import { escapeHtml } from './escape-html.ts';

/**
 * Lets `app` render the views below `root`, the project's folder. What is printed is escaped in our own way; what only
 * indents the views for people is left out; a view is compiled once.
 */
export function useViews(app: Express, root: string): void {
  app.set('views', join(root, 'views'));
  app.set('view engine', 'ejs');
  app.set('view cache', true);
  // named here: ejs no longer reads Express' `view options`, and would quietly escape in its own way
  const options = { escape: escapeHtml, cache: true, rmWhitespace: true };
  app.engine('ejs', (path, model, done) => void ejs.renderFile(path, model, options, done));
}
