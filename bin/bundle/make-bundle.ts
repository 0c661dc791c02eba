/**
 * Writes what the package offers beside the hub: the packs as one JSON, and the engine for browsers, as a classic script
 * (global `CertHubRules`) and as an ES module. From the sources, so that both hold only what is used.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild-wasm';
import { loadPacks } from '../../src/platform/pack-files';

const GLOBAL_NAME = 'CertHubRules';
/** `dist/bin/bundle` and `bin/bundle` are at different depths; the sources are where package.json is. */
const SOURCE_ENTRY = join('bin', 'bundle', 'browser.ts');

/** Beside the types that tsc has written of the engine: what the other two exports are, for programs in TypeScript. */
const DECLARATIONS: Readonly<Record<string, string>> = {
  'packs.d.ts': `import type { Pack } from './src/domain/packs/pack';
declare const packs: readonly Pack[];
export = packs;
`,
  'browser.d.mts': `import type { Pack } from './src/domain/packs/pack.js';
export * from './src/domain/rules/public.js';
export declare const packs: readonly Pack[];
`,
};

export interface BundleFolders {
  /** Folder of package.json. */
  readonly project: string;
  readonly out: string;
}

export async function makeBundle({ project, out }: BundleFolders): Promise<readonly string[]> {
  const packs = JSON.stringify(loadPacks(join(project, 'packs')));
  const browser = join(out, 'browser');
  await mkdir(browser, { recursive: true });
  await writeFile(join(out, 'packs.json'), `${packs}\n`);
  await mkdir(join(out, 'types'), { recursive: true });
  for (const [name, text] of Object.entries(DECLARATIONS)) await writeFile(join(out, 'types', name), text);
  const outputs = [
    { format: 'iife', file: join(browser, 'certhub-rules.js') },
    { format: 'esm', file: join(browser, 'certhub-rules.mjs') },
  ] as const;
  for (const { format, file } of outputs) {
    await build({
      absWorkingDir: project,
      entryPoints: [SOURCE_ENTRY],
      outfile: file,
      bundle: true,
      minify: true,
      platform: 'browser',
      target: 'es2022',
      charset: 'utf8',
      legalComments: 'eof',
      logLevel: 'silent',
      format,
      define: { CERTHUB_PACKS: packs },
      ...(format === 'iife' ? { globalName: GLOBAL_NAME } : {}),
    });
  }
  return [join(out, 'packs.json'), ...outputs.map(({ file }) => file)];
}
