/** The batch that is copied, and the persons that are asked for afterwards. */
import type { Caller } from '../src/app/caller';
import { approveBatch } from '../src/app/review-batch';
import { personText } from '../src/domain/certificate/person-key';
import type { BenchHub } from './bench-hub';
import { isAgain } from './growth-columns';
import { ASKED_ID_TYPE } from './growth-questions';
import type { AskedPerson, Original } from './growth-rows';
import { sealAndWait, uploaded } from './pipeline';

/** Of the batch that is copied: about what institutions send, most of them small. */
const ORIGINAL_RECORDS = 500;
/** More than all rounds ask, so that nobody is asked for twice. */
export const ASKED_PERSONS = 8_000;
/** Has no divisor in common with the number of persons, so that each comes once. */
const ASKED_STRIDE = 1_597;

const reviewer = (role: 'CITY' | 'PROVINCE', regionCode: string): Caller => ({
  clientId: `bench-${role.toLowerCase()}`,
  role,
  institutionCode: null,
  regionCode,
});

/** Sent, checked and approved as any other; the rows that come of it are copied. */
export async function approvedOriginal(bench: BenchHub): Promise<Original> {
  const upload = await uploaded(bench, ORIGINAL_RECORDS, 0);
  await sealAndWait(bench, upload);
  const { rows: regions } = await bench.database.query<{ region: string }>(
    'SELECT region_code AS region FROM batch WHERE id = $1',
    [upload.id],
  );
  const region = regions[0]?.region ?? '';
  for (const caller of [reviewer('CITY', region), reviewer('PROVINCE', `${region.slice(0, 2)}0000`)]) {
    const outcome = await approveBatch(bench.hub, caller, { batchId: upload.id });
    if (outcome.kind === 'refused') throw new Error(`The approval was refused: ${outcome.code}.`);
  }
  const { rows } = await bench.database.query<{ certificates: number }>(
    'SELECT count(*)::int AS certificates FROM certificate WHERE batch_id = $1',
    [upload.id],
  );
  return { batchId: upload.id, lines: ORIGINAL_RECORDS, certificates: rows[0]?.certificates ?? 0 };
}

/** Persons for one step, spread evenly over all that it has, in an order that jumps about among them. */
export function personsOf(copies: number, { lines }: Original): readonly number[] {
  const persons = Array.from({ length: ASKED_PERSONS }, (_, nth) => {
    const place = ((nth * ASKED_STRIDE) % ASKED_PERSONS) + 0.5;
    const person = Math.floor((place / ASKED_PERSONS) * copies * lines);
    return isAgain(person) ? person + 1 : person;
  });
  return [...new Set(persons)];
}

/** A passport number of an invented person. */
export const idNumberOf = (person: number): string => `E${String(person).padStart(10, '0')}`;

/** For steps of so many copies. */
export function askedPersons({ hub }: BenchHub, original: Original, steps: readonly number[]): readonly AskedPerson[] {
  const persons = new Set(steps.flatMap((copies) => personsOf(copies, original)));
  return [...persons].map((person) => ({
    person,
    key: hub.keyedDigest(personText(ASKED_ID_TYPE, idNumberOf(person))),
  }));
}
