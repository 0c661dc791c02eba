/**
 * Rosters of plans. An entry is the SHA-256 (64 lower-case hexadecimal digits) over the plan number, a line end, the
 * document type, a line end, and the number in capitals without outer blanks; the plan number keeps the digests of two plans
 * from being compared. A snapshot that an institution wrote itself may hold plain document numbers instead.
 */
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { normalisedNumber } from './identity-document';
import { personText } from './person-key';

export const rosterDigest = (planNo: string, idType: string, idNumber: string): string =>
  bytesToHex(sha256(utf8ToBytes(`${planNo}\n${personText(idType, idNumber)}`)));

/** A roster written by hand may have capital digits in its digests, and numbers as the institution types them. */
export function isOnRoster(roster: ReadonlySet<string>, planNo: string, idType: string, idNumber: string): boolean {
  const digest = rosterDigest(planNo, idType, idNumber);
  if (roster.has(digest)) return true;
  const number = normalisedNumber(idNumber);
  return [digest.toUpperCase(), idNumber, number, number.toLowerCase()].some((entry) => roster.has(entry));
}
