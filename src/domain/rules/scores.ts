/** The parts of an exam that count for one record, and how they stand to the pass mark (AUT-015, CMP-023). */
import type { RecordContext } from './record-context';

export type ScorePart = 'theoryScore' | 'skillScore' | 'reviewScore';

/** An accepted substitute stands for the theory score; the review counts only at the levels that ask for it. */
function countingParts({ reading, parameters, level }: RecordContext): readonly ScorePart[] {
  const { theorySubstitute } = reading;
  const isSubstituted = theorySubstitute !== undefined && parameters.theorySubstitutes.includes(theorySubstitute);
  const isReviewed = level !== undefined && parameters.reviewLevels.includes(level);
  return [
    ...(isSubstituted ? [] : (['theoryScore'] as const)),
    'skillScore',
    ...(isReviewed ? (['reviewScore'] as const) : []),
  ];
}

const isBelow = (score: number | undefined, passMark: number): boolean => score !== undefined && score < passMark;

/** Happens for nearly no record, so the parts are listed only after this cheap look. */
const holdsLowScore = ({ reading, parameters: { passMark } }: RecordContext): boolean =>
  isBelow(reading.theoryScore, passMark) ||
  isBelow(reading.skillScore, passMark) ||
  isBelow(reading.reviewScore, passMark);

const NONE: readonly ScorePart[] = Object.freeze([]);

export function failedParts(context: RecordContext): readonly ScorePart[] {
  if (!holdsLowScore(context)) return NONE;
  return countingParts(context).filter((part) => isBelow(context.reading[part], context.parameters.passMark));
}

/** True when every part that counts is there and reaches the pass mark. */
export const passesEveryPart = (context: RecordContext): boolean =>
  context.level !== undefined &&
  countingParts(context).every((part) => {
    const score = context.reading[part];
    return score !== undefined && score >= context.parameters.passMark;
  });
