import {
  conditionOn,
  interruptionsAfter,
  MEASURE_KINDS,
  MEASURE_MOVES,
  MEASURE_STATES,
  measureFits,
  mayMove,
  reasonFits,
} from '../../../src/domain/filing/measure';
import { filingRow } from '../../kit/filing-cases';

const DAY = '2026-06-01';
const inForce = filingRow('F1');
const suspended = filingRow('F1', { interruptions: [{ kind: 'SUSPENDED', from: '2026-05-01', to: null }] });
const over = filingRow('F1', { interruptions: [{ kind: 'SUSPENDED', from: '2026-05-01', to: '2026-05-31' }] });
const revoked = filingRow('F1', { interruptions: [{ kind: 'REVOKED', from: '2026-05-01', to: null }] });
const ended = filingRow('F1', { to: '2026-05-31' });
const begins = filingRow('F1', { from: '2026-07-01' });

test('every kind meets every condition as the table says', () => {
  const states = { inForce, suspended, over, revoked, ended, begins };
  const table = Object.fromEntries(
    Object.entries(states).map(([name, filing]) => [
      name,
      [conditionOn(filing, DAY), ...MEASURE_KINDS.filter((kind) => measureFits(kind, filing, DAY))],
    ]),
  );
  expect(table).toEqual({
    inForce: ['IN_FORCE', 'SUSPENSION', 'REVOCATION', 'TERMINATION'],
    suspended: ['SUSPENDED', 'RESUMPTION', 'REVOCATION', 'TERMINATION'],
    over: ['IN_FORCE', 'SUSPENSION', 'REVOCATION', 'TERMINATION'],
    revoked: ['ENDED'],
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

test('filings end without blame for two reasons, and being inactive is a reason for nothing else', () => {
  const reasons = ['VENUE_CHANGED', 'INACTIVE', 'CERTIFICATES_FORGED'] as const;
  const fitting = Object.fromEntries(
    MEASURE_KINDS.map((kind) => [kind, reasons.filter((each) => reasonFits(kind, each))]),
  );
  expect(fitting).toEqual({
    SUSPENSION: ['VENUE_CHANGED', 'CERTIFICATES_FORGED'],
    RESUMPTION: ['VENUE_CHANGED', 'CERTIFICATES_FORGED'],
    REVOCATION: ['VENUE_CHANGED', 'CERTIFICATES_FORGED'],
    TERMINATION: ['VENUE_CHANGED', 'INACTIVE'],
  });
});
