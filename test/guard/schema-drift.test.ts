import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emittedSchema } from '../../schema/build';

test('schema/schema.graphql is what the code says (npm run schema writes it anew)', () => {
  expect(readFileSync(join(__dirname, '..', '..', 'schema', 'schema.graphql'), 'utf8')).toBe(emittedSchema());
});
