import { recordShapeProblems, RECORD_FIELDS_MAX, FIELD_TEXT_CHARS_MAX } from '../../../src/domain/intake/record-shape';

const fields = (record: unknown): (string | null)[] => recordShapeProblems(record, 7).map(({ field }) => field);

test('a flat object with text and numbers where the contract wants them is fine', () => {
  expect(recordShapeProblems({ name: '张三', skillScore: 88.5, theoryScore: null, remark: null }, 1)).toEqual([]);
  expect(recordShapeProblems({}, 1)).toEqual([]);
});

test('an unknown field may hold any scalar: a rule will speak about it', () => {
  expect(fields({ nickname: 'x', flag: true, count: 3, none: null })).toEqual([]);
});

test.each([
  ['null', null],
  ['an array', [1]],
  ['a text', 'x'],
  ['a number', 3],
])('%s is not a record', (_name, value) => {
  expect(recordShapeProblems(value, 4)).toMatchObject([{ record: 4, field: null }]);
});

test('names the field that holds another type', () => {
  expect(fields({ name: 7, skillScore: '88' })).toEqual(['name', 'skillScore']);
  expect(fields({ name: { first: 'x' }, extra: [1] })).toEqual(['name', 'extra']);
  expect(fields({ sex: true, reviewScore: false })).toEqual(['sex', 'reviewScore']);
});

test('a number that JSON cannot write again is refused', () => {
  expect(fields(JSON.parse('{"skillScore":1e999,"extra":-1e999}'))).toEqual(['skillScore', 'extra']);
});

test('a field called __proto__ is looked at like any other', () => {
  expect(fields(JSON.parse('{"__proto__":{"name":"x"}}'))).toEqual(['__proto__']);
});

test('limits the number of fields, the length of names and of texts', () => {
  const many = Object.fromEntries(Array.from({ length: RECORD_FIELDS_MAX + 1 }, (_, index) => [`f${index}`, 1]));
  expect(fields(many)).toEqual([null]);
  expect(fields({ remark: 'x'.repeat(FIELD_TEXT_CHARS_MAX) })).toEqual([]);
  expect(fields({ remark: 'x'.repeat(FIELD_TEXT_CHARS_MAX + 1) })).toEqual(['remark']);
  expect(fields({ ['n'.repeat(65)]: 1 })).toEqual([null]);
});

test('never repeats a value, nor a name that could be one', () => {
  const told = JSON.stringify(recordShapeProblems({ name: 11010119000101, '李四 510101': [], certificateNo: 5 }, 1));
  expect(told).not.toMatch(/11010119000101|李四/);
});
