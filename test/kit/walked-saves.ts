/** The part of the walk (`root-operations.ts`) that saves the registry. */
import { creditCodeCheck } from '../../src/domain/registry/credit-code';
import type { WalkedOperation } from './root-operations';

const OTHER_REGULATORS = ['otherCity', 'otherProvince'] as const;
const SUPERVISORS = ['city', 'otherCity', 'province', 'secondProvince', 'otherProvince', 'nation', 'operator'] as const;
const REFUSAL = '{ __typename ... on Refusal { code places { message { en } } } }';

const CREDIT_BODY = '91510100MA0000999';
const OUTSIDE = 'Not in the registry, or not yours to change';
const HIGHER = 'Only the operator or the nation may load this list';

/** `saveSites` saves `sites`. */
const listOf = (name: string): string => name.replace(/^save(.)/, (_, first: string) => first.toLowerCase());
const save = (name: string, type: string, because: string, row: object): WalkedOperation => ({
  query: `mutation ($rows: [${type}!]!) { ${name}(${listOf(name)}: $rows) ${REFUSAL} }`,
  variables: () => ({ rows: [row] }),
  allowed: SUPERVISORS,
  outside: { callers: OTHER_REGULATORS, hear: { refusal: 'REGISTRY_INVALID', places: [because] } },
});
const TERM = { from: '2024-01-01', to: null };

export const SAVE_MUTATIONS: Readonly<Record<string, WalkedOperation>> = {
  saveRegions: save('saveRegions', 'RegionInput', HIGHER, {
    code: '440000',
    name: '样例省',
    grade: 'PROVINCE',
    parentCode: '000000',
  }),
  saveRegulators: save('saveRegulators', 'RegulatorInput', HIGHER, {
    code: 'RX',
    name: '样例厅',
    regionCode: '510000',
    grade: 'PROVINCE',
  }),
  saveInstitutions: save('saveInstitutions', 'InstitutionInput', OUTSIDE, {
    code: '9990',
    name: '样例评价机构',
    creditCode: `${CREDIT_BODY}${creditCodeCheck(CREDIT_BODY)}`,
    kind: 'SOCIAL_ORG',
    regionCode: '510100',
    grade: 'CITY',
    names: [],
  }),
  saveSites: save('saveSites', 'SiteInput', OUTSIDE, {
    code: 'S000151000999',
    institutionCode: '0001',
    regionCode: '510100',
    name: '样例站点',
    ...TERM,
  }),
  saveFilings: save('saveFilings', 'FilingInput', OUTSIDE, {
    id: 'FX',
    institutionCode: '0001',
    occupationCode: '6-31-01-03',
    workTypes: ['--'],
    levels: ['LEVEL_5'],
    siteCodes: [],
    audience: ['EXTERNAL'],
    basis: ['NATIONAL_STANDARD'],
    ...TERM,
  }),
  savePlans: save('savePlans', 'PlanInput', OUTSIDE, {
    planNo: 'PX',
    institutionCode: '0001',
    status: 'APPROVED',
    provinceApproved: true,
    filedOn: '2026-01-01',
    occupationCode: '6-31-01-03',
    workType: '--',
    level: 'LEVEL_5',
    siteCode: 'S000051009001',
    examFrom: '2026-02-01',
    examTo: '2026-02-02',
    headcount: 1,
  }),
  saveCatalogue: save('saveCatalogue', 'CatalogueInput', HIGHER, { edition: 'X', ...TERM, occupations: [] }),
  saveAssessors: save('saveAssessors', 'AssessorInput', HIGHER, { id: 'AX', occupationCodes: [], ...TERM }),
  saveSigningKeys: save('saveSigningKeys', 'SigningKeyInput', OUTSIDE, {
    keyId: 'KX',
    institutionCode: '0001',
    algorithm: 'ED25519',
    publicKey: `MCowBQYDK2VwAyEA${'A'.repeat(43)}=`,
    ...TERM,
  }),
};
