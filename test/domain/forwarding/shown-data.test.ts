import fc from 'fast-check';
import type { FormField } from '../../../src/domain/forwarding/form';
import { dataShower, jsonbText, type Showing } from '../../../src/domain/forwarding/shown-data';

const SHOWING: Showing = {
  mask: (field, text) => `${field}:${text.slice(0, 1)}*`,
  digest: (text) => `#${text.length}`,
};
const PLACE = { institutionCode: '0001', regionCode: '510100' };
const field = (name: string, more: Partial<FormField> = {}): FormField => ({
  field: name,
  as: name,
  showing: 'plain',
  codes: null,
  ...more,
});
const RECORD = JSON.stringify({ name: '张三', sex: 'MALE', idNumber: '110', theoryScore: 85.5, remark: null });

test('the whole record, in the order of jsonb', () => {
  const show = dataShower({ fields: null, format: 'json' }, SHOWING);
  expect(show(RECORD, PLACE)).toBe(
    '{"sex": "MALE", "name": "张三", "remark": null, "idNumber": "110", "theoryScore": 85.5}',
  );
});

test('fields by name, masked, digested, coded; what is not asked for stays here, what is not there is null', () => {
  const fields = [
    field('name', { as: 'AAC003', showing: 'masked' }),
    field('idNumber', { as: 'person', showing: 'digested' }),
    field('sex', { as: 'AAC004', codes: { MALE: '1', FEMALE: '2' } }),
    field('regionCode', { as: 'AAB301' }),
    field('education', { showing: 'masked' }),
    field('theoryScore'),
  ];
  const show = dataShower({ fields, format: 'json' }, SHOWING);
  expect(show(RECORD, PLACE)).toBe(
    '{"AAB301": "510100", "AAC003": "name:张*", "AAC004": "1", "person": "#3", "education": null, "theoryScore": 85.5}',
  );
});

test('a code that the table does not know is shown as it stands', () => {
  const fields = [field('sex', { codes: { FEMALE: '2' } }), field('name', { codes: { toString: 'x' } })];
  const show = dataShower({ fields, format: 'json' }, SHOWING);
  expect(show(RECORD, PLACE)).toBe('{"sex": "MALE", "name": "张三"}');
});

test('a record cannot say in which region it is', () => {
  const show = dataShower({ fields: [field('regionCode')], format: 'json' }, SHOWING);
  expect(show(JSON.stringify({ regionCode: '000000' }), PLACE)).toBe('{"regionCode": "510100"}');
});

test('what is written is the same object, whatever its keys', () => {
  const value = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.option(value, { nil: null })), (object) => {
      const normal = JSON.parse(JSON.stringify(object)) as Record<string, string | number | boolean | null>;
      expect(JSON.parse(jsonbText(normal))).toEqual(normal);
    }),
  );
});

test('a form writes its fields as the whole record is written', () => {
  const names = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 });
  fc.assert(
    fc.property(names, fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer())), (as, values) => {
      const record = Object.fromEntries(as.map((_, index) => [`field${index}`, values[index] ?? null]));
      const fields = as.map((name, index) => field(`field${index}`, { as: name }));
      const show = dataShower({ fields, format: 'json' }, SHOWING);
      const shown = Object.fromEntries(as.map((name, index) => [name, values[index] ?? null]));
      expect(show(JSON.stringify(record), PLACE)).toBe(jsonbText(shown));
    }),
  );
});

test('a parcel of 2,000 records costs milliseconds', () => {
  const record = JSON.stringify(
    Object.fromEntries(Array.from({ length: 27 }, (_, index) => [`field${index}`, `value of the field ${index}`])),
  );
  const show = dataShower({ fields: null, format: 'json' }, SHOWING);
  show(record, PLACE);
  const began = performance.now();
  for (let index = 0; index < 2_000; index += 1) show(record, PLACE);
  // Some 20 ms on an idle core; a sort for each record would take ten times as long.
  expect(performance.now() - began).toBeLessThan(2_000);
});

describe('a record that is only put in order', () => {
  const show = dataShower({ fields: null, format: 'json' }, SHOWING);

  test('says what reading and writing it would say', () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.double({ noNaN: true }), fc.boolean());
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.option(value, { nil: null })), (object) => {
        const record = JSON.stringify(object);
        expect(show(record, PLACE)).toBe(jsonbText(JSON.parse(record) as Parameters<typeof jsonbText>[0]));
      }),
    );
  });

  test.each([
    ['{}', '{}'],
    ['{"a":85.50}', '{"a": 85.5}'],
    ['{"a":1e3}', '{"a": 1000}'],
    ['{"a":"x,\\"y","b":2}', '{"a": "x,\\"y", "b": 2}'],
    ['{ "b": 1, "a": "}" }', '{"a": "}", "b": 1}'],
    ['{"b":"{,}:","a":null}', '{"a": null, "b": "{,}:"}'],
    ['{"a":1,"a":2}', '{"a": 2}'],
    ['{"a":-0}', '{"a": 0}'],
  ])('%s', (record, expected) => {
    expect(show(record, PLACE)).toBe(expected);
  });
});
