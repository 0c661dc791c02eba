/** The roster of a plan: taken as people or as digests, kept as digests only (src/domain/certificate/roster.ts). */
import { hasOwnFormat, isResidentIdNumber, normalisedNumber } from '../certificate/identity-document';
import { personText } from '../certificate/person-key';
import { ID_TYPES } from '../certificate/record';
import { rosterDigest } from '../certificate/roster';
import { isStorable } from '../certificate/text';
import type { Place } from '../intake/place';
import { placeAt, PLAN_ROSTER_MAX, type PlanFiling, type RosterPerson } from './plan-filing';

const ID_NUMBER_CHARS_MAX = 32;
const DIGEST = /^[0-9a-f]{64}$/;
const TYPES: ReadonlySet<string> = new Set(ID_TYPES.map(({ code }) => code));

type RosterFields = Pick<PlanFiling, 'planNo' | 'headcount' | 'roster' | 'rosterDigests'>;

/** Positions are 1-based; nothing that was sent is repeated. */
export function rosterPlaces({ planNo, headcount, roster, rosterDigests }: RosterFields): readonly Place[] {
  if (roster !== null && rosterDigests !== null) {
    return [placeAt('rosterDigests', '名册与名册摘要只能报送一种', 'Send the roster or its digests, not both')];
  }
  const entries = roster ?? rosterDigests;
  if (entries === null) return [];
  const field = roster === null ? 'rosterDigests' : 'roster';
  if (entries.length > PLAN_ROSTER_MAX) {
    return [placeAt(field, `名册最多 ${PLAN_ROSTER_MAX} 人`, `A roster has at most ${PLAN_ROSTER_MAX} people`)];
  }
  const places: Place[] = [];
  if (entries.length > headcount) {
    places.push(
      placeAt(
        field,
        `名册有 ${entries.length} 人,多于计划人数`,
        `${entries.length} people are on the roster, more than the headcount`,
      ),
    );
  }
  if (rosterDigests !== null && planNo === null) {
    places.push(
      placeAt(
        'planNo',
        '报送摘要须自带计划编号,编号参与摘要计算',
        'Digests need a plan number of your own: it is part of each of them',
      ),
    );
  }
  if (roster !== null) return [...places, ...entriesAtFault(roster.map(personProblem), roster.map(keyOf), field)];
  const digests = rosterDigests ?? [];
  return [...places, ...entriesAtFault(digests.map(digestProblem), digests, field)];
}

type EntryProblem = { readonly zh: string; readonly en: string } | undefined;

function personProblem({ idType, idNumber }: RosterPerson): EntryProblem {
  if (!TYPES.has(idType)) return { zh: '没有该证件类型', en: 'No such document type' };
  const number = normalisedNumber(idNumber);
  if (number === '' || number.length > ID_NUMBER_CHARS_MAX || !isStorable(number)) {
    return { zh: '证件号码为空或过长', en: 'The document number is empty or too long' };
  }
  const sound = idType === 'RESIDENT_ID' ? isResidentIdNumber(number) : hasOwnFormat(idType, number);
  return sound
    ? undefined
    : { zh: '证件号码格式或校验码不符', en: 'Format or check character of the document number is wrong' };
}

const digestProblem = (digest: string): EntryProblem =>
  DIGEST.test(digest)
    ? undefined
    : {
        zh: '应为 64 位小写十六进制摘要,不接收证件号码原文',
        en: '64 lower-case hexadecimal digits are expected; plain numbers are refused',
      };

const keyOf = ({ idType, idNumber }: RosterPerson): string => personText(idType, idNumber);

function entriesAtFault(problems: readonly EntryProblem[], keys: readonly string[], field: string): readonly Place[] {
  const firstAt = new Map<string, number>();
  return keys.flatMap((key, index) => {
    const problem = problems[index];
    if (problem !== undefined) return [placeAt(field, problem.zh, problem.en, index + 1)];
    const first = firstAt.get(key);
    if (first === undefined) {
      firstAt.set(key, index);
      return [];
    }
    return [
      placeAt(
        field,
        `第 ${index + 1} 人与第 ${first + 1} 人为同一人`,
        `Entries ${first + 1} and ${index + 1} are the same person`,
        index + 1,
      ),
    ];
  });
}

/** What is kept. In code-point order, so that the order of enrolment is not kept either; `null` without a roster. */
export function keptRoster(
  planNo: string,
  { roster, rosterDigests }: Pick<PlanFiling, 'roster' | 'rosterDigests'>,
): readonly string[] | null {
  if (rosterDigests !== null) return [...rosterDigests].sort();
  return roster === null ? null : roster.map(({ idType, idNumber }) => rosterDigest(planNo, idType, idNumber)).sort();
}
