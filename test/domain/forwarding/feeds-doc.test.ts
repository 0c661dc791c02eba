import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PERSONAL_MASKS } from '../../../src/domain/certificate/mask';
import { ALARM_DEFAULT, PARCEL_CERTIFICATES_MAX } from '../../../src/domain/forwarding/feed';
import { MOHRSS_FIELDS } from '../../../src/domain/forwarding/mohrss-form';
import { UNWANTED_REASONS } from '../../../src/domain/forwarding/wants';
import { CONNECTORS } from '../../../src/platform/feeds/addresses';
import { FEED_PROPERTIES } from '../../../src/platform/feeds-file';

const DOC = readFileSync(join(__dirname, '../../../docs/feeds.md'), 'utf8');
const rowsOf = (text: string): readonly string[] => text.split('\n').filter((line) => line.startsWith('| `'));
const rows = rowsOf(DOC);
const PROPERTIES = rowsOf(DOC.slice(0, DOC.indexOf('## Which certificates')));

test('every property and every connector has its row', () => {
  for (const name of [...FEED_PROPERTIES, ...CONNECTORS]) {
    expect(PROPERTIES.filter((row) => row.startsWith(`| \`${name}\` |`))).toHaveLength(1);
  }
});

test('defaults, reasons and personal fields are those of the code', () => {
  expect(DOC).toContain(`| \`parcelCertificates\` | ${PARCEL_CERTIFICATES_MAX} |`);
  const { dueMinutes, answerMinutes } = ALARM_DEFAULT;
  expect(DOC).toContain(`{ "dueMinutes": ${dueMinutes}, "answerMinutes": ${answerMinutes} }`);
  for (const reason of UNWANTED_REASONS) expect(DOC).toContain(`\`${reason}\``);
  const personal = Object.keys(PERSONAL_MASKS).map((field) => `\`${field}\``);
  expect(DOC).toContain(`${personal.slice(0, -1).join(', ')} and ${personal.at(-1)} tell of a person`);
});

test('the indicator names and their codes are those of the code', () => {
  for (const { field, as, codes } of MOHRSS_FIELDS.filter((each) => each.as !== each.field)) {
    const row = rows.find((each) => each.startsWith(`| \`${field}\` | \`${as}\``)) ?? '';
    expect(row).not.toBe('');
    for (const [code, theirs] of Object.entries(codes ?? {})) expect(row).toContain(`\`${code}\` ${theirs}`);
  }
});
