/** What is asked of a hub of any size: by the API over HTTP, as a province asks. */
import { apiClient } from '../bin/demo/api-client';
import type { SampleClient } from '../bin/sample/load-sample';
import { timed } from './bench';

export const QUESTIONS = ['status', 'certificate', 'person'] as const;

/** Asked in turns; each with an item of its own each time, because what was just read is in every cache. */
export interface GrowthQuestion {
  readonly name: (typeof QUESTIONS)[number];
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

/** A hub that is asked; the questions of all hubs are the same, in the same order. */
export interface AskedHub {
  readonly url: string;
  readonly client: SampleClient;
  readonly questions: readonly GrowthQuestion[];
}
/** Milliseconds of each call, by question. */
export type AskedTimes = Readonly<Record<GrowthQuestion['name'], readonly number[]>>;

/**
 * Call by call in turns, each hub first in every second turn: what slows the machine for a moment slows them all. Each item is
 * asked for once at most, while there are others. Answers of one hub each.
 */
export async function askInTurns(
  hubs: readonly AskedHub[],
  { from, calls }: { readonly from: number; readonly calls: number },
): Promise<readonly AskedTimes[]> {
  const asked = hubs.map(({ url, client, questions }) => ({
    send: apiClient(url, client),
    questions,
    ms: { status: [] as number[], certificate: [] as number[], person: [] as number[] },
  }));
  for (let turn = from; turn < from + calls; turn += 1) {
    const order = turn % 2 === 0 ? asked : [...asked].reverse();
    for (const name of QUESTIONS) {
      for (const { send, questions, ms } of order) {
        const question = questions.find((one) => one.name === name);
        if (question === undefined) throw new Error(`Nothing to ask about ${name}.`);
        const variables = question.variables[turn % question.variables.length];
        ms[name].push(
          await timed(async () => {
            const [answer] = Object.values(await send<Record<string, unknown>>(question.ask, variables));
            if (!question.isAnswer(answer)) throw new Error(`No answer to ${name}.`);
          }),
        );
      }
    }
  }
  return asked.map(({ ms }) => ms);
}
