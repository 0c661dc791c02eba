/** The shapes of a snapshot and a header as files: what the rules read of them, and nothing that they do not. */
import { z } from 'zod';
import { isDate, isInstant } from '../../src/domain/calendar/dates';
import { ACCEPTANCES } from '../../src/domain/decision/acceptance';

const date = z.string().refine(isDate, 'no date YYYY-MM-DD');
const text = z.string().min(1);
const texts = z.array(z.string());
const region = z.string().regex(/^[0-9]{6}$/);
const term = z.looseObject({ from: date, to: date.nullable() });

const institution = z.looseObject({
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
  region,
  grade: z.enum(['PROVINCE', 'CITY']),
});

const filing = term.extend({
  occupationCode: text,
  workTypes: texts,
  levels: texts,
  siteCodes: texts,
  audience: texts,
  basis: texts,
  interruptions: z.array(term.extend({ kind: z.enum(['SUSPENDED', 'REVOKED', 'TERMINATED']) })),
});

const plan = z.looseObject({
  planNo: text,
  status: text,
  provinceApproved: z.boolean(),
  filedOn: date,
  enrolmentClosedOn: date.nullable(),
  occupationCode: text,
  workType: z.string(),
  level: text,
  siteCode: text,
  examFrom: date,
  examTo: date,
  headcount: z.number().int().nonnegative(),
  roster: texts.nullable(),
  assessors: texts,
  internalSupervisors: texts,
  invigilators: texts,
  trainers: texts,
});

export const snapshotShape = z.looseObject({
  asOf: z.string().refine(isInstant, 'no ISO instant with an offset'),
  institution,
  sites: z.array(term.extend({ code: text, region })),
  filings: z.array(filing),
  plans: z.array(plan),
  assessors: z.array(term.extend({ id: text, occupationCodes: texts, barred: z.array(term) })),
  catalogue: z.array(
    term.extend({ edition: text, occupations: z.array(z.looseObject({ code: text, name: text, workTypes: texts })) }),
  ),
});

/** What of the shape the check of the domain needs to be able to look; what it means is checked there. */
export const headerShape = z.looseObject({
  planNo: z.string(),
  clientBatchNo: z.string(),
  noticeFrom: z.string(),
  noticeTo: z.string(),
  resultsApprovedOn: z.string().nullish(),
  resubmissionOf: z.string().nullish(),
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
  acceptance: z.enum(ACCEPTANCES).nullish(),
});

export const HEADER_FIELDS: readonly string[] = Object.keys(headerShape.shape);
