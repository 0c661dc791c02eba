import fc from 'fast-check';
import {
  checkCharacter,
  hasOwnFormat,
  isResidentIdNumber,
  parseResidentId,
} from '../../../src/domain/certificate/identity-document';
import { ID_TYPES } from '../../../src/domain/certificate/record';

const seventeenDigits = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 17, maxLength: 17 })
  .map((each) => each.join(''));

test.each(['11010519491231002X', '34052419800101001X', '440524188001010014'])('%s from the standard', (number) => {
  expect(isResidentIdNumber(number)).toBe(true);
});

test('exactly one check character belongs to 17 digits', () => {
  fc.assert(
    fc.property(seventeenDigits, (digits) => {
      const sound = Array.from('0123456789X', (check) => digits + check).filter(isResidentIdNumber);
      expect(sound).toEqual([digits + checkCharacter(digits)]);
    }),
  );
});

test('every mistyped digit is found', () => {
  fc.assert(
    fc.property(seventeenDigits, fc.nat(16), fc.integer({ min: 1, max: 9 }), (digits, place, step) => {
      const other = (Number(digits.charAt(place)) + step) % 10;
      const mistyped = digits.slice(0, place) + other + digits.slice(place + 1);
      expect(isResidentIdNumber(mistyped + checkCharacter(digits))).toBe(false);
    }),
  );
});

test('every two neighbours that change places are found', () => {
  fc.assert(
    fc.property(seventeenDigits, fc.nat(15), (digits, place) => {
      const [one, other] = [digits.charAt(place), digits.charAt(place + 1)];
      fc.pre(one !== other);
      const swapped = digits.slice(0, place) + other + one + digits.slice(place + 2);
      expect(isResidentIdNumber(swapped + checkCharacter(digits))).toBe(false);
    }),
  );
});

test('what a number says of its holder', () => {
  expect(parseResidentId('11010519491231002X')).toEqual({ region: '110105', birthDate: '1949-12-31', sex: 'FEMALE' });
  expect(parseResidentId('110105194912310021')).toBeUndefined();
  const impossible = '11010519490231001';
  expect(parseResidentId(impossible + checkCharacter(impossible))).toEqual({
    region: '110105',
    birthDate: undefined,
    sex: 'MALE',
  });
});

test('17 digits are asked for', () => {
  expect(() => checkCharacter('1101')).toThrow(RangeError);
});

const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((each) => each.join(''));
const capital = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const capitals = (count: number) =>
  fc.array(capital, { minLength: count, maxLength: count }).map((each) => each.join(''));
const lettersAndDigits = (minLength: number, maxLength: number) =>
  fc.string({ minLength, maxLength, unit: fc.constantFrom(...'ABCXYZ0123456789') });
const joined = (...parts: readonly fc.Arbitrary<string>[]) => fc.tuple(...parts).map((each) => each.join(''));
const withCheck = (seventeen: fc.Arbitrary<string>) => seventeen.map((each) => each + checkCharacter(each));
const birthDate = fc
  .date({ min: new Date('1940-01-01T00:00:00Z'), max: new Date('2010-12-31T00:00:00Z'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10).replaceAll('-', ''));

const residencePermit = withCheck(joined(fc.constantFrom('810000', '820000', '830000'), birthDate, digits(3)));
const foreignCard = withCheck(joined(fc.constant('9'), digits(5), birthDate, digits(3)));

const numbers: Readonly<Record<string, fc.Arbitrary<string>>> = {
  PASSPORT: lettersAndDigits(5, 17),
  HK_MACAO_PERMIT: joined(fc.constantFrom('H', 'M'), fc.oneof(digits(8), digits(10))),
  TAIWAN_PERMIT: fc.oneof(digits(8), joined(digits(10), capital), lettersAndDigits(10, 12)),
  HMT_RESIDENCE_PERMIT: residencePermit,
  FOREIGN_PERMANENT_RESIDENT: fc.oneof(joined(capitals(3), digits(12)), foreignCard),
};

describe.each(Object.entries(numbers))('%s', (idType, number) => {
  test('every number of its format is right, in small letters and with outer blanks too', () => {
    fc.assert(
      fc.property(number, (text) => {
        expect(hasOwnFormat(idType, text)).toBe(true);
        expect(hasOwnFormat(idType, ` ${text.toLowerCase()} `)).toBe(true);
      }),
    );
  });

  test('no sign that is neither letter nor digit passes', () => {
    fc.assert(
      fc.property(number, fc.nat(), fc.constantFrom('-', '/', '.', '号', '０', '(', '\n', ' '), (text, at, sign) => {
        // At an end a blank or a line end is outer white space.
        const place = 1 + (at % (text.length - 1));
        expect(hasOwnFormat(idType, text.slice(0, place) + sign + text.slice(place))).toBe(false);
      }),
    );
  });
});

test.each([
  ['HMT_RESIDENCE_PERMIT', residencePermit],
  ['FOREIGN_PERMANENT_RESIDENT', foreignCard],
])('every single changed character of a checked %s is found', (idType, number) => {
  fc.assert(
    fc.property(number, fc.nat(17), fc.constantFrom(...'0123456789X'), (text, place, other) => {
      fc.pre(text.charAt(place) !== other);
      expect(hasOwnFormat(idType, text.slice(0, place) + other + text.slice(place + 1))).toBe(false);
    }),
  );
});

test.each([
  ['HK_MACAO_PERMIT', joined(fc.constantFrom('H', 'M'), fc.oneof(digits(7), digits(9), digits(11)))],
  ['HK_MACAO_PERMIT', joined(fc.constantFrom('A', 'T', '1'), digits(8))],
  ['TAIWAN_PERMIT', fc.oneof(digits(7), digits(9))],
  ['PASSPORT', fc.oneof(lettersAndDigits(1, 4), lettersAndDigits(18, 20))],
  ['FOREIGN_PERMANENT_RESIDENT', fc.oneof(joined(capitals(3), digits(11)), joined(capitals(2), digits(13)))],
])('another length or letter is no %s', (idType, number) => {
  fc.assert(fc.property(number, (text) => expect(hasOwnFormat(idType, text)).toBe(false)));
});

test('documents without a format of their own take every text', () => {
  const others = ID_TYPES.map(({ code }) => code).filter((code) => !(code in numbers));
  expect(others).toEqual(['RESIDENT_ID', 'MILITARY_ID']);
  fc.assert(
    fc.property(fc.constantFrom(...others), fc.string(), (idType, text) =>
      expect(hasOwnFormat(idType, text)).toBe(true),
    ),
  );
});
