/** One candidate as the institution reports it, and everything that can be wrong with a list of them. */
import type { Bilingual } from '../bilingual';
import { hasOwnFormat, isResidentIdNumber, NUMBERED_LIKE_RESIDENT_ID } from '../certificate/identity-document';
import { personText } from '../certificate/person-key';
import { ID_TYPES } from '../certificate/record';
import { isOnRoster } from '../certificate/roster';
import { holdsForbiddenCharacters } from '../certificate/text';
import type { Place } from '../intake/place';
import type { Parameters } from '../packs/parameters';

export interface ResultsEntry {
  readonly name: string;
  readonly idType: string;
  readonly idNumber: string;
  /** 0 to 100; `null` where the part was not taken. */
  readonly theoryScore?: number | null;
  /** Stands for the theory score where the packs accept it. */
  readonly theorySubstitute?: string | null;
  readonly skillScore?: number | null;
  readonly reviewScore?: number | null;
  readonly passed: boolean;
}

export interface ResultsDemand {
  readonly planNo: string;
  readonly level: string;
  /** `null`: the plan carries none. */
  readonly roster: readonly string[] | null;
  readonly parameters: Pick<Parameters, 'passMark' | 'theorySubstitutes' | 'reviewLevels'>;
}

export const NAME_CHARS_MAX = 50;
export const ID_NUMBER_CHARS_MAX = 32;
const SCORE_MAX = 100;
const ID_TYPE_CODES: ReadonlySet<string> = new Set(ID_TYPES.map(({ code }) => code));
const SCORES = ['theoryScore', 'skillScore', 'reviewScore'] as const;

const TEXTS = {
  name: {
    zh: `姓名须为 1–${NAME_CHARS_MAX} 字,且不含控制字符`,
    en: `A name has 1–${NAME_CHARS_MAX} printable characters`,
  },
  idType: { zh: '没有此证件类型', en: 'No such type of document' },
  idNumber: { zh: '不是此类证件的号码', en: 'Not a number of such a document' },
  score: { zh: `成绩须为 0–${SCORE_MAX}`, en: `A score lies between 0 and ${SCORE_MAX}` },
  substitute: { zh: '本地规则包不认可此项理论替代', en: 'The packs accept no such substitute for the theory score' },
  roster: { zh: '此人不在该计划的名单中', en: 'The person is not on the roster of the plan' },
  failed: {
    zh: '有科目缺少成绩或低于合格分,不能为合格',
    en: 'A part is missing or below the pass mark: this is no pass',
  },
  passes: { zh: '各科成绩均达到合格分,不能为不合格', en: 'Every part reaches the pass mark: this is no fail' },
} as const satisfies Readonly<Record<string, Bilingual>>;

const sameAs = (record: number): Bilingual => ({
  zh: `与第 ${record} 条为同一人`,
  en: `The same person as entry ${record}`,
});

/** Every place at fault, in the order of the entries; a person who stands twice is named at both places. */
export function faultsOf(entries: readonly ResultsEntry[], demand: ResultsDemand): readonly Place[] {
  const roster = demand.roster === null ? null : new Set(demand.roster);
  const twice = personsTwice(entries);
  return entries.flatMap((entry, index) => {
    const record = index + 1;
    const other = twice.get(record);
    const own = faultsOfEntry(entry, demand, roster);
    const all: readonly (readonly [string, Bilingual])[] =
      other === undefined ? own : [...own, ['idNumber', sameAs(other)]];
    return all.map(([field, message]) => ({ record, field, message }));
  });
}

type Fault = readonly [field: string, message: Bilingual];

function faultsOfEntry(entry: ResultsEntry, demand: ResultsDemand, roster: ReadonlySet<string> | null): Fault[] {
  const { name, idType, idNumber } = entry;
  const faults: Fault[] = [];
  if (name.trim() === '' || Array.from(name).length > NAME_CHARS_MAX || holdsForbiddenCharacters(name)) {
    faults.push(['name', TEXTS.name]);
  }
  if (!ID_TYPE_CODES.has(idType)) faults.push(['idType', TEXTS.idType]);
  else if (!isNumberOf(idType, idNumber)) faults.push(['idNumber', TEXTS.idNumber]);
  else if (roster !== null && !isOnRoster(roster, demand.planNo, idType, idNumber)) {
    faults.push(['idNumber', TEXTS.roster]);
  }
  for (const field of SCORES) if (!isScore(entry[field] ?? null)) faults.push([field, TEXTS.score]);
  return [...faults, ...verdictFaults(entry, demand)];
}

function isNumberOf(idType: string, idNumber: string): boolean {
  if (idNumber.trim() === '' || idNumber.length > ID_NUMBER_CHARS_MAX || holdsForbiddenCharacters(idNumber))
    return false;
  if (!hasOwnFormat(idType, idNumber)) return false;
  return !NUMBERED_LIKE_RESIDENT_ID.has(idType) || isResidentIdNumber(idNumber.trim());
}

const isScore = (score: number | null): boolean => score === null || (score >= 0 && score <= SCORE_MAX);

/** An accepted substitute stands for the theory score; the review counts only at the levels that ask for it (CMP-023). */
function verdictFaults(entry: ResultsEntry, { level, parameters }: ResultsDemand): Fault[] {
  const { theorySubstitute = null, passed } = entry;
  const isSubstituted = theorySubstitute !== null && parameters.theorySubstitutes.includes(theorySubstitute);
  if (theorySubstitute !== null && !isSubstituted) return [['theorySubstitute', TEXTS.substitute]];
  const counting = [
    ...(isSubstituted ? [] : [entry.theoryScore]),
    entry.skillScore,
    ...(parameters.reviewLevels.includes(level) ? [entry.reviewScore] : []),
  ];
  const passesAll = counting.every((score) => (score ?? -1) >= parameters.passMark);
  if (passed === passesAll) return [];
  return [['passed', passed ? TEXTS.failed : TEXTS.passes]];
}

/** By 1-based entry: the first other entry of the same person. */
function personsTwice(entries: readonly ResultsEntry[]): ReadonlyMap<number, number> {
  const firstOf = new Map<string, number>();
  const twice = new Map<number, number>();
  entries.forEach(({ idType, idNumber }, index) => {
    const person = personText(idType, idNumber);
    const first = firstOf.get(person);
    if (first === undefined) firstOf.set(person, index + 1);
    else {
      twice.set(index + 1, first);
      if (!twice.has(first)) twice.set(first, index + 1);
    }
  });
  return twice;
}
