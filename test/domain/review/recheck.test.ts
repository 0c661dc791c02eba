/** When the verdict of an earlier check may stand in for a new one. */
import { isSettledBy, recheckReason, type JudgedBy } from '../../../src/domain/review/recheck';

const JUDGED: JudgedBy = {
  institutionCode: '0001',
  header: { planNo: 'P1', noticeFrom: '2026-06-03', noticeTo: '2026-06-10' },
  snapshotDigest: 's',
  packSetDigest: 'set',
  packDigest: 'p',
  engineVersion: '2',
};
const notice = (change: object): Partial<JudgedBy> => ({ header: { ...JUDGED.header, ...change } });

test.each<[string, Partial<JudgedBy>, string | undefined]>([
  ['nothing has changed', {}, undefined],
  ['another plan', notice({ planNo: 'P2' }), 'OTHER_PLAN'],
  ['another institution', { institutionCode: '0002' }, 'OTHER_PLAN'],
  ['the notice began another day', notice({ noticeFrom: '2026-06-04' }), 'NOTICE_CHANGED'],
  ['the notice ended another day', notice({ noticeTo: '2026-06-11' }), 'NOTICE_CHANGED'],
  ['the registry says otherwise', { snapshotDigest: 't' }, 'REGISTRY_CHANGED'],
  ['other packs stand ready', { packSetDigest: 'other' }, 'PACKS_CHANGED'],
  ['another day of receipt lets other packs judge', { packDigest: 'q' }, 'PACKS_CHANGED'],
  ['another engine', { engineVersion: '3' }, 'ENGINE_CHANGED'],
  ['the plan is asked before the packs', { ...notice({ planNo: 'P2' }), packDigest: 'q' }, 'OTHER_PLAN'],
])('%s', (_title, change, reason) => {
  expect(recheckReason(JUDGED, { ...JUDGED, ...change })).toBe(reason);
  expect(recheckReason({ ...JUDGED, ...change }, JUDGED)).toBe(reason);
});

test('a batch that is being checked itself has nothing to give', () => {
  expect(recheckReason(undefined, JUDGED)).toBe('EARLIER_UNCHECKED');
});

const DAY = '2026-06-30';
test.each<[string, Parameters<typeof isSettledBy>[0], boolean]>([
  ['all dates lie behind', { examDate: '2026-06-01', birthDate: '1990-05-01', issuedOn: DAY }, true],
  [
    'a date that could not be read was not compared',
    { examDate: '2026-06-01', birthDate: undefined, issuedOn: DAY },
    true,
  ],
  ['no readable exam date', { examDate: undefined, birthDate: '1990-05-01', issuedOn: DAY }, false],
  ['the exam lay ahead', { examDate: '2026-07-01', birthDate: '1990-05-01', issuedOn: DAY }, false],
  ['the issue lay ahead', { examDate: '2026-06-01', birthDate: '1990-05-01', issuedOn: '2026-07-01' }, false],
  ['the birth lay ahead', { examDate: '2026-06-01', birthDate: '2062-05-01', issuedOn: DAY }, false],
])('%s', (_title, dates, settled) => {
  expect(isSettledBy(dates, DAY)).toBe(settled);
});
