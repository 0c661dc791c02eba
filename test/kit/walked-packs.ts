/** The part of the walk (`root-operations.ts`) about rule packs. */
import { PEOPLE } from './hub-clients';
import type { WalkedOperation, WalkedWorld } from './root-operations';

const ofPack = ({ packId }: WalkedWorld): object => ({ id: packId });
const ofTrial = ({ trialId }: WalkedWorld): object => ({ id: trialId });
const none = (): object => ({});

const ALL = PEOPLE;
const INSTITUTIONS = ['institution', 'otherInstitution'] as const;
const REGULATORS = ['city', 'otherCity', 'province', 'secondProvince', 'otherProvince', 'nation'] as const;
const SUPERVISORS = [...REGULATORS, 'operator'] as const;
/** A draft of the province is its own and its superiors'. */
const BELOW_PROVINCE = ['city', 'otherCity', 'otherProvince'] as const;
const foreignTrial = { callers: BELOW_PROVINCE, hear: { error: 'NOT_FOUND' } } as const;
const foreignPack = { callers: BELOW_PROVINCE, hear: { refusal: 'PACK_NOT_FOUND', places: [] } } as const;
const REFUSAL = '{ __typename ... on Refusal { code places { message { en } } } }';

export const PACK_QUERIES: Readonly<Record<string, WalkedOperation>> = {
  packs: {
    query: '{ packs(region: "510000", examDate: "2026-06-01") { total } }',
    variables: none,
    allowed: ALL,
  },
  packVersions: { query: '{ packVersions { total } }', variables: none, allowed: ALL },
  packKeys: { query: '{ packKeys { keyId } }', variables: none, allowed: ALL },
  packComparison: {
    query: 'query ($id: ID!) { packComparison(id: $id) { name } }',
    variables: ofPack,
    allowed: ALL,
    outside: { callers: [...INSTITUTIONS, ...BELOW_PROVINCE], hear: { error: 'NOT_FOUND' } },
  },
  packTrial: {
    query: 'query ($id: ID!) { packTrial(id: $id) { id } }',
    variables: ofTrial,
    allowed: SUPERVISORS,
    outside: foreignTrial,
  },
  packTrialInstitutions: {
    query: 'query ($id: ID!) { packTrialInstitutions(id: $id) { total } }',
    variables: ofTrial,
    allowed: SUPERVISORS,
    outside: foreignTrial,
  },
  packTrialFlips: {
    query: 'query ($id: ID!) { packTrialFlips(id: $id) { total } }',
    variables: ofTrial,
    allowed: REGULATORS,
    outside: foreignTrial,
  },
};

export const PACK_MUTATIONS: Readonly<Record<string, WalkedOperation>> = {
  draftPack: {
    query: `mutation ($content: JSON!) { draftPack(content: $content) ${REFUSAL} }`,
    variables: () => ({ content: { jurisdiction: 'sichuan', region: '510000' } }),
    allowed: REGULATORS,
    outside: {
      callers: [...BELOW_PROVINCE, 'nation'],
      hear: { refusal: 'FORBIDDEN', places: ['Not a region for which this caller may publish packs'] },
    },
  },
  tryPack: {
    query: `mutation ($id: ID!) { tryPack(id: $id, days: 1) ${REFUSAL} }`,
    variables: ofPack,
    allowed: REGULATORS,
    outside: foreignPack,
  },
  approvePack: {
    query: `mutation ($id: ID!) { approvePack(id: $id) ${REFUSAL} }`,
    variables: ofPack,
    allowed: REGULATORS,
    outside: foreignPack,
  },
  withdrawPack: {
    query: `mutation ($id: ID!) { withdrawPack(id: $id) ${REFUSAL} }`,
    variables: ofPack,
    allowed: REGULATORS,
    outside: foreignPack,
  },
};
