/**
 * What makes two records speak of one person, or of one certificate of one person. The hub keeps only a keyed
 * digest of these texts. Parts stand on lines of their own: a value that could be read holds no line end, so none can
 * pose as two.
 */
import { normalisedNumber } from './identity-document';
import type { Reading } from './reading';

/** The same text for a person who is asked for. */
export const personText = (idType: string, idNumber: string): string => `${idType}\n${normalisedNumber(idNumber)}`;

/** Document type and number; `null` when one of them is missing or unreadable. */
export function personKeyOf(reading: Reading): string | null {
  const { idType, idNumber } = reading;
  return idType === undefined || idNumber === undefined ? null : personText(idType, idNumber);
}

/** Occupation, work type and level; `null` when one of them is missing or unreadable. */
export function itemOf({ occupationCode, workType, level }: Reading): string | null {
  if (occupationCode === undefined || workType === undefined || level === undefined) return null;
  return `\n${occupationCode}\n${workType}\n${level}`;
}

/** Person and item: what AUT-008 and AUT-009 compare. */
export function holdingKeyOf(reading: Reading): string | null {
  const person = personKeyOf(reading);
  const item = itemOf(reading);
  return person === null || item === null ? null : person + item;
}
