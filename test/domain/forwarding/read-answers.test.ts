import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ODDITY_KINDS, oddityTitle } from '../../../src/app/forwarding/oddity-titles';
import {
  addedOddities,
  ANSWER_ODDITIES,
  type AnsweredVersion,
  readAnswers,
} from '../../../src/domain/forwarding/read-answers';

const NOW = new Date('2026-08-01T01:00:00Z');
const answer = (change: Partial<AnsweredVersion> = {}): AnsweredVersion => ({
  certificateNo: 'S1',
  version: 1,
  state: 'ACCEPTED',
  code: null,
  answeredAt: NOW,
  ...change,
});
const read = (...answers: AnsweredVersion[]) =>
  readAnswers(answers, { isKnownCode: (code) => code === 'R-1', now: NOW });

test('each version is answered once, and the first answer stands', () => {
  const refused = answer({ state: 'REFUSED', code: 'R-1' });
  expect(read(answer(), answer({ version: 2 }), answer(), refused)).toEqual({
    answers: [answer(), answer({ version: 2 })],
    oddities: [{ code: 'CHANGED_MIND', count: 1 }],
  });
  expect(read(refused, { ...refused, code: 'R-2' }).oddities).toEqual([{ code: 'CHANGED_MIND', count: 1 }]);
});

test('a code counts where something is refused, and what is no code is not kept', () => {
  expect(read(answer({ code: '照片不清楚' }))).toEqual({ answers: [answer()], oddities: [] });
  const { answers, oddities } = read(
    answer({ state: 'REFUSED', code: 'R-1' }),
    answer({ version: 2, state: 'REFUSED', code: 'R-9' }),
    answer({ version: 3, state: 'REFUSED', code: '照片不清楚' }),
    answer({ version: 4, state: 'REFUSED' }),
  );
  expect(answers.map(({ code }) => code)).toEqual(['R-1', 'R-9', 'UNREADABLE', 'UNREADABLE']);
  expect(oddities).toEqual([
    { code: 'UNKNOWN_CODE', count: 1 },
    { code: 'UNREADABLE_CODE', count: 2 },
  ]);
});

test.each<[string, Partial<AnsweredVersion>]>([
  ['no number', { certificateNo: '' }],
  ['a number that is too long', { certificateNo: 'S'.repeat(65) }],
  ['a number with NUL', { certificateNo: 'S\0' }],
  ['version 0', { version: 0 }],
  ['half a version', { version: 1.5 }],
  ['a version past all integers of the store', { version: 2_147_483_648 }],
])('%s names nothing', (_, change) => {
  expect(read(answer(change), answer())).toEqual({
    answers: [answer()],
    oddities: [{ code: 'UNREADABLE_ANSWER', count: 1 }],
  });
});

test.each([[NaN], [-1], [Date.UTC(10_000, 0, 1)], [8.64e15]])('the moment %d is that of the reading', (ms) => {
  expect(read(answer({ answeredAt: new Date(ms) })).answers[0]?.answeredAt).toEqual(NOW);
});

test('a kind is counted together, wherever it was found', () => {
  const half = { code: 'HALF_FILE', count: 1 };
  expect(addedOddities([half, { code: 'TOO_LONG', count: 2 }, half])).toEqual([
    { code: 'HALF_FILE', count: 2 },
    { code: 'TOO_LONG', count: 2 },
  ]);
});

test('every kind has its words and its row', () => {
  const doc = readFileSync(join(__dirname, '../../../docs/forwarding.md'), 'utf8');
  const section = doc.slice(
    doc.indexOf('## Answers of which nothing can be made'),
    doc.indexOf('## When something goes wrong'),
  );
  for (const kind of [...ANSWER_ODDITIES, ...ODDITY_KINDS]) {
    expect(section).toContain(`\`${kind}\``);
    expect(oddityTitle(kind).zh).not.toBe(kind);
  }
  expect(oddityTitle('LATER')).toEqual({ zh: 'LATER', en: 'LATER' });
});
