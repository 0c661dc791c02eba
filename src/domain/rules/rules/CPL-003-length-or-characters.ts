import type { Bilingual } from '../../bilingual';
import type { Trouble, TroubleKind } from '../../certificate/reading';
import type { RawRecord, RecordField } from '../../certificate/record';
import { toHalfWidth } from '../../certificate/text';
import { PROTECTED_FIELDS } from '../../fixes/mechanical';
import { DATA_DUTY } from '../documents';
import type { Fault } from '../rule';
import { defineRecordRule, fault } from '../rule';

const TYPE_WORDS = {
  text: { zh: '文本', en: 'a text' },
  code: { zh: '文本', en: 'a text' },
  date: { zh: '文本 YYYY-MM-DD', en: 'a text YYYY-MM-DD' },
  number: { zh: '数字', en: 'a number' },
} as const;

const MESSAGES: Readonly<Record<Exclude<TroubleKind, 'CODE'>, (field: RecordField) => Bilingual>> = {
  TYPE: ({ zh, en, type }) => ({
    zh: `“${zh}”的 JSON 类型应为${TYPE_WORDS[type].zh}。`,
    en: `The ${en} must be ${TYPE_WORDS[type].en} in JSON.`,
  }),
  LENGTH: ({ zh, en, maxLength = 0 }) => ({
    zh: `“${zh}”超过最大长度 ${maxLength} 个字符。`,
    en: `The ${en} is longer than ${maxLength} characters.`,
  }),
  CHARACTERS: ({ zh, en }) => ({
    zh: `“${zh}”含有控制字符或不可见字符。`,
    en: `The ${en} holds control or invisible characters.`,
  }),
  FULL_WIDTH: ({ zh, en }) => ({
    zh: `“${zh}”含有全角字符,应使用半角。`,
    en: `The ${en} holds full-width characters; use half-width ones.`,
  }),
  DATE: ({ zh, en }) => ({
    zh: `“${zh}”不是真实存在的日期,格式应为 YYYY-MM-DD。`,
    en: `The ${en} is no date of the calendar, written YYYY-MM-DD.`,
  }),
  RANGE: ({ zh, en }) => ({ zh: `“${zh}”应在 0 至 100 之间。`, en: `The ${en} must lie between 0 and 100.` }),
  DIGEST: ({ zh, en }) => ({
    zh: `“${zh}”应为 64 位十六进制字符(SHA-256)。`,
    en: `The ${en} must be 64 hexadecimal characters (SHA-256).`,
  }),
};

function faultOf(record: RawRecord, { field, kind }: Trouble): Fault | undefined {
  if (kind === 'CODE') return undefined;
  const path = `/${field.name}`;
  const value = record[field.name];
  // A document number is never mended: it is who the person is, and the fix would repeat it.
  const isFixed = kind === 'FULL_WIDTH' && !PROTECTED_FIELDS.has(field.name) && typeof value === 'string';
  return fault(
    path,
    MESSAGES[kind](field),
    isFixed ? { fix: [{ op: 'replace', path, value: toHalfWidth(value) }] } : {},
  );
}

export const lengthOrCharacters = defineRecordRule({
  code: 'CPL-003',
  dimension: 'completeness',
  severity: 'error',
  title: { zh: '长度或字符非法', en: 'Length or characters not allowed' },
  about: {
    zh: '文本超过最大长度，含控制字符或不可见字符，编号类字段含全角字符，JSON 类型不对，日期不是真实日期，分数不在 0 至 100 之间，或照片摘要不是 64 位十六进制时提出。',
    en: 'Speaks when a text is too long or holds control or invisible characters, an identifier holds full-width characters, a value has another JSON type, a date is no date of the calendar, a score lies outside 0 to 100, or a photo digest is not 64 hexadecimal characters.',
  },
  mend: {
    zh: '按所指位置改正：删去不可见字符，日期写作 YYYY-MM-DD，分数用数字类型。全角字符（证件号码除外）附有自动修正；证件号码请对照原件重新录入。',
    en: 'Mend the place named: take out invisible characters, write dates as YYYY-MM-DD and scores as numbers. Full-width characters come with a fix, except in a document number: type that again from the document.',
  },
  basis: [DATA_DUTY],
  parameters: [],
  check: (record, { reading: { troubles } }) =>
    troubles.length === 0 ? undefined : troubles.flatMap((trouble) => faultOf(record, trouble) ?? []),
});
