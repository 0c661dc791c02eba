/**
 * The shape of a record as it arrives, asked once a record at both doors (typed list and NDJSON): a flat object whose
 * known fields hold text or a number as the contract says, and whose other fields hold any scalar. What the values
 * mean is the rules' business; a record of another shape could not be stored without changing it.
 *
 * Hand-written loops instead of a schema validator: it runs once a record, and the domain takes no package.
 */
import type { Bilingual } from '../bilingual';
import { RECORD_FIELDS } from '../certificate/record';
import type { Place } from './place';

export const RECORD_FIELDS_MAX = 64;
export const FIELD_NAME_CHARS_MAX = 64;
export const FIELD_TEXT_CHARS_MAX = 4_000;
/** Problems told of one record; one bad record must not fill the answer. */
export const SHAPE_PROBLEMS_MAX = 5;

const FINE: readonly Place[] = Object.freeze([]);
const KNOWN: ReadonlyMap<string, 'string' | 'number'> = new Map(
  RECORD_FIELDS.map(({ name, type }) => [name, type === 'number' ? 'number' : 'string']),
);
/** A name that could be anything else, such as a value put in its place, is not repeated. */
const REPEATABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

const FAULTS = {
  notObject: { zh: '不是 JSON 对象', en: 'Not a JSON object' },
  tooManyFields: {
    zh: `字段超过 ${RECORD_FIELDS_MAX} 个`,
    en: `More than ${RECORD_FIELDS_MAX} fields`,
  },
  nameTooLong: {
    zh: `字段名超过 ${FIELD_NAME_CHARS_MAX} 个字符`,
    en: `Field name over ${FIELD_NAME_CHARS_MAX} characters`,
  },
  notText: { zh: '应为文本或 null', en: 'Must be text or null' },
  notNumber: { zh: '应为数字或 null', en: 'Must be a number or null' },
  notScalar: { zh: '不得为对象、数组或超界数字', en: 'Must not be an object, an array or a number out of range' },
  textTooLong: {
    zh: `文本超过 ${FIELD_TEXT_CHARS_MAX} 个字符`,
    en: `Text over ${FIELD_TEXT_CHARS_MAX} characters`,
  },
} as const satisfies Record<string, Bilingual>;

/** Empty when the shape is fine. `record` is the 1-based line or place in the list that the problems name. */
export function recordShapeProblems(value: unknown, record: number): readonly Place[] {
  if (!isObject(value)) return [{ record, field: null, message: FAULTS.notObject }];
  let problems: Place[] | undefined;
  let fields = 0;
  for (const name in value) {
    fields += 1;
    if (fields > RECORD_FIELDS_MAX) return [{ record, field: null, message: FAULTS.tooManyFields }];
    const fault = name.length > FIELD_NAME_CHARS_MAX ? FAULTS.nameTooLong : valueFault(KNOWN.get(name), value[name]);
    if (fault === undefined) continue;
    problems ??= [];
    if (problems.length < SHAPE_PROBLEMS_MAX) {
      problems.push({ record, field: REPEATABLE_NAME.test(name) ? name : null, message: fault });
    }
  }
  return problems ?? FINE;
}

function valueFault(known: 'string' | 'number' | undefined, value: unknown): Bilingual | undefined {
  if (typeof value === 'string') {
    if (known === 'number') return FAULTS.notNumber;
    return value.length > FIELD_TEXT_CHARS_MAX ? FAULTS.textTooLong : undefined;
  }
  if (value === null) return undefined;
  if (known === 'string') return FAULTS.notText;
  // JSON allows 1e999, which reads as infinity and could not be written again.
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : FAULTS.notScalar;
  if (known === 'number') return FAULTS.notNumber;
  return typeof value === 'boolean' ? undefined : FAULTS.notScalar;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
