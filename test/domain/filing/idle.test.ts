/** Days on which an institution could not work are not held against it. */
import { monthsToExit, stoppedDays } from '../../../src/domain/filing/idle';
import { resolvePack } from '../../../src/domain/packs/resolve-pack';
import { filingRow } from '../../kit/filing-cases';
import { samplePacks } from '../../kit/sample-record';

const held = (from: string, to: string | null) => ({ kind: 'SUSPENDED' as const, from, to });
const filing = (id: string, from: string, to: string | null, ...interruptions: ReturnType<typeof held>[]) =>
  filingRow(id, { from, to, interruptions });

test.each([
  ['nothing was stopped', [filing('F1', '2025-01-01', null)], 0],
  ['all was, for a month', [filing('F1', '2025-01-01', null, held('2025-04-01', '2025-04-30'))], 30],
  ['before and up to the span', [filing('F1', '2025-01-01', null, held('2025-02-01', '2025-03-10'))], 1],
  ['and still is', [filing('F1', '2025-01-01', null, held('2026-03-01', null))], 11],
  ['twice', [filing('F1', '2025-01-01', null, held('2025-04-01', '2025-04-02'), held('2025-06-01', '2025-06-03'))], 5],
  [
    'one of two',
    [filing('F1', '2025-01-01', null, held('2025-04-01', '2025-04-30')), filing('F2', '2025-01-01', null)],
    0,
  ],
  [
    'both, for the days that they share',
    [
      filing('F1', '2025-01-01', null, held('2025-04-01', '2025-04-30')),
      filing('F2', '2025-01-01', null, held('2025-04-21', '2025-05-10')),
    ],
    10,
  ],
  [
    'the other begins in the suspension of the first',
    [filing('F1', '2025-01-01', null, held('2025-04-01', '2025-04-30')), filing('F2', '2025-04-11', null)],
    10,
  ],
  [
    'the other was revoked',
    [
      filing('F1', '2025-01-01', null, held('2025-04-01', '2025-04-30')),
      filingRow('F2', {
        from: '2025-01-01',
        to: null,
        interruptions: [{ kind: 'REVOKED', from: '2025-04-21', to: null }],
      }),
    ],
    10,
  ],
] as const)('from 2025-03-10 to 2026-03-11: %s', (_title, filings, days) => {
  expect(stoppedDays(filings, '2025-03-10', '2026-03-11')).toBe(days);
});

test('who exits by doing nothing, and after how long, is said by type of school', () => {
  const inHunan = resolvePack(samplePacks(), '430100', '2026-06-01').parameters;
  const types = ['TECHNICAL_SCHOOL', 'TECHNICIAN_COLLEGE', 'HIGHER_VOCATIONAL', null] as const;
  expect(types.map((type) => monthsToExit(inHunan, type))).toEqual([12, 12, undefined, undefined]);
  const inFujian = resolvePack(samplePacks(), '350100', '2026-06-01').parameters;
  expect(types.map((type) => monthsToExit(inFujian, type))).toEqual(types.map(() => undefined));
  expect(monthsToExit({ exitAfterIdleMonths: { NONE: 24 } }, null)).toBe(24);
});
