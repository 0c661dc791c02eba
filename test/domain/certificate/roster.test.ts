import fc from 'fast-check';
import { isOnRoster, rosterDigest } from '../../../src/domain/certificate/roster';

test('the digest is the SHA-256 of plan, document type and number on lines of their own', () => {
  expect(rosterDigest('P2026-0001', 'PASSPORT', 'E00000001')).toBe(
    '15f697a35fd6e6e9074132d0894d2bc15b3c834b130712e70b5de839ccb73802',
  );
});

test('a person is on the roster by digest or by number, however either is typed', () => {
  const number = fc.string({ minLength: 5, maxLength: 17, unit: fc.constantFrom(...'ABX0123456789') });
  const typed = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.toLowerCase(),
    (text: string) => ` ${text} `,
  );
  fc.assert(
    fc.property(number, typed, (idNumber, type) => {
      const digest = rosterDigest('P1', 'PASSPORT', idNumber);
      for (const entry of [digest, digest.toUpperCase(), idNumber, idNumber.toLowerCase()]) {
        expect(isOnRoster(new Set([entry]), 'P1', 'PASSPORT', type(idNumber))).toBe(true);
      }
      expect(isOnRoster(new Set([digest]), 'P2', 'PASSPORT', idNumber)).toBe(false);
      expect(isOnRoster(new Set([digest]), 'P1', 'TAIWAN_PERMIT', idNumber)).toBe(false);
      expect(isOnRoster(new Set([`${idNumber}0`]), 'P1', 'PASSPORT', idNumber)).toBe(false);
    }),
  );
});
