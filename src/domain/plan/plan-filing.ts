/** What an institution says when it files a plan, and what can be said of it without knowing the world. */
import { daysFromTo, isDate } from '../calendar/dates';
import { AFFILIATIONS, LEVELS } from '../certificate/record';
import { isStorable } from '../certificate/text';
import type { Bilingual } from '../bilingual';
import type { Place } from '../intake/place';
import type { PlannedExam } from '../reference/snapshot';

export const PLAN_POSTS = ['assessors', 'internalSupervisors', 'invigilators', 'trainers'] as const;
export type PlanPost = (typeof PLAN_POSTS)[number];

export interface RosterPerson {
  readonly idType: string;
  readonly idNumber: string;
}

export interface PlanContent extends PlannedExam, Readonly<Record<PlanPost, readonly string[]>> {
  /** `YYYY-MM-DD`; `null` where there was no enrolment. */
  readonly enrolmentClosedOn: string | null;
  /** Whom the exam is for: affiliations of the candidates. */
  readonly audience: readonly string[];
}

export interface PlanFiling extends PlanContent {
  /** `null`: the hub gives one. */
  readonly planNo: string | null;
  /** The candidates; the hub keeps digests of them only. */
  readonly roster: readonly RosterPerson[] | null;
  /** The candidates as `rosterDigest` makes them; needs a number of one's own, which is part of each digest. */
  readonly rosterDigests: readonly string[] | null;
}

/** A longer exam is several plans. */
export const PLAN_EXAM_DAYS_MAX = 92;
/** How far ahead an exam is announced. */
export const PLAN_AHEAD_DAYS_MAX = 731;
/** A larger exam is several plans, or sends no roster. */
export const PLAN_ROSTER_MAX = 50_000;
export const PLAN_STAFF_MAX = 500;
export const PLAN_HEADCOUNT_MAX = 2_000_000;
const CODE_CHARS_MAX = 40;
const WORK_TYPE_CHARS_MAX = 100;

/** Keys of the registry. */
export const PLAN_KEY = new RegExp(`^[A-Za-z0-9][A-Za-z0-9._-]{0,${CODE_CHARS_MAX - 1}}$`);
const OCCUPATION = /^\d-\d{2}-\d{2}-\d{2}$/;
const SITE = /^[A-Z]\d{12}$/;

export const placeAt = (field: string, zh: string, en: string, record: number | null = null): Place => ({
  record,
  field,
  message: { zh, en },
});

const KEY_TEXT: Bilingual = {
  zh: `应为 1 至 ${CODE_CHARS_MAX} 位字母、数字、点、下划线或连字符`,
  en: `1 to ${CODE_CHARS_MAX} letters, digits, dots, underscores or hyphens are expected`,
};
const DAY_TEXT: Bilingual = {
  zh: '应为真实日期，格式 YYYY-MM-DD',
  en: 'A real date of the form YYYY-MM-DD is expected',
};

/** Every place at fault, whatever the world: forms, limits, days in order. Empty when the filing can be judged. */
export function formPlaces(filing: PlanFiling, today: string): readonly Place[] {
  const { planNo, enrolmentClosedOn, occupationCode, workType, level, siteCode, headcount } = filing;
  const checks: readonly (readonly [boolean, string, Bilingual])[] = [
    [planNo === null || PLAN_KEY.test(planNo), 'planNo', KEY_TEXT],
    [enrolmentClosedOn === null || isDate(enrolmentClosedOn), 'enrolmentClosedOn', DAY_TEXT],
    [
      OCCUPATION.test(occupationCode),
      'occupationCode',
      { zh: '应为 D-DD-DD-DD 形式的职业编码', en: 'An occupation code of the form D-DD-DD-DD is expected' },
    ],
    [
      workType.trim() !== '' && workType.length <= WORK_TYPE_CHARS_MAX && isStorable(workType),
      'workType',
      {
        zh: `应为 1 至 ${WORK_TYPE_CHARS_MAX} 个字符,无工种填 --`,
        en: `1 to ${WORK_TYPE_CHARS_MAX} characters are expected; -- where there is none`,
      },
    ],
    [LEVELS.some(({ code }) => code === level), 'level', { zh: '没有该等级', en: 'No such level' }],
    [
      SITE.test(siteCode),
      'siteCode',
      { zh: '应为 1 位大写字母加 12 位数字', en: 'A capital letter and 12 digits are expected' },
    ],
    [
      Number.isInteger(headcount) && headcount >= 1 && headcount <= PLAN_HEADCOUNT_MAX,
      'headcount',
      {
        zh: `应为 1 至 ${PLAN_HEADCOUNT_MAX} 的整数`,
        en: `A whole number from 1 to ${PLAN_HEADCOUNT_MAX} is expected`,
      },
    ],
  ];
  return [
    ...checks.flatMap(([sound, field, { zh, en }]) => (sound ? [] : [placeAt(field, zh, en)])),
    ...dayPlaces(filing, today),
    ...audiencePlaces(filing),
    ...staffFormPlaces(filing),
  ];
}

function dayPlaces({ examFrom, examTo, enrolmentClosedOn }: PlanFiling, today: string): readonly Place[] {
  const unreal = [
    ['examFrom', examFrom],
    ['examTo', examTo],
  ].flatMap(([field = '', day = '']) => (isDate(day) ? [] : [placeAt(field, DAY_TEXT.zh, DAY_TEXT.en)]));
  if (unreal.length > 0) return unreal;
  const places: Place[] = [];
  if (examTo < examFrom)
    places.push(placeAt('examTo', '最后考试日早于首个考试日', 'The last exam day lies before the first'));
  else if (daysFromTo(examFrom, examTo) > PLAN_EXAM_DAYS_MAX) {
    places.push(
      placeAt('examTo', `考试不超过 ${PLAN_EXAM_DAYS_MAX} 天`, `An exam has at most ${PLAN_EXAM_DAYS_MAX} days`),
    );
  }
  if (examFrom < today) places.push(placeAt('examFrom', '首个考试日已过', 'The first exam day has passed'));
  else if (daysFromTo(today, examFrom) > PLAN_AHEAD_DAYS_MAX) {
    places.push(
      placeAt(
        'examFrom',
        `最多提前 ${PLAN_AHEAD_DAYS_MAX} 天报送`,
        `A plan is filed at most ${PLAN_AHEAD_DAYS_MAX} days ahead`,
      ),
    );
  }
  if (enrolmentClosedOn !== null && isDate(enrolmentClosedOn) && enrolmentClosedOn > examFrom) {
    places.push(placeAt('enrolmentClosedOn', '报名截止日晚于首个考试日', 'Enrolment closes after the first exam day'));
  }
  return places;
}

function audiencePlaces({ audience }: PlanFiling): readonly Place[] {
  if (audience.length === 0) return [placeAt('audience', '请填写评价对象', 'Say whom the exam is for')];
  return audience.flatMap((entry, index) => {
    if (!AFFILIATIONS.some(({ code }) => code === entry))
      return [placeAt(`audience/${index}`, '没有该类评价对象', 'No such audience')];
    return audience.indexOf(entry) < index ? [placeAt(`audience/${index}`, '重复', 'Named twice')] : [];
  });
}

function staffFormPlaces(filing: PlanFiling): readonly Place[] {
  return PLAN_POSTS.flatMap((post) => {
    const ids = filing[post];
    if (ids.length > PLAN_STAFF_MAX) {
      return [placeAt(post, `最多 ${PLAN_STAFF_MAX} 人`, `At most ${PLAN_STAFF_MAX} people`)];
    }
    return ids.flatMap((id, index) => {
      if (!PLAN_KEY.test(id)) return [placeAt(`${post}/${index}`, KEY_TEXT.zh, KEY_TEXT.en)];
      const first = ids.indexOf(id);
      return first < index
        ? [placeAt(`${post}/${index}`, `与第 ${first + 1} 人相同`, `The same person as entry ${first + 1}`)]
        : [];
    });
  });
}
