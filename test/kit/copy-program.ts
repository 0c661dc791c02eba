import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');

/**
 * Copies compiled files and the packages that they need into `folder`, as a clone somewhere else would have them,
 * so that a test may close that folder, own it by another user or take files out of it.
 */
export function copyProgram(folder: string, compiled: readonly string[], packages: readonly string[]): void {
  for (const path of compiled) {
    mkdirSync(dirname(join(folder, 'dist', path)), { recursive: true });
    cpSync(join(ROOT, 'dist', path), join(folder, 'dist', path), { recursive: true });
  }
  for (const name of closureOf(packages)) {
    cpSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
}

function closureOf(packages: readonly string[]): Set<string> {
  const found = new Set<string>();
  const waiting = [...packages];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const manifest = join(ROOT, 'node_modules', name, 'package.json');
    if (found.has(name) || !existsSync(manifest)) continue;
    found.add(name);
    const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    waiting.push(...Object.keys(dependencies));
  }
  return found;
}
