import fc from 'fast-check';
import { checkCharacter, isResidentIdNumber, parseResidentId } from '../../../src/domain/certificate/identity-document';

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
