/** JSON Schema (draft 7) of the public formats, generated from the one definition in record.ts; committed under docs/. */
import { ACCEPTANCES } from '../decision/acceptance';
import { DECLARED_REASON_CHARS_MAX } from '../decision/declared-reason';
import { DECLARATIONS_MAX, HEADER_TEXT_CHARS_MAX } from '../intake/check-header';
import { RECORD_FIELDS } from './record';
import type { RecordField } from './record';

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

const DIALECT = 'http://json-schema.org/draft-07/schema#';
const DATE: JsonSchema = { type: 'string', format: 'date', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' };
const SHA_256: JsonSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' };

const NOT_BLANK = '\\S';

/** What the shape of a text says beyond its length. */
const PATTERNS: Readonly<Record<string, string>> = {
  certificateNo: '^[A-Z][0-9]{21}$',
  occupationCode: '^[1-8](-[0-9]{2}){3}$',
  siteCode: '^[A-Z][0-9]{12}$',
  photoDigest: '^[0-9a-fA-F]{64}$',
};

function valuesOf({ name, type, codes = [], maxLength, required }: RecordField): JsonSchema {
  const isOpen = required !== 'yes';
  if (type === 'number') return { type: isOpen ? ['number', 'null'] : 'number', minimum: 0, maximum: 100 };
  if (type === 'date') return DATE;
  const base = { type: isOpen ? ['string', 'null'] : 'string' };
  if (type === 'code') {
    const allowed = codes.map(({ code }) => code);
    return { ...base, enum: isOpen ? [...allowed, null] : allowed, ...(name === 'source' ? { default: 'EXAM' } : {}) };
  }
  const pattern = PATTERNS[name];
  return {
    ...base,
    ...(isOpen ? {} : { minLength: 1 }),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(pattern === undefined ? (isOpen ? {} : { pattern: NOT_BLANK }) : { pattern }),
  };
}

function propertyOf(field: RecordField): JsonSchema {
  const labels = (field.codes ?? []).map(({ code, zh }) => `${code} ${zh}`).join(' · ');
  return {
    title: field.zh,
    description: labels === '' ? field.en : `${field.en}: ${labels}`,
    ...valuesOf(field),
  };
}

export function recordSchema(): JsonSchema {
  return {
    $schema: DIALECT,
    title: '证书记录 Certificate record',
    type: 'object',
    additionalProperties: false,
    required: RECORD_FIELDS.filter(({ required }) => required === 'yes').map(({ name }) => name),
    properties: Object.fromEntries(RECORD_FIELDS.map((field) => [field.name, propertyOf(field)])),
  };
}

const DECLARATION: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['rule', 'reason'],
  properties: {
    recordDigest: {
      ...SHA_256,
      type: ['string', 'null'],
      description: 'SHA-256 over the canonical JSON (RFC 8785) of the record',
    },
    line: { type: ['integer', 'null'], minimum: 1, description: '1-based line of the batch' },
    rule: { type: 'string', pattern: '^[A-Z]{3}-[0-9]{3}$' },
    reason: { type: 'string', minLength: 1, maxLength: DECLARED_REASON_CHARS_MAX },
  },
};

export function headerSchema(): JsonSchema {
  return {
    $schema: DIALECT,
    title: '批次头 Batch header',
    type: 'object',
    additionalProperties: false,
    required: ['planNo', 'clientBatchNo', 'noticeFrom', 'noticeTo'],
    properties: {
      planNo: {
        title: '认定计划编号',
        description: 'plan number',
        type: 'string',
        minLength: 1,
        maxLength: HEADER_TEXT_CHARS_MAX,
      },
      clientBatchNo: {
        title: '机构批次号',
        description: "the institution's own number, unique per institution for ever",
        type: 'string',
        minLength: 1,
        maxLength: HEADER_TEXT_CHARS_MAX,
      },
      noticeFrom: { title: '公示开始日期', description: 'first day of the public notice of results', ...DATE },
      noticeTo: { title: '公示结束日期', description: 'last day of the public notice of results', ...DATE },
      resultsApprovedOn: {
        title: '成绩批准日期',
        description: 'day on which the results were approved',
        ...DATE,
        type: ['string', 'null'],
      },
      resubmissionOf: {
        title: '重报的批次',
        description: 'id of the batch that this one mends',
        type: ['string', 'null'],
      },
      declarations: {
        title: '情况说明',
        description:
          'reasons for findings of severity confirm; each names a record by its digest or its line, or neither for the whole batch',
        type: ['array', 'null'],
        maxItems: DECLARATIONS_MAX,
        items: DECLARATION,
      },
      acceptance: {
        title: '接收方式',
        description:
          'PARTIAL: good records go on and bad ones return (default); ALL_OR_NOTHING: one bad record returns all',
        enum: [...ACCEPTANCES, null],
      },
    },
  };
}
