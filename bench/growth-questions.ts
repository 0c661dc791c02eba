/** What is asked of a hub of any size: by the API over HTTP, as a province asks. */
import { apiClient } from '../bin/demo/api-client';
import type { SampleClient } from '../bin/sample/load-sample';
import { percentile, timed } from './bench';

/** Asked in turns; each with an item of its own each time, because what was just read is in every cache. */
export interface GrowthQuestion {
  readonly name: 'status' | 'certificate' | 'person';
  readonly ask: string;
  readonly variables: readonly Record<string, unknown>[];
  /** The answer must name something: an empty page would be quick, and prove nothing. */
  readonly isAnswer: (answer: unknown) => boolean;
}

/** A passport of an invented person. */
export const ASKED_ID_TYPE = 'PASSPORT';

const hasItems = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && Number(Reflect.get(answer, 'total')) > 0;
const isObject = (answer: unknown): boolean => typeof answer === 'object' && answer !== null;

export const growthQuestions = (places: {
  readonly batchIds: readonly string[];
  readonly certificateNos: readonly string[];
  readonly idNumbers: readonly string[];
}): readonly GrowthQuestion[] => [
  {
    name: 'status',
    ask: `query ($id: ID!) { batch(id: $id) { id state records sealedAt checkedAt decidedAt progress { recordsChecked chunksChecked }
      counts { passed held returned } reviews { step decision decidedAt } } }`,
    variables: places.batchIds.map((id) => ({ id })),
    isAnswer: isObject,
  },
  {
    name: 'certificate',
    ask: `query ($no: ID!) { certificate(certificateNo: $no) { certificateNo state version name idNumber occupationName level issuedOn
      institution { code name } versions { version kind createdAt } feeds { feed state answeredAt } } }`,
    variables: places.certificateNos.map((no) => ({ no })),
    isAnswer: isObject,
  },
  {
    name: 'person',
    ask: `query ($idNumber: String!) { recordsOfPerson(idType: ${ASKED_ID_TYPE}, idNumber: $idNumber) { total items {
      batchId batchState line verdict certificateNo name occupationName level issuedOn certificateState } } }`,
    variables: places.idNumbers.map((idNumber) => ({ idNumber })),
    isAnswer: hasItems,
  },
];

export interface AskedTimes {
  readonly name: GrowthQuestion['name'];
  readonly ms: readonly number[];
}

/** One after the other, in turns; each item once a round at most. */
export async function askAll(
  url: string,
  client: SampleClient,
  questions: readonly GrowthQuestion[],
  { from, calls }: { readonly from: number; readonly calls: number },
): Promise<readonly AskedTimes[]> {
  const send = apiClient(url, client);
  const asked = questions.map((question) => ({ question, ms: [] as number[] }));
  for (let turn = from; turn < from + calls; turn += 1) {
    for (const { question, ms } of asked) {
      const variables = question.variables[turn % question.variables.length];
      ms.push(
        await timed(async () => {
          const [answer] = Object.values(await send<Record<string, unknown>>(question.ask, variables));
          if (!question.isAnswer(answer)) throw new Error(`No answer to ${question.name}.`);
        }),
      );
    }
  }
  return asked.map(({ question: { name }, ms }) => ({ name, ms }));
}

export const p50 = (ms: readonly number[]): number => percentile(ms, 0.5);
export const p99 = (ms: readonly number[]): number => percentile(ms, 0.99);
