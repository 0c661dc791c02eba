/** The columns of a record by which the hub finds it again: of what could be read only, because a column holds no NUL. */
import { itemOf, personKeyOf } from '../domain/certificate/person-key';
import type { Reading } from '../domain/certificate/reading';
import { DIGEST_BYTES } from '../domain/intake/repeat-keys';
import { digestBytes } from './digest-bytes';
import type { Hub, RecordRow } from './ports';

/** The longest known form of a number has 22 characters; what is far longer is no number, and no index could hold it. */
const NUMBER_CHARS_MAX = 64;

const PHOTO_KEY_DIGITS = 2 * DIGEST_BYTES;

export function keysOf(hub: Pick<Hub, 'keyedDigest'>, reading: Reading): Omit<RecordRow, 'line' | 'verdict' | 'data'> {
  const person = personKeyOf(reading);
  const item = itemOf(reading);
  const personKey = person === null ? null : hub.keyedDigest(person);
  const personHex = personKey?.toString('hex') ?? null;
  const { certificateNo = '', examDate = null, siteCode = null, name, photoDigest } = reading;
  return {
    certificateNo: certificateNo === '' || certificateNo.length > NUMBER_CHARS_MAX ? null : certificateNo,
    personKey,
    // The person's digest is keyed already, so a plain one over it tells as little.
    holdingKey: personHex === null || item === null ? null : digestBytes(personHex + item),
    examOn: examDate,
    siteCode,
    nameKey: personHex === null || name === undefined ? null : digestBytes(`${personHex}\nname\n${spelling(name)}`),
    // The digest of a file tells no more than the record beside it, so it needs no key of the hub.
    photoKey: photoDigest === undefined ? null : Buffer.from(photoDigest.slice(0, PHOTO_KEY_DIGITS), 'hex'),
  };
}

/** Latin names differ in capitals and blanks between two forms of one person. */
const spelling = (name: string): string => name.trim().replace(/\s+/g, ' ').toUpperCase();
