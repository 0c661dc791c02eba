import fc from 'fast-check';
import {
  formatCertificateNumber,
  isLegacyNumber,
  isSiteCode,
  parseCertificateNumber,
} from '../../../src/domain/certificate/certificate-number';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((each) => each.join(''));

const parts = fc.record({
  category: fc.constantFrom('Y', 'S', 'J'),
  institution: digits(4),
  province: digits(2),
  siteSerial: digits(6),
  year: digits(2),
  level: digits(1),
  serial: digits(6),
});

test('whatever is put together from seven parts comes apart into them', () => {
  fc.assert(
    fc.property(parts, (each) => {
      expect(parseCertificateNumber(formatCertificateNumber(each))).toEqual(each);
    }),
  );
});

test('what is parsed is one capital letter and 21 digits', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), (text) => {
      expect(parseCertificateNumber(text) !== undefined).toBe(/^[A-Z][0-9]{21}$/.test(text));
    }),
  );
});

test.each([
  ['Y001011999966215000001', ['Y', '0010', '11', '999966', '21', '5', '000001']],
  ['Y004145117705263000018', ['Y', '0041', '45', '117705', '26', '3', '000018']],
  ['Y000051001064253000001', ['Y', '0000', '51', '001064', '25', '3', '000001']],
])('%s', (number, expected) => {
  expect(Object.values(parseCertificateNumber(number) ?? {})).toEqual(expected);
});

test.each([
  '',
  'Y0041GD0000012603001001',
  'y000051001064253000001',
  'Y000051001064253000001\n',
  'Y00005100106425300000１',
])('%j is no certificate number', (text) => expect(parseCertificateNumber(text)).toBeUndefined());

test('16 digits are a number of the former kind, 13 characters a site code', () => {
  expect(isLegacyNumber('1951000000300001')).toBe(true);
  expect(isLegacyNumber('Y000051001064253000001')).toBe(false);
  expect(isSiteCode('Y000051001064')).toBe(true);
  expect(isSiteCode('Y00005100106')).toBe(false);
});

test('a change of any one character changes exactly the part it stands in, or breaks the shape', () => {
  const places = [1, 5, 7, 13, 15, 16, 22];
  fc.assert(
    fc.property(parts, fc.nat(21), fc.constantFrom(...'0123456789ASY'), (each, place, other) => {
      const number = formatCertificateNumber(each);
      fc.pre(number.charAt(place) !== other);
      const changed = number.slice(0, place) + other + number.slice(place + 1);
      const found = parseCertificateNumber(changed);
      if (found === undefined) {
        expect(/^[A-Z][0-9]{21}$/.test(changed)).toBe(false);
        return;
      }
      const before = Object.values(each);
      const differing = Object.values(found).flatMap((part, index) => (part === before[index] ? [] : [index]));
      expect(differing).toEqual([places.findIndex((end) => place < end)]);
    }),
  );
});

test('a number and its first 13 characters are one site', () => {
  fc.assert(
    fc.property(parts, (each) => {
      const number = formatCertificateNumber(each);
      expect(isSiteCode(number.slice(0, 13))).toBe(true);
      expect(isLegacyNumber(number)).toBe(false);
      expect(isSiteCode(number)).toBe(false);
    }),
  );
});
