/** Every rule by its cases: `fixtures/<CODE>.json`, each a change of the sample record that breaks no rule. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawRecord } from '../../../src/domain/certificate/record';
import type { Finding, JsonPatch } from '../../../src/domain/rules/rule';
import type { Snapshot } from '../../../src/domain/reference/snapshot';
import { checkBatch } from '../../../src/domain/rules/check-batch';
import {
  SAMPLE_HEADER,
  SAMPLE_RECORD,
  SAMPLE_SNAPSHOT,
  sampleCheck,
  withCheckCharacter,
} from '../../kit/sample-record';

type Change = Readonly<Record<string, unknown>>;

interface Case {
  readonly title: string;
  /** Fields of the sample record; the text "<absent>" takes a field away. */
  readonly change?: Change;
  /** 17 digits for idNumber, to which the check character is added. */
  readonly idDigits?: string;
  readonly snapshot?: Change;
  readonly institution?: Change;
  readonly header?: Change;
  readonly receivedAt?: string;
  /** A second line of the batch: a further change of the changed record. */
  readonly again?: Change;
  /** Codes in order, of all lines. */
  readonly expect: readonly string[];
  readonly path?: string;
  readonly expected?: readonly string[] | null;
  readonly fix?: JsonPatch | null;
}

const FOLDER = join(__dirname, 'fixtures');
const CODES = readdirSync(FOLDER).map((file) => file.replace('.json', ''));
const casesOf = (code: string): readonly Case[] => JSON.parse(readFileSync(join(FOLDER, `${code}.json`), 'utf8'));

const patched = (record: RawRecord, change: Change): RawRecord =>
  Object.fromEntries(Object.entries({ ...record, ...change }).filter(([, value]) => value !== '<absent>'));

function findingsOf({
  change = {},
  idDigits,
  snapshot,
  institution,
  header,
  receivedAt,
  again,
}: Case): readonly Finding[] {
  const idNumber = idDigits === undefined ? {} : { idNumber: withCheckCharacter(idDigits) };
  const world = {
    ...SAMPLE_SNAPSHOT,
    ...snapshot,
    institution: { ...SAMPLE_SNAPSHOT.institution, ...institution },
  } as Snapshot;
  const fullHeader = { ...SAMPLE_HEADER, ...header };
  const check = sampleCheck({
    snapshot: world,
    header: fullHeader,
    ...(receivedAt === undefined ? {} : { receivedAt }),
  });
  const batch = checkBatch({ check, header: fullHeader, snapshotDigest: '' });
  const record = patched({ ...SAMPLE_RECORD }, { ...change, ...idNumber });
  return [...batch.add(record), ...(again === undefined ? [] : batch.add(patched(record, again)))];
}

describe.each(CODES)('%s', (code) => {
  test.each(casesOf(code).map((each) => [each.title, each] as const))('%s', (_title, each) => {
    const findings = findingsOf(each);
    expect(findings.map((finding) => finding.code)).toEqual(each.expect);
    const own = findings.find((finding) => finding.code === code);
    if (each.path !== undefined) expect(own?.path).toBe(each.path);
    if (each.expected !== undefined) expect(own?.expected).toEqual(each.expected);
    if (each.fix !== undefined) expect(own?.fix).toEqual(each.fix);
  });

  test('has cases that pass and cases that fail', () => {
    const speaks = casesOf(code).map(({ expect: codes }) => codes.includes(code));
    // What the hub alone can see never speaks here; the flow tests hold it.
    expect(speaks).toContain(false);
    if (code !== 'AUT-009') expect(speaks).toContain(true);
  });
});
