/** The part of the walk (`root-operations.ts`) about the history of the registry, the directory and the catalogue. */
import { PEOPLE } from './hub-clients';
import type { TestHub } from './hub';
import type { WalkedOperation, WalkedWorld } from './root-operations';
import { sendFileAs } from './send-file';

const ALL = PEOPLE;
const KEEPERS = ['nation', 'operator'] as const;
const OUTSIDERS = ['otherInstitution', 'otherCity', 'otherProvince'] as const;
const NOT_FOUND = {
  callers: OUTSIDERS,
  hear: { error: 'NOT_FOUND' },
} as const;
const none = (): object => ({});
const ofBylaw = ({ work }: WalkedWorld): object => ({ id: work['bylawId'] });
const ofDraft = ({ work }: WalkedWorld): object => ({ id: work['catalogueDraftId'], digest: work['catalogueDigest'] });

const DRAFT = `mutation ($edition: ID!) {
  draftCatalogue(edition: $edition, kind: SUPPLEMENT, supplementTo: "2022", from: "2026-01-01", csv: "code,name\\n4-99-99-99,新职业") {
    __typename ... on CatalogueDrafted { draft { id digest } } ... on Refusal { code places { message { en } } } } }`;

interface Drafted {
  readonly draftCatalogue: { readonly draft: { readonly id: string; readonly digest: string } };
}

/** Makes what the operations below name; answers ids that the world lacks. Called once, before the walk. */
export const prepareRegistryHistory = async (
  hub: TestHub,
  _world: WalkedWorld,
): Promise<Readonly<Record<string, string>>> => {
  const { draftCatalogue } = await hub.run<Drafted>('nation', DRAFT, { edition: '2022-1' });
  const bylawId = await bylawOf(hub);
  return { catalogueDraftId: draftCatalogue.draft.id, catalogueDigest: draftCatalogue.draft.digest, bylawId };
};

/** One that the institution shows, of a file that it sent. */
async function bylawOf(hub: TestHub): Promise<string> {
  const id = await sendFileAs(hub, 'institution', '考务管理.pdf');
  const { publishBylaw } = await hub.run<{ publishBylaw: { bylawId: string } }>(
    'institution',
    'mutation ($id: ID!) { publishBylaw(kind: EXAM_AFFAIRS, attachmentId: $id) { ... on BylawPublished { bylawId } } }',
    { id },
  );
  return publishBylaw.bylawId;
}

export const REGISTRY_HISTORY_QUERIES: Readonly<Record<string, WalkedOperation>> = {
  registryAsOf: {
    query: '{ registryAsOf(institutionCode: "0001", onDay: "2026-06-01") { __typename } }',
    variables: none,
    allowed: ALL,
    outside: NOT_FOUND,
  },
  registryHistory: {
    query: '{ registryHistory(noun: INSTITUTION, key: "0001") { total } }',
    variables: none,
    allowed: ALL,
    outside: NOT_FOUND,
  },
  directory: {
    query: '{ directory(filter: { regionCode: "510100" }) { ... on DirectoryPage { total } } }',
    variables: none,
    allowed: ALL,
  },
  bylaws: { query: '{ bylaws(institutionCode: "0001") { id } }', variables: none, allowed: ALL },
  catalogueDraft: {
    query: 'query ($id: ID!) { catalogueDraft(id: $id) { id } }',
    variables: ({ work }) => ({ id: work['catalogueDraftId'] }),
    allowed: KEEPERS,
  },
  catalogueChanges: {
    query: 'query ($id: ID!) { catalogueChanges(draftId: $id) { total } }',
    variables: ({ work }) => ({ id: work['catalogueDraftId'] }),
    allowed: KEEPERS,
  },
};

export const REGISTRY_HISTORY_MUTATIONS: Readonly<Record<string, WalkedOperation>> = {
  draftCatalogue: { query: DRAFT, variables: () => ({ edition: '2022-2' }), allowed: KEEPERS },
  publishBylaw: {
    query:
      'mutation ($id: ID!) { publishBylaw(kind: QUALITY, attachmentId: $id) { __typename ... on Refusal { code places { message { en } } } } }',
    variables: ({ work }) => ({ id: work['attachmentId'] }),
    allowed: ['institution', 'otherInstitution'],
    outside: { callers: ['otherInstitution'], hear: { refusal: 'ATTACHMENT_NOT_FOUND', places: [] } },
  },
  withdrawBylaw: {
    query:
      'mutation ($id: ID!) { withdrawBylaw(bylawId: $id) { __typename ... on Refusal { code places { message { en } } } } }',
    variables: ofBylaw,
    allowed: ['institution', 'otherInstitution'],
    outside: { callers: ['otherInstitution'], hear: { refusal: 'BYLAW_NOT_FOUND', places: [] } },
  },
  proposeBylawWithdrawal: {
    query:
      'mutation ($id: ID!) { proposeBylawWithdrawal(bylawId: $id, reason: "内容有误", basis: ["样例"]) { __typename ... on Refusal { code places { message { en } } } } }',
    variables: ofBylaw,
    allowed: ['city', 'otherCity', 'province', 'secondProvince', 'otherProvince'],
    outside: { callers: ['otherCity', 'otherProvince'], hear: { refusal: 'BYLAW_NOT_FOUND', places: [] } },
  },
  applyCatalogue: {
    query:
      'mutation ($id: ID!, $digest: String!) { applyCatalogue(draftId: $id, digest: $digest) { __typename ... on Refusal { code places { message { en } } } } }',
    variables: ofDraft,
    allowed: KEEPERS,
  },
};
