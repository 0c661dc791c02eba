/** What a copy of a batch has of its own (`growth-rows.ts`): SQL over `copy`, the batch that is made, and `original`, the row that is copied. */
/** Institutions and examination sites among which the copies are spread. */
export const INSTITUTIONS = 500;
/** No province has this code, so no number of the sample can be met. */
const MADE_PROVINCE = '99';
/** Where the rows of the original and the list of its copies are kept. */
export const SCHEMA = 'growth';
/** Tables that hold rows of a batch, with the column that names it; in the order in which two connections fill them. */
export const HALVES = [
  [
    ['upload', 'id'],
    ['batch', 'id'],
    ['chunk', 'upload_id'],
    ['review', 'batch_id'],
    ['decision', 'subject_id'],
    ['record', 'batch_id'],
    ['finding', 'batch_id'],
    ['delivery', 'batch_id'],
  ],
  [
    ['certificate', 'batch_id'],
    ['certificate_version', 'batch_id'],
    ['delivery_item', 'delivery_id'],
  ],
] as const;
export type Table = (typeof HALVES)[number][number][0];

/** Counts all lines of all copies. */
const PLACE = '(copy.nth * copy.lines + original.line)';
const AGAIN_EVERY = 4;
/** Every fourth line is of a person who has been here before. */
export const isAgain = (person: number): boolean => person % AGAIN_EVERY === 0;
const PERSON = `CASE WHEN ${PLACE} % ${AGAIN_EVERY} = 0 THEN ${PLACE} / 2 ELSE ${PLACE} END`;
/** Sixteen bytes that come in no order, as keyed digests do; a fifth of the cost of one. */
const KINDS = ['content', 'person', 'holding', 'name', 'photo'] as const;
const digestOf = (kind: (typeof KINDS)[number], number: string): string => {
  const seed = KINDS.indexOf(kind);
  return `int8send(hashint8extended(${number}, ${seed})) || int8send(hashint8extended(${number}, -1 - ${seed}))`;
};
const PERSON_KEY = `coalesce((SELECT asked.person_key FROM ${SCHEMA}.asked WHERE asked.person = ${PERSON}), ${digestOf('person', PERSON)})`;
/** Letter, institution, province, site, year, level, serial: a series for each site, as long as its copies. */
export const NUMBER = `('S0000${MADE_PROVINCE}' || lpad(copy.owner::text, 6, '0') || copy.year || '3'
  || lpad((copy.nth / ${INSTITUTIONS} * copy.lines + original.line)::text, 6, '0'))`;

/** What a copy has of its own, by column; what a table does not have is left out, and all else is as the hub wrote it. */
export const OWN: Readonly<Record<Table, Readonly<Record<string, string>>>> = {
  upload: {
    id: 'copy.id',
    institution_code: 'copy.institution_code',
    region_code: 'copy.region_code',
    ...clientNumber(),
  },
  batch: {
    id: 'copy.id',
    institution_code: 'copy.institution_code',
    region_code: 'copy.region_code',
    ...clientNumber(),
    plan_no: `'growth-' || copy.owner`,
    content_key: digestOf('content', 'copy.nth'),
    sealed_at: 'copy.at',
    checked_at: 'copy.at',
    decided_at: 'copy.at',
  },
  chunk: { upload_id: 'copy.id', received_at: 'copy.at', checked_at: 'copy.at' },
  review: { batch_id: 'copy.id', decided_at: 'copy.at' },
  decision: {
    id: 'gen_random_uuid()',
    subject_id: 'copy.id::text',
    institution_code: 'copy.institution_code',
    region_code: 'copy.region_code',
    decided_at: 'copy.at',
  },
  record: {
    batch_id: 'copy.id',
    certificate_no: NUMBER,
    person_key: PERSON_KEY,
    holding_key: digestOf('holding', PLACE),
    name_key: digestOf('name', PERSON),
    photo_key: `CASE WHEN original.photo_key IS NOT NULL THEN ${digestOf('photo', PERSON)} END`,
    exam_on: 'copy.at::date - 30',
    site_code: `left(${NUMBER}, 13)`,
  },
  finding: { batch_id: 'copy.id', created_at: 'copy.at' },
  delivery: {
    id: 'copy.delivery_id',
    batch_id: 'copy.id',
    created_at: 'copy.at',
    due_at: 'copy.at',
    sent_at: 'copy.at',
  },
  certificate: {
    certificate_no: NUMBER,
    batch_id: 'copy.id',
    institution_code: 'copy.institution_code',
    region_code: 'copy.region_code',
    site_code: `left(${NUMBER}, 13)`,
    person_key: PERSON_KEY,
    holding_key: digestOf('holding', PLACE),
    exam_date: 'copy.at::date - 30',
    issued_on: 'copy.at::date',
    approved_at: 'copy.at',
  },
  certificate_version: { certificate_no: NUMBER, batch_id: 'copy.id', created_at: 'copy.at' },
  delivery_item: { certificate_no: NUMBER, delivery_id: 'copy.delivery_id', answered_at: 'copy.at' },
};

function clientNumber(): Readonly<Record<string, string>> {
  return { client_batch_no: `'growth-' || copy.nth` };
}
