/** What a line repeats of earlier ones: person, occupation, work type and level (AUT-008), or the number (AUT-010). */
import { normalisedNumber } from '../certificate/identity-document';
import { itemOf } from '../certificate/person-key';
import type { Reading } from '../certificate/reading';
import type { PreparedCheck } from './check-records';
import { NO_FINDINGS } from './check-records';
import { claimOf } from './claim-of';
import { findingOfRepeat } from './group-findings';
import { NOTHING_KNOWN } from './hub-known';
import type { Finding } from './rule';
import { duplicateInsideBatch } from './rules/AUT-008-duplicate-inside-batch';
import { seenBefore } from './seen-before';

type Kind = Pick<Reading, 'idType' | 'occupationCode' | 'workType' | 'level'>;

/**
 * All of a holding but the document number: nearly the same in every record, so its text is put together only when it
 * changes. `null` when a part is missing or unreadable.
 */
function holdingKinds(): (reading: Reading) => string | null {
  let last: Kind = { idType: undefined, occupationCode: undefined, workType: undefined, level: undefined };
  let text: string | null = null;
  return (reading) => {
    const { idType, occupationCode, workType, level } = reading;
    const isLast =
      idType === last.idType &&
      occupationCode === last.occupationCode &&
      workType === last.workType &&
      level === last.level;
    if (isLast) return text;
    const item = itemOf(reading);
    last = { idType, occupationCode, workType, level };
    text = idType === undefined || item === null ? null : idType + item;
    return text;
  };
}

export function repetitions(check: PreparedCheck): (reading: Reading, line: number) => readonly Finding[] {
  const kindOf = holdingKinds();
  const firstOfHolding = seenBefore();
  const firstOfNumber = seenBefore();
  return (reading, line) => {
    const { certificateNo, idNumber } = reading;
    const kind = kindOf(reading);
    const isHolding = kind !== null && idNumber !== undefined;
    const held = isHolding ? firstOfHolding(normalisedNumber(idNumber), line, kind) : undefined;
    const repeatsLine = certificateNo === undefined ? undefined : firstOfNumber(certificateNo, line);
    if (held === undefined && repeatsLine === undefined) return NO_FINDINGS;
    return [
      ...(held === undefined ? [] : findingOfRepeat(duplicateInsideBatch, line, held, check.severityOf)),
      ...(repeatsLine === undefined ? [] : check.checkKnown(claimOf(reading, line), { ...NOTHING_KNOWN, repeatsLine })),
    ];
  };
}
