/** What another hub hands up and asks; nobody else may. */
import type { WalkedOperation } from './root-operations';

const HUB = ['hub'] as const;
const REFUSAL = '{ __typename ... on Refusal { code places { message { en } } } }';
const none = (): object => ({});

export const RECEIVED_QUERIES: Readonly<Record<string, WalkedOperation>> = {
  parcelAnswers: {
    query: 'query ($id: ID!) { parcelAnswers(parcelId: $id) { answers } }',
    variables: ({ deliveryId }) => ({ id: deliveryId }),
    allowed: HUB,
  },
  heldRanges: { query: `{ heldRanges(prefix: "", length: 7) ${REFUSAL} }`, variables: none, allowed: HUB },
  heldItems: { query: `{ heldItems(prefix: "") ${REFUSAL} }`, variables: none, allowed: HUB },
};

export const RECEIVED_MUTATIONS: Readonly<Record<string, WalkedOperation>> = {
  receiveParcel: {
    query: `mutation ($parcel: ParcelInput!) { receiveParcel(parcel: $parcel) ${REFUSAL} }`,
    variables: ({ deliveryId }) => ({
      parcel: {
        parcelId: deliveryId,
        digest: '',
        salt: 'salt',
        batch: {
          institution: {
            code: '0301',
            name: '盐都示范技师学院',
            creditCode: '',
            kind: 'SOCIAL_ORG',
            schoolType: null,
            regionCode: '510300',
            grade: 'CITY',
          },
          header: { planNo: 'P1', clientBatchNo: 'B1', noticeFrom: '2026-06-08', noticeTo: '2026-06-14' },
        },
        certificates: [],
      },
    }),
    allowed: HUB,
  },
};
