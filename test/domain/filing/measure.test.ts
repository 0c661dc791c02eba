import {
  conditionOn,
  interruptionsAfter,
  MEASURE_KINDS,
  MEASURE_MOVES,
  MEASURE_STATES,
  measureFits,
  mayMove,
  reasonFits,
  stopsLifted,
} from '../../../src/domain/filing/measure';
import type { MeasureKind, MeasureReason } from '../../../src/domain/filing/measure';
import type { SnapshotFiling } from '../../../src/domain/reference/snapshot';
import { filingRow } from '../../kit/filing-cases';

const DAY = '2026-06-01';
const inForce = filingRow('F1');
const suspended = filingRow('F1', { interruptions: [{ kind: 'SUSPENDED', from: '2026-05-01', to: null }] });
const over = filingRow('F1', { interruptions: [{ kind: 'SUSPENDED', from: '2026-05-01', to: '2026-05-31' }] });
const revoked = filingRow('F1', { interruptions: [{ kind: 'REVOKED', from: '2026-05-01', to: null }] });
const end = { kind: 'TERMINATED', from: '2026-05-01', to: null } as const;
const terminated = filingRow('F1', { interruptions: [end] });
const both = filingRow('F1', { interruptions: [end, { kind: 'REVOKED', from: '2026-05-20', to: null }] });
const outrun = filingRow('F1', { to: '2026-05-31', interruptions: [end] });
const ended = filingRow('F1', { to: '2026-05-31' });
const begins = filingRow('F1', { from: '2026-07-01' });

test('every kind meets every condition as the table says', () => {
  const states = { inForce, suspended, over, revoked, terminated, both, outrun, ended, begins };
  const fits = (kind: MeasureKind, reasonCode: MeasureReason, filing: SnapshotFiling) =>
    measureFits({ kind, reasonCode }, filing, DAY);
  const table = Object.fromEntries(
    Object.entries(states).map(([name, filing]) => [
      name,
      [
        conditionOn(filing, DAY),
        ...MEASURE_KINDS.filter((kind) => fits(kind, 'OTHER', filing)),
        ...(fits('RESUMPTION', 'GROUND_WRONG', filing) ? ['taken back'] : []),
      ],
    ]),
  );
  expect(table).toEqual({
    inForce: ['IN_FORCE', 'SUSPENSION', 'REVOCATION', 'TERMINATION'],
    suspended: ['SUSPENDED', 'RESUMPTION', 'REVOCATION', 'TERMINATION'],
    over: ['IN_FORCE', 'SUSPENSION', 'REVOCATION', 'TERMINATION'],
    revoked: ['ENDED'],
    // An end without blame is no way around the bar of a revocation.
    terminated: ['TERMINATED', 'REVOCATION', 'taken back'],
    both: ['ENDED'],
    outrun: ['ENDED'],
    ended: ['ENDED'],
    begins: ['IN_FORCE', 'SUSPENSION', 'REVOCATION', 'TERMINATION'],
  });
});

test('what is decided stays decided', () => {
  for (const from of MEASURE_STATES) {
    for (const to of MEASURE_STATES) {
      expect([from, to, mayMove(from, to)]).toEqual([
        from,
        to,
        (MEASURE_MOVES[from] as readonly string[]).includes(to),
      ]);
    }
  }
  expect(MEASURE_STATES.filter((state) => MEASURE_MOVES[state].length === 0)).toEqual(['CONFIRMED', 'WITHDRAWN']);
});

test('interruptions after each measure', () => {
  expect(interruptionsAfter('SUSPENSION', inForce, { from: DAY, to: '2026-08-31' })).toEqual([
    { kind: 'SUSPENDED', from: DAY, to: '2026-08-31' },
  ]);
  expect(interruptionsAfter('RESUMPTION', suspended, { from: DAY, to: null })).toEqual([
    { kind: 'SUSPENDED', from: '2026-05-01', to: '2026-05-31' },
  ]);
  expect(interruptionsAfter('RESUMPTION', suspended, { from: '2026-05-01', to: null })).toEqual([]);
  expect(interruptionsAfter('REVOCATION', suspended, { from: DAY, to: null })).toEqual([
    { kind: 'SUSPENDED', from: '2026-05-01', to: null },
    { kind: 'REVOKED', from: DAY, to: null },
  ]);
  expect(interruptionsAfter('TERMINATION', inForce, { from: DAY, to: null })).toEqual([
    { kind: 'TERMINATED', from: DAY, to: null },
  ]);
});

test('an end that is taken back has never held, and nothing else of the filing changes', () => {
  const stop = { kind: 'SUSPENDED', from: '2026-04-01', to: '2026-08-31' } as const;
  const later = { ...end, from: '2026-07-01' };
  const filing = filingRow('F1', { interruptions: [later, stop, end] });
  expect(stopsLifted(filing, DAY)).toEqual([end]);
  expect(interruptionsAfter('RESUMPTION', filing, { from: DAY, to: null })).toEqual([later, stop]);
  expect([inForce, revoked, both].flatMap((each) => stopsLifted(each, DAY))).toEqual([]);
});

test('filings end without blame for two reasons, and being inactive is a reason for nothing else', () => {
  const reasons = ['VENUE_CHANGED', 'INACTIVE', 'CERTIFICATES_FORGED', 'GROUND_WRONG'] as const;
  const fitting = Object.fromEntries(
    MEASURE_KINDS.map((kind) => [kind, reasons.filter((each) => reasonFits(kind, each))]),
  );
  expect(fitting).toEqual({
    SUSPENSION: ['VENUE_CHANGED', 'CERTIFICATES_FORGED'],
    RESUMPTION: ['VENUE_CHANGED', 'CERTIFICATES_FORGED', 'GROUND_WRONG'],
    REVOCATION: ['VENUE_CHANGED', 'CERTIFICATES_FORGED'],
    TERMINATION: ['VENUE_CHANGED', 'INACTIVE'],
  });
});
