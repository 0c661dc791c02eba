/** The snapshot and the header that a check needs, read from JSON files and held to what the rules rely on. */
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { isDate, isInstant } from '../../src/domain/calendar/dates';
import type { BatchHeader } from '../../src/domain/intake/header';
import type { Snapshot } from '../../src/domain/reference/snapshot';
import { UnusableInput } from './unusable-input';

const FILE_BYTES_MAX = 64 * 1024 * 1024;
const PROBLEMS_SHOWN_MAX = 10;

const date = z.string().refine(isDate, 'no date YYYY-MM-DD');
const text = z.string().min(1);
const texts = z.array(z.string());
const term = z.looseObject({ from: date, to: date.nullable() });

const snapshotShape = z.looseObject({
  asOf: z.string().refine(isInstant, 'no ISO instant with an offset'),
  institution: z.looseObject({
    code: text,
    name: text,
    kind: z.enum(['EMPLOYER', 'SOCIAL_ORG']),
    schoolType: z
      .enum([
        'TECHNICIAN_COLLEGE',
        'SENIOR_TECHNICAL_SCHOOL',
        'TECHNICAL_SCHOOL',
        'SECONDARY_VOCATIONAL',
        'HIGHER_VOCATIONAL',
        'UNIVERSITY',
      ])
      .nullable(),
    names: z.array(term.extend({ name: text })),
    region: z.string().regex(/^[0-9]{6}$/),
    grade: z.enum(['PROVINCE', 'CITY']),
  }),
  sites: z.array(term.extend({ code: text, region: z.string().regex(/^[0-9]{6}$/) })),
  filings: z.array(
    term.extend({
      occupationCode: text,
      workTypes: texts,
      levels: texts,
      siteCodes: texts,
      audience: texts,
      basis: texts,
      interruptions: z.array(term.extend({ kind: z.enum(['SUSPENDED', 'REVOKED', 'TERMINATED']) })),
    }),
  ),
  catalogue: z.array(
    term.extend({ edition: text, occupations: z.array(z.looseObject({ code: text, name: text, workTypes: texts })) }),
  ),
});

const headerShape = z.looseObject({
  planNo: z.string(),
  clientBatchNo: z.string(),
  noticeFrom: date,
  noticeTo: date,
  declarations: z
    .array(
      z.looseObject({
        recordDigest: z.string().nullish(),
        line: z.number().int().positive().nullish(),
        rule: z.string(),
        reason: z.string(),
      }),
    )
    .nullish(),
});

async function readJson(path: string): Promise<unknown> {
  const { size } = await stat(path);
  if (size > FILE_BYTES_MAX) throw new UnusableInput({ zh: `${path} 过大。`, en: `${path} is too large.` });
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new UnusableInput({ zh: `${path} 不是有效的 JSON。`, en: `${path} is no valid JSON.` });
  }
}

/** The value as it stands in the file, so that its digest is that of the file; it has been seen to fit. */
async function readFitting(path: string, shape: z.ZodType): Promise<unknown> {
  const value = await readJson(path);
  const { success, error } = shape.safeParse(value);
  if (success) return value;
  const places = error.issues.slice(0, PROBLEMS_SHOWN_MAX).map((issue) => `/${issue.path.join('/')}`);
  const more = error.issues.length > places.length ? ` (+${error.issues.length - places.length})` : '';
  const list = `${places.join(', ')}${more}`;
  throw new UnusableInput({ zh: `${path} 不符合规范:${list}。`, en: `${path} does not fit the contract at ${list}.` });
}

export const readSnapshot = async (path: string): Promise<Snapshot> =>
  (await readFitting(path, snapshotShape)) as Snapshot;

export const readHeader = async (path: string): Promise<BatchHeader> =>
  (await readFitting(path, headerShape)) as BatchHeader;
