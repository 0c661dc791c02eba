/** `wants` of a feed: which certificates, by lists that are left out where it takes all. */
import { z } from 'zod';
import { isDate } from '../../domain/calendar/dates';
import { LEVEL_ORDER } from '../../domain/certificate/levels';
import { type FeedWants, WANTS_ALL } from '../../domain/forwarding/feed';
import { INSTITUTION_KINDS, SCHOOL_TYPES } from '../../domain/packs/value-schemas';
import { closed, oneOf, someOf } from './reading';

const CODES_MAX = 1_000;

const institutionCode = z
  .string({ error: 'must be a text' })
  .regex(/^\S{1,40}$/, 'must be the code of an institution, 1 to 40 characters without spaces');
const occupationCode = z
  .string({ error: 'must be a text' })
  .regex(
    /^[1-8](-|-[0-9]{2}-|(-[0-9]{2}){2}-|(-[0-9]{2}){3})$/,
    'must be an occupation code such as 6-31-01-03, or its beginning up to a dash such as 6-31-',
  );

export const wants = closed({
  institutionCodes: someOf(institutionCode, CODES_MAX).optional(),
  institutionKinds: someOf(oneOf(INSTITUTION_KINDS), CODES_MAX).optional(),
  schoolTypes: someOf(oneOf(SCHOOL_TYPES), CODES_MAX).optional(),
  occupationCodes: someOf(occupationCode, CODES_MAX).optional(),
  levels: someOf(oneOf(LEVEL_ORDER), CODES_MAX).optional(),
  issuedFrom: z.string({ error: 'must be a text' }).refine(isDate, 'must be a day such as 2026-01-01').optional(),
}).transform((given): FeedWants => ({
  institutionCodes: given.institutionCodes ?? WANTS_ALL.institutionCodes,
  institutionKinds: given.institutionKinds ?? WANTS_ALL.institutionKinds,
  schoolTypes: given.schoolTypes ?? WANTS_ALL.schoolTypes,
  occupationCodes: given.occupationCodes ?? WANTS_ALL.occupationCodes,
  levels: given.levels ?? WANTS_ALL.levels,
  issuedFrom: given.issuedFrom ?? WANTS_ALL.issuedFrom,
}));
