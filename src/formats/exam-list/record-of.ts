/** A candidate of an exam list as a record of the hub. */
import { isResidentIdNumber } from '../../domain/certificate/identity-document';
import type { Place } from '../../domain/intake/place';
import { canonicalLine, lineOf } from '../record-line';
import { cellValue } from '../table/cells';
import type { Candidate } from './candidate';
import { fieldOf, OF_THE_PLAN, PHOTO, PHOTO_FIELD, SET_ASIDE, STATUS } from './fields';

export interface ListContext {
  /** What the list says of its plan. */
  readonly plan: ReadonlyMap<string, string>;
  /** The header names the batch that this one mends. */
  readonly isResubmission: boolean;
  /** Told of an element that has no field in a record. */
  readonly setAside: (element: string) => void;
}

const NEW = '0';
const UPDATE = '1';
/** GB/T 2260 begins with 1 to 6 on the mainland; the permits that are numbered alike begin with 8 and 9. */
const MAINLAND = /^[1-6]/;
const REPEATABLE_NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;

const place = (record: number, field: string | null, zh: string, en: string): Place => ({
  record,
  field: field !== null && REPEATABLE_NAME.test(field) ? field : null,
  message: { zh, en },
});

function statusFault(status: string | undefined, isResubmission: boolean, record: number): readonly Place[] {
  if (status === undefined || status === NEW || (status === UPDATE && isResubmission)) return [];
  if (status !== UPDATE) return [place(record, STATUS, '应为 0(新增)或 1(更新)', 'Must be 0 (new) or 1 (update)')];
  return [
    place(
      record,
      STATUS,
      '更新(1)只在重报批次中接收:被退回的记录请以 resubmissionOf 注明原批次后重报,已发证书的更正请用 requestCorrection 申请',
      'An update (1) is taken in a resubmission only: name the returned batch in resubmissionOf, or ask for the correction of an issued certificate by requestCorrection',
    ),
  ];
}

function misplacedIn({ tooLong, twice, misplaced, photo }: Candidate, record: number): readonly Place[] {
  return [
    ...tooLong.map((name) => place(record, name, '文本过长', 'The text is too long')),
    ...[...new Set(twice)].map((name) => place(record, name, '同一元素出现两次', 'The element stands twice')),
    ...[...new Set(misplaced)].map((name) =>
      place(record, name, '此处不应有下级元素、属性或文本', 'Elements, attributes or text that have no place here'),
    ),
    ...(photo === undefined
      ? [place(record, PHOTO, '照片不是有效的 Base64 或过大', 'The photo is no valid base64, or too large')]
      : []),
  ];
}

/** The old list has no type of document: a sound resident ID number says itself what it is. */
function withDocumentType(record: Record<string, unknown>): void {
  const { idType, idNumber } = record;
  if (idType !== undefined || typeof idNumber !== 'string') return;
  if (MAINLAND.test(idNumber) && isResidentIdNumber(idNumber)) record['idType'] = 'RESIDENT_ID';
}

function valuesOf({ values, photo }: Candidate, { plan, setAside }: ListContext, number: number) {
  const record: Record<string, unknown> = {};
  const places: Place[] = [];
  const put = (name: string, element: string, value: unknown): void => {
    if (Object.hasOwn(record, name)) {
      places.push(place(number, element, '与另一元素填写同一字段', 'Fills the field that another element fills'));
    } else Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true });
  };
  for (const [element, text] of values) {
    if (element === STATUS) continue;
    if (SET_ASIDE.has(element)) {
      setAside(element);
      continue;
    }
    const known = fieldOf(element);
    // An element that nobody knows becomes an unknown field, as everywhere (CPL-004).
    if (known === undefined) put(element, element, text);
    else put(known.field.name, element, cellValue(known.field, known.codesByLabel, text));
  }
  if (typeof photo === 'string') put(PHOTO_FIELD, PHOTO, photo);
  for (const [element, name] of OF_THE_PLAN) {
    const value = plan.get(element);
    if (value !== undefined && !Object.hasOwn(record, name)) record[name] = value;
  }
  withDocumentType(record);
  return { record, places };
}

/** The line of the record, or why there is none. `number`: of the candidate, from 1. */
export function candidateLine(candidate: Candidate, number: number, context: ListContext): string | readonly Place[] {
  const { record, places } = valuesOf(candidate, context, number);
  const faults = [
    ...misplacedIn(candidate, number),
    ...statusFault(candidate.values.get(STATUS), context.isResubmission, number),
    ...places,
  ];
  return faults.length > 0 ? faults : lineOf(record, number, canonicalLine);
}
