import fc from 'fast-check';
import { checkCharacter } from '../../../src/domain/certificate/identity-document';
import { holdsPersonalNumber } from '../../../src/domain/certificate/personal-numbers';

const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((each) => each.join(''));
const mobile = fc.tuple(fc.integer({ min: 3, max: 9 }), digits(9)).map(([second, rest]) => `1${second}${rest}`);
const day = fc
  .date({ min: new Date('1920-01-01T00:00:00Z'), max: new Date('2024-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
const idNumber = fc
  .tuple(fc.constantFrom('110105', '510100', '650102'), day, digits(3))
  .map((parts) => parts.join(''))
  .map((each) => each + checkCharacter(each));
const words = fc.string({ maxLength: 20, unit: fc.constantFrom(...'联系电话证号:,。() A') });
const fullWidth = (text: string): string =>
  text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const cut = (text: string, sign: string, ...at: readonly number[]): string =>
  [0, ...at].map((from, place) => text.slice(from, at[place])).join(sign);

test('an ID number or a mobile number is found inside any words, in digits of any width', () => {
  fc.assert(
    fc.property(words, fc.oneof(mobile, idNumber), words, (before, number, after) => {
      expect(holdsPersonalNumber(`${before}${number}。${after}`)).toBe(true);
      expect(holdsPersonalNumber(`${before}${fullWidth(number)}。${after}`)).toBe(true);
    }),
  );
});

test('groups parted by blanks or hyphens hide nothing', () => {
  fc.assert(
    fc.property(mobile, idNumber, fc.constantFrom(' ', '-', ' - ', '\u3000'), (phone, number, sign) => {
      expect(holdsPersonalNumber(cut(phone, sign, 3, 7))).toBe(true);
      expect(holdsPersonalNumber(cut(number, sign, 6, 14))).toBe(true);
      expect(holdsPersonalNumber(cut(number, sign, 6, 10, 14, 17))).toBe(true);
    }),
  );
});

test('fewer than eleven digits are never somebody', () => {
  const text = fc.string({ unit: fc.constantFrom(...'0123456789- 年月日') });
  fc.assert(
    fc.property(text, (each) => {
      fc.pre((each.match(/[0-9]/g) ?? []).length < 11);
      expect(holdsPersonalNumber(each)).toBe(false);
    }),
  );
});

test('a run of another length is none, however it begins', () => {
  fc.assert(
    fc.property(fc.oneof(digits(12), digits(17), digits(19), digits(22)), (run) => {
      expect(holdsPersonalNumber(`编号${run}。`)).toBe(false);
    }),
  );
});

test.each([
  '补考一次,2026年6月重考',
  '蜀光示范职业学院',
  '--',
  '2026-06-01至2026-06-15',
  '028-85551234',
  'S000051000123263000001',
  // A longer run of digits that only looks like a country code and a mobile number.
  '3008613800000000',
])('%s is clean', (text) => expect(holdsPersonalNumber(text)).toBe(false));

test.each([
  '13800000000 X',
  '紧急联系人:139 0000 0000(父亲)',
  '010-13800000000',
  '11010519491231002x',
  '电话+8613800000000',
  '＋８６１３８００００００００',
  '008613800000000',
  '+86 138 0000 0000',
  // A residence permit of a Taiwan resident.
  '830000199001010014',
])('%s is not', (text) => expect(holdsPersonalNumber(text)).toBe(true));
