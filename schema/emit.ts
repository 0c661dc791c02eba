/** Writes schema/schema.graphql anew: `npm run schema`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emittedSchema } from './build';

writeFileSync(join(process.cwd(), 'schema', 'schema.graphql'), emittedSchema());
