import { CursorInvalid, decodeCursor, encodeCursor } from '../../src/app/paging';

test('a cursor comes back as it went out', () => {
  expect(decodeCursor(encodeCursor(['2026-06-01 09:00:00.123456+00', '甲']), 2)).toEqual([
    '2026-06-01 09:00:00.123456+00',
    '甲',
  ]);
});

test.each([
  ['no base64', '%%%'],
  ['no JSON', Buffer.from('x').toString('base64url')],
  ['of another list', encodeCursor(['1'])],
  ['of other types', Buffer.from('[1,2]').toString('base64url')],
  ['with a NUL', encodeCursor(['a\0', 'b'])],
])('a cursor that is %s is refused', (_name, cursor) => {
  expect(() => decodeCursor(cursor, 2)).toThrow(CursorInvalid);
});
