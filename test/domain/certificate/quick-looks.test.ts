/** Every quick look answers as the plain one that it stands for, however absurd the text. */
import fc from 'fast-check';
import { isDate } from '../../../src/domain/calendar/dates';
import {
  isStandardNumber,
  numberReader,
  parseCertificateNumber,
  serialIn,
  SERIES_LENGTH,
} from '../../../src/domain/certificate/certificate-number';
import {
  checkCharacter,
  isResidentIdNumber,
  normalisedNumber,
  parseResidentId,
} from '../../../src/domain/certificate/identity-document';
import { bitsOf, readRecord } from '../../../src/domain/certificate/reading';
import { RECORD_FIELDS } from '../../../src/domain/certificate/record';
import {
  holdsForbiddenCharacters,
  holdsFullWidth,
  isBlank,
  isCommonHan,
  isCommonText,
  isHexadecimal,
} from '../../../src/domain/certificate/text';
import { unknownField } from '../../../src/domain/rules/rules/CPL-004-unknown-field';
import { SAMPLE_RECORD } from '../../kit/sample-record';

const textOf = (characters: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...characters), maxLength });
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  textOf(' \u3000\u00a0\ufeffaＡ字一\u9fff\ua000\u200b·~', 6),
);

describe('texts', () => {
  test('common ones', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(isCommonText(text)).toBe(/^[ -~\u4e00-\u9fff]*$/.test(text));
        expect(isCommonHan(text)).toBe(/^[\u4e00-\u9fff]+$/.test(text));
        if (isCommonText(text)) expect([holdsForbiddenCharacters(text), holdsFullWidth(text)]).toEqual([false, false]);
        if (isCommonHan(text)) expect(text).toMatch(/^\p{Script=Han}+$/u);
      }),
    );
    const block = String.fromCharCode(...Array.from({ length: 0x9fff - 0x4e00 + 1 }, (_, index) => 0x4e00 + index));
    expect(block).toMatch(/^\p{Script=Han}+$/u);
    expect(isCommonHan(block)).toBe(true);
  });

  test('blank ones', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.jsonValue()), (value) => {
        expect(isBlank(value)).toBe(value === null || (typeof value === 'string' && value.trim() === ''));
      }),
    );
  });

  test('hexadecimal ones', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, textOf('09afAFgG/:@`é\u0161', 8)), (text) => {
        expect(isHexadecimal(text)).toBe(/^[0-9a-fA-F]*$/.test(text));
      }),
    );
  });
});

test('dates', () => {
  const slowly = (text: string): boolean => {
    if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) || text.startsWith('0000')) return false;
    const moment = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === text;
  };
  const digits = (length: number) =>
    fc.string({ unit: fc.constantFrom(...'0123a'), minLength: length, maxLength: length });
  const near = fc.tuple(digits(4), digits(2), digits(2)).map((parts) => parts.join('-'));
  const day = fc
    .tuple(fc.nat(9_999), fc.nat(13), fc.nat(32))
    .map(([year, month, date]) =>
      [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(date).padStart(2, '0')].join('-'),
    );
  fc.assert(
    fc.property(fc.oneof(anyText, near, day), (text) => expect(isDate(text)).toBe(slowly(text))),
    {
      numRuns: 2_000,
    },
  );
});

const idDigits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 17, maxLength: 17 });
const idNumber = fc.oneof(
  anyText,
  idDigits.map((digits) => digits + checkCharacter(digits)),
  idDigits.map((digits) => digits + checkCharacter(digits).toLowerCase()),
  fc.tuple(idDigits, fc.constantFrom(...'0X9xa ')).map(([digits, last]) => digits + last),
);

test('numbers of residents', () => {
  fc.assert(
    fc.property(
      idNumber,
      fc.option(fc.constantFrom('2001-08-20', '0001-01-01'), { nil: undefined }),
      (text, likely) => {
        const isSound = /^[0-9]{17}[0-9Xx]$/.test(text) && checkCharacter(text) === text.charAt(17).toUpperCase();
        expect(isResidentIdNumber(text)).toBe(isSound);
        expect(parseResidentId(text, likely)).toEqual(parseResidentId(text));
        expect(normalisedNumber(text)).toBe(text.trim().toUpperCase());
      },
    ),
  );
  const withDate = '51010020010820001';
  const number = withDate + checkCharacter(withDate);
  expect(parseResidentId(number, '2001-08-20')).toEqual(parseResidentId(number));
  expect(parseResidentId(number, '2001-08-21')?.birthDate).toBe('2001-08-20');
});

test('certificate numbers one after the other', () => {
  const certificateNo = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom('S000051009007255', 'Y000051001064253'), fc.nat(999_999))
        .map(([series, serial]) => series + String(serial).padStart(6, '0')),
    },
    fc.constantFrom(
      '',
      'S000051009007255',
      'S00005100900725500000a',
      'S0000510090072550000011',
      's000051009007255000001',
    ),
    anyText,
  );
  fc.assert(
    fc.property(fc.array(certificateNo, { maxLength: 30 }), (numbers) => {
      const read = numberReader();
      for (const number of numbers) {
        expect(read(number)).toEqual(parseCertificateNumber(number));
        const serial = serialIn(number.slice(0, SERIES_LENGTH), number);
        if (isStandardNumber(number)) expect(serial).toBe(Number(number.slice(SERIES_LENGTH)));
        // The next record is read as it would be by itself, whatever number came before.
        expect(readRecord({ certificateNo: number }).certificateNo).toBe(
          readRecord({ certificateNo: ` ${number}` }).certificateNo?.slice(1),
        );
      }
    }),
  );
});

describe('records', () => {
  const names = RECORD_FIELDS.map(({ name }) => name);
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom('', ' ', '\u3000', 'LEVEL_3', '2025-01-01', 61), fc.string());

  test('the blank fields are those that are blank', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (record) => {
        const blank = names.filter((name) => isBlank(record[name]));
        expect(readRecord(record).blanks).toBe(bitsOf(blank));
      }),
    );
    expect(() => bitsOf(['colour'])).toThrow(RangeError);
  });

  test('unknown fields are found in any order', () => {
    const field = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...names) },
      fc.constantFrom('a', '姓名', 'toString', '1'),
    );
    fc.assert(
      fc.property(fc.uniqueArray(field), (fields) => {
        const record = Object.fromEntries(fields.map((name) => [name, 1]));
        const found = unknownField.check(record, Object.create(null));
        expect(found === undefined).toBe(fields.every((name) => names.includes(name)));
      }),
    );
    expect(unknownField.check({ ...SAMPLE_RECORD }, Object.create(null))).toBeUndefined();
  });
});
