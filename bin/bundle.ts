/** `npm run bundle`: the engine for browsers and imports, under dist/ or the folder that is named. */
import { join } from 'node:path';
import { makeBundle } from './bundle/make-bundle';

const project = process.cwd();
const [, , out = join(project, 'dist')] = process.argv;

makeBundle({ project, out }).then(
  (files) => process.stdout.write(files.map((file) => `${file}\n`).join('')),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : 'The bundle could not be made.'}\n`);
    process.exitCode = 1;
  },
);
