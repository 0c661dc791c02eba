/** The part of the walk (`root-operations.ts`) about publications and measures against filings. */
import { PEOPLE } from './hub-clients';
import type { TestHub } from './hub';
import type { WalkedOperation, WalkedWorld } from './root-operations';

const ALL = PEOPLE;
const OFFICES = ['city', 'otherCity', 'province', 'secondProvince', 'otherProvince'] as const;
const RECORD_READERS = ['institution', 'otherInstitution', ...OFFICES, 'nation'] as const;
const PROVINCES = ['province', 'secondProvince', 'otherProvince'] as const;
const OUTSIDERS = ['otherInstitution', 'otherCity', 'otherProvince'] as const;
const OTHER_OFFICES = ['otherCity', 'otherProvince'] as const;

const EMPTY = { callers: OUTSIDERS, hear: { total: 0 } } as const;
const foreign = (refusal: string) => ({ callers: OTHER_OFFICES, hear: { refusal, places: [] } });
const REFUSAL = '{ __typename ... on Refusal { code places { message { en } } } }';

const ofMeasure = ({ work }: WalkedWorld): object => ({ id: work['measureId'] });
const none = (): object => ({});

const propose = (fields: string): string =>
  `proposeMeasure(measure: { institutionCode: "0001", kind: SUSPENSION, reasonCode: OTHER, reason: "样例", basis: ["样例〔2026〕1号"] }) ${fields}`;

/** A proposed suspension of the first institution, which nobody confirms. */
export const preparePublications = async (
  hub: TestHub,
  _world: WalkedWorld,
): Promise<Readonly<Record<string, string>>> => {
  const proposed = await hub.run<{ proposeMeasure: { measureId: string } }>(
    'city',
    `mutation { ${propose('{ ... on MeasureTaken { measureId } }')} }`,
  );
  return { measureId: proposed.proposeMeasure.measureId };
};

export const PUBLICATION_QUERIES: Readonly<Record<string, WalkedOperation>> = {
  // What is published is open to every caller.
  publications: { query: '{ publications { total } }', variables: none, allowed: ALL },
  publication: {
    query: 'query ($id: ID!) { publication(id: $id) { id } }',
    variables: ({ work }) => ({ id: work['measureId'] }),
    allowed: ALL,
    outside: { callers: OUTSIDERS, hear: { error: 'NOT_FOUND' } },
  },
  waitingForPublication: {
    query: '{ waitingForPublication { total } }',
    variables: none,
    allowed: ALL,
    outside: EMPTY,
  },
  publicationDraft: {
    query: `query ($ids: [ID!]) { publicationDraft(applicationIds: $ids) ${REFUSAL} }`,
    variables: ({ work }) => ({ ids: [work['measureId']] }),
    allowed: PROVINCES,
    outside: { callers: ['otherProvince'], hear: { refusal: 'APPLICATION_NOT_FOUND', places: [] } },
  },
  // What is on notice is open to every caller.
  endedFilings: { query: '{ endedFilings { total } }', variables: none, allowed: ALL },
  measure: {
    query: 'query ($id: ID!) { measure(id: $id) { id } }',
    variables: ofMeasure,
    allowed: RECORD_READERS,
    outside: { callers: OUTSIDERS, hear: { error: 'NOT_FOUND' } },
  },
  measures: {
    query: '{ measures(filter: { institutionCode: "0001" }) { total } }',
    variables: none,
    allowed: RECORD_READERS,
    outside: EMPTY,
  },
};

export const PUBLICATION_MUTATIONS: Readonly<Record<string, WalkedOperation>> = {
  publishFilings: {
    query: `mutation ($ids: [ID!]) { publishFilings(applicationIds: $ids, digest: "00") ${REFUSAL} }`,
    variables: ({ work }) => ({ ids: [work['measureId']] }),
    allowed: PROVINCES,
    outside: { callers: ['otherProvince'], hear: { refusal: 'APPLICATION_NOT_FOUND', places: [] } },
  },
  proposeMeasure: {
    query: `mutation { ${propose(REFUSAL)} }`,
    variables: none,
    allowed: OFFICES,
    outside: foreign('FILING_NOT_FOUND'),
  },
  confirmMeasure: {
    query: `mutation ($id: ID!) { confirmMeasure(measureId: $id) ${REFUSAL} }`,
    variables: ofMeasure,
    allowed: OFFICES,
    outside: foreign('MEASURE_NOT_FOUND'),
  },
  publishEnding: {
    query: `mutation ($id: ID!) { publishEnding(measureId: $id) ${REFUSAL} }`,
    variables: ofMeasure,
    allowed: PROVINCES,
    outside: { callers: ['otherProvince'], hear: { refusal: 'MEASURE_NOT_FOUND', places: [] } },
  },
  withdrawMeasure: {
    query: `mutation ($id: ID!) { withdrawMeasure(measureId: $id, reason: "样例") ${REFUSAL} }`,
    variables: ofMeasure,
    allowed: OFFICES,
    outside: foreign('MEASURE_NOT_FOUND'),
  },
};
