/** `fields` and `format` of a feed: which fields it is shown, under which names, how much of each. */
import { z } from 'zod';
import { PERSONAL_MASKS } from '../../domain/certificate/mask';
import { RECORD_FIELDS } from '../../domain/certificate/record';
import { FIELD_SHOWINGS, type FormField, PARCEL_FIELDS } from '../../domain/forwarding/form';
import { MOHRSS_FIELDS } from '../../domain/forwarding/mohrss-form';
import { nearestName } from '../../domain/packs/nearest-name';
import { alongside, closed, type FeedProblem, listIn, oneOf, partOf, repeatedIn, text } from './reading';

const FIELDS_MAX = 100;
const CODE_CHARS_MAX = 50;
const KNOWN: readonly string[] = [...RECORD_FIELDS.map(({ name }) => name), ...PARCEL_FIELDS];
/** A name that every format takes: a key, a heading, an element of XML, which keeps what begins with `xml` for itself. */
const NAME_SHAPE = /^(?![Xx][Mm][Ll])[A-Za-z_\p{Script=Han}][A-Za-z0-9_.\p{Script=Han}-]{0,39}$/u;

const fieldName = z.string({ error: 'must be a text' }).superRefine((name, context) => {
  if (KNOWN.includes(name)) return;
  const nearest = nearestName(name, KNOWN);
  const meant = nearest === undefined ? '' : `; the nearest one is ${nearest}`;
  context.addIssue(`must be a field of the record${meant}. All of them stand in docs/record.md`);
});

const field = alongside(
  closed(
    {
      field: fieldName,
      as: z
        .string({ error: 'must be a text' })
        .regex(
          NAME_SHAPE,
          'must be 1 to 40 of A-Z, a-z, 0-9, _, -, . and 汉字, and start with a letter, _ or a 汉字, but not with xml',
        )
        .optional(),
      showing: oneOf(FIELD_SHOWINGS).optional(),
      codes: z.record(z.string(), text(CODE_CHARS_MAX), { error: 'must be an object of codes' }).optional(),
    },
    'must be the name of a field, or an object',
  ),
  (given) => [...problemsOfShowing(given), ...problemsOfCodes(given)],
);

/** What tells who somebody is goes out by decision, never because a name was listed among others. */
function problemsOfShowing(given: unknown): readonly FeedProblem[] {
  const [name, showing] = [partOf(given, 'field'), partOf(given, 'showing')];
  if (typeof name !== 'string' || !KNOWN.includes(name)) return [];
  const isPersonal = Object.hasOwn(PERSONAL_MASKS, name);
  if (isPersonal && showing === undefined) {
    const example = JSON.stringify({ field: name, showing: 'masked' });
    return [
      {
        path: [],
        message: `must say how it is shown, because it tells of a person: for example ${example}, or digested, or plain`,
      },
    ];
  }
  if (!isPersonal && showing === 'masked') {
    return [{ path: ['showing'], message: `must be plain or digested: only ${maskable} have a mask` }];
  }
  return [];
}

const maskable = Object.keys(PERSONAL_MASKS).join(', ');

/** A table of codes for a field that has none, or of a code that the field does not have, would never be used. */
function problemsOfCodes(given: unknown): readonly FeedProblem[] {
  const codes = partOf(given, 'codes');
  if (typeof codes !== 'object' || codes === null) return [];
  const known = RECORD_FIELDS.find(({ name }) => name === partOf(given, 'field'))?.codes?.map(({ code }) => code);
  if (known === undefined) return [{ path: ['codes'], message: 'must be left out: the field has no codes' }];
  const showing = partOf(given, 'showing');
  if (showing !== undefined && showing !== 'plain') {
    return [{ path: ['codes'], message: 'must be left out, or the field be shown plain' }];
  }
  return Object.keys(codes).some((code) => !known.includes(code))
    ? [{ path: ['codes'], message: `must have no other codes than those of the field: ${known.join(', ')}` }]
    : [];
}

const asListed = (entry: unknown): unknown => (typeof entry === 'string' ? { field: entry } : entry);

const nameOf = (entry: unknown): unknown => partOf(entry, 'as') ?? partOf(entry, 'field');

export const fields = z.preprocess(
  (given) => (given === 'mohrss' ? MOHRSS_FIELDS.map(withoutNull) : listedIn(given)),
  alongside(
    z
      .array(field, { error: 'must be a list of fields, or "mohrss"' })
      .min(1, 'must not be empty; leave it out to show the whole record')
      .max(FIELDS_MAX, `must have at most ${FIELDS_MAX} entries`),
    (given) =>
      repeatedIn(listIn(given).map(nameOf)).map((index) => ({
        path: [index, 'as'],
        message: 'must be different from the names above it',
      })),
  ).transform((listed) =>
    listed.map((each): FormField => ({
      field: each.field,
      as: each.as ?? each.field,
      showing: each.showing ?? 'plain',
      codes: each.codes ?? null,
    })),
  ),
);

const listedIn = (given: unknown): unknown => (Array.isArray(given) ? given.map(asListed) : given);

const withoutNull = ({ codes, ...each }: FormField): object => (codes === null ? each : { ...each, codes });
