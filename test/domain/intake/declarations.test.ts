/** What a declaration may say, and who has the last word on it. */
import { mayDecide, type DeclarationStanding } from '../../../src/domain/decision/declaration';
import { DECLARED_REASON_CHARS_MAX, reasonFault } from '../../../src/domain/decision/declared-reason';
import { checkHeader, DECLARATIONS_MAX } from '../../../src/domain/intake/check-header';
import type { Declaration } from '../../../src/domain/intake/header';
import { SAMPLE_HEADER, withCheckCharacter } from '../../kit/sample-record';

const SAID: Declaration = { rule: 'AUT-009', reason: '遗失补证' };
const DIGEST = 'a'.repeat(64);
const fieldsOf = (...declarations: Declaration[]): unknown[] =>
  checkHeader({ ...SAMPLE_HEADER, declarations }).map(({ field }) => field);

describe('the header', () => {
  test('a declaration names a line, a digest, or neither for the whole batch', () => {
    expect(fieldsOf(SAID, { ...SAID, line: 1 }, { ...SAID, recordDigest: DIGEST }, { ...SAID, line: null })).toEqual(
      [],
    );
    expect(fieldsOf({ ...SAID, line: 1, recordDigest: DIGEST })).toEqual(['declarations/0']);
    expect(fieldsOf({ ...SAID, line: 0 }, { ...SAID, recordDigest: 'A'.repeat(64) })).toEqual([
      'declarations/0',
      'declarations/1',
    ]);
  });

  test('rule, reason and number of declarations have their limits', () => {
    expect(fieldsOf({ rule: 'aut-009', reason: ' ' })).toEqual(['declarations/0/rule', 'declarations/0/reason']);
    expect(fieldsOf(...Array<Declaration>(DECLARATIONS_MAX).fill(SAID))).toEqual([]);
    expect(fieldsOf(...Array<Declaration>(DECLARATIONS_MAX + 1).fill(SAID))).toEqual(['declarations']);
  });
});

describe('a reason', () => {
  const idNumber = withCheckCharacter('51010020050315000');
  test.each([
    ['遗失补证'],
    ['长'.repeat(DECLARED_REASON_CHARS_MAX)],
    ['证书 S000051000123263000001 原件遗失'],
    ['计划 P2026-0001 于 2026-06-01 至 2026-06-02 组织考试,共 1200 人'],
    ['联系电话 028-86000000'],
  ])('may be %#', (reason) => expect(reasonFault(reason)).toBeUndefined());

  test.each([
    [''],
    [' \n'],
    ['长'.repeat(DECLARED_REASON_CHARS_MAX + 1)],
    ['半\ud83d'],
    [`证件 ${idNumber} 已更正`],
    [`证件${idNumber.slice(0, 6)} ${idNumber.slice(6, 14)} ${idNumber.slice(14)}`],
    ['电话13800138000'],
    ['电话 +86 138 0013 8000'],
    ['电话１３８００１３８０００'],
  ])('may not be %#, and its fault does not repeat it', (reason) => {
    const found = reasonFault(reason);
    expect(found).toBeDefined();
    if (reason.trim() !== '') expect(JSON.stringify(found)).not.toContain(reason);
  });
});

test.each<[DeclarationStanding['state'], DeclarationStanding['decidedStep'], 'CITY' | 'PROVINCE', boolean]>([
  ['OPEN', null, 'CITY', true],
  ['ACCEPTED', 'CITY', 'CITY', true],
  ['ACCEPTED', 'CITY', 'PROVINCE', true],
  ['ACCEPTED', 'PROVINCE', 'PROVINCE', true],
  ['ACCEPTED', 'PROVINCE', 'CITY', false],
])('%s by %s may be refused by %s: %s', (state, decidedStep, step, allowed) => {
  expect(mayDecide({ state, decidedStep }, { step, decision: 'REFUSE' })).toBe(allowed);
  expect(mayDecide({ state, decidedStep: 'PROVINCE' }, { step: 'CITY', decision: 'ACCEPT' })).toBe(
    state === 'ACCEPTED',
  );
});
