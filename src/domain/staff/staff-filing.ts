/** What is said of a person of the register, and of the days on which somebody may not serve. */
import { dayBefore, isDate } from '../calendar/dates';
import { isStorable } from '../certificate/text';
import type { Place } from '../intake/place';
import { placeAt, PLAN_KEY } from '../plan/plan-filing';
import type { Term } from '../reference/snapshot';
import { STAFF_KINDS, type StaffKind } from '../registry/document';

export interface StaffFiling {
  /** `null`: the hub gives one; the id of a registered person: a renewal or a change. */
  readonly id: string | null;
  readonly kinds: readonly StaffKind[];
  readonly name: string;
  readonly certificateNo: string | null;
  readonly occupationCodes: readonly string[];
  readonly from: string;
  readonly to: string | null;
}

export const STAFF_OCCUPATIONS_MAX = 200;
/** Bars of one person, those that are over included. */
export const STAFF_BARS_MAX = 50;
const NAME_CHARS_MAX = 50;
const CERTIFICATE_CHARS_MAX = 40;
const OCCUPATION = /^\d-\d{2}-\d{2}-\d{2}$/;

const isText = (text: string, charsMax: number): boolean =>
  text.trim() !== '' && text.length <= charsMax && isStorable(text);

export function staffFilingPlaces(filing: StaffFiling): readonly Place[] {
  const { id, kinds, name, certificateNo, occupationCodes } = filing;
  const places: Place[] = [];
  if (id !== null && !PLAN_KEY.test(id)) places.push(placeAt('id', '编号格式不符', 'Not an id'));
  if (kinds.length === 0 || kinds.some((kind, index) => !STAFF_KINDS.includes(kind) || kinds.indexOf(kind) < index)) {
    places.push(placeAt('kinds', '请填写人员类别,不得重复', 'Name the kinds, each once'));
  }
  if (!isText(name, NAME_CHARS_MAX)) {
    places.push(
      placeAt(
        'name',
        `姓名应为 1 至 ${NAME_CHARS_MAX} 个字符`,
        `A name of 1 to ${NAME_CHARS_MAX} characters is expected`,
      ),
    );
  }
  if (certificateNo !== null && !isText(certificateNo, CERTIFICATE_CHARS_MAX)) {
    places.push(
      placeAt(
        'certificateNo',
        `应为 1 至 ${CERTIFICATE_CHARS_MAX} 个字符`,
        `1 to ${CERTIFICATE_CHARS_MAX} characters are expected`,
      ),
    );
  }
  // 内人社办发〔2024〕53号 第二十五条、第二十六条: both are certified.
  if (certificateNo === null && kinds.some((kind) => kind === 'ASSESSOR' || kind === 'SUPERVISOR')) {
    places.push(placeAt('certificateNo', '考评员和督导员须有证卡编号', 'Assessors and supervisors have a certificate'));
  }
  if (occupationCodes.length > STAFF_OCCUPATIONS_MAX) {
    places.push(
      placeAt(
        'occupationCodes',
        `最多 ${STAFF_OCCUPATIONS_MAX} 个职业`,
        `At most ${STAFF_OCCUPATIONS_MAX} occupations`,
      ),
    );
  }
  if (kinds.includes('ASSESSOR') && occupationCodes.length === 0) {
    places.push(placeAt('occupationCodes', '考评员须有可考评职业', 'An assessor is certified for an occupation'));
  }
  occupationCodes.forEach((code, index) => {
    if (!OCCUPATION.test(code))
      places.push(placeAt(`occupationCodes/${index}`, '应为 D-DD-DD-DD', 'Expected: D-DD-DD-DD'));
    else if (occupationCodes.indexOf(code) < index)
      places.push(placeAt(`occupationCodes/${index}`, '重复', 'Named twice'));
  });
  return [...places, ...termPlaces(filing)];
}

export function termPlaces({ from, to }: Term): readonly Place[] {
  if (!isDate(from)) return [placeAt('from', '应为真实日期', 'A real date is expected')];
  if (to !== null && !isDate(to)) return [placeAt('to', '应为真实日期', 'A real date is expected')];
  return to !== null && to < from ? [placeAt('to', '截止日早于起始日', 'The last day lies before the first day')] : [];
}

export const overlaps = (one: Term, other: Term): boolean =>
  (other.to === null || one.from <= other.to) && (one.to === null || other.from <= one.to);

/** The bars that stand once `lifted` ends today: what was in force until yesterday stays, as exams were judged by it. */
export function withoutBar(bars: readonly Term[], lifted: Term, today: string): readonly Term[] {
  return bars.flatMap((bar) => {
    if (bar.from !== lifted.from || bar.to !== lifted.to) return [bar];
    if (bar.to !== null && bar.to < today) return [bar];
    return bar.from >= today ? [] : [{ from: bar.from, to: dayBefore(today) }];
  });
}
