/**
 * What makes two records speak of one person, or of one certificate of one person. The hub keeps only a keyed
 * digest of these texts; they are JSON arrays, so that no value can pose as two.
 */
import type { Reading } from './reading';

const normalised = (idNumber: string): string => idNumber.trim().toUpperCase();

/** Document type and number; `null` when one of them is missing or unreadable. */
export function personKeyOf(reading: Reading): string | null {
  const { idType, idNumber } = reading;
  return idType === undefined || idNumber === undefined ? null : JSON.stringify([idType, normalised(idNumber)]);
}

/** Person, occupation, work type and level; `null` when one of them is missing or unreadable. */
export function holdingKeyOf(reading: Reading): string | null {
  const { idType, idNumber, occupationCode, workType, level } = reading;
  if (idType === undefined || idNumber === undefined) return null;
  if (occupationCode === undefined || workType === undefined || level === undefined) return null;
  return JSON.stringify([idType, normalised(idNumber), occupationCode, workType, level]);
}
