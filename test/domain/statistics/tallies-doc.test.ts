import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPORT_SCHEMA } from '../../../src/connectors/exchange-schema';
import { definitionName, TALLY_DEFINITION } from '../../../src/domain/statistics/definition';
import { REPORT_STATES } from '../../../src/domain/statistics/report-life';
import { REVISION_REASONS } from '../../../src/domain/statistics/revision';

const DOC = readFileSync(join(__dirname, '../../../docs/tallies.md'), 'utf8');

test('docs/tallies.md shows the tables that a receiver makes', () => {
  expect(DOC).toContain(REPORT_SCHEMA.trim());
});

test('and names the definition, every dimension, band, state and reason', () => {
  const { dimensions, ageBands, highSkilledLevels } = TALLY_DEFINITION;
  const codes = [
    ...dimensions,
    ...ageBands.map(({ code }) => code),
    ...highSkilledLevels,
    ...REPORT_STATES,
    ...REVISION_REASONS,
  ];
  for (const code of [definitionName(TALLY_DEFINITION), ...codes]) expect(DOC).toContain(`\`${code}\``);
});
