/** Ports with a look at what passes through them: sendings are timed and traced, answers are counted once they are kept. */
import type { Answer, Connector } from './connector';
import { type Instruments, NO_INSTRUMENTS } from './instruments';
import type { Hub, Stores } from './ports';

const reasonOf = (answer: Answer): string | null => (answer.kind === 'taken' ? null : answer.reason);

export const observedConnectors = (
  connectors: ReadonlyMap<string, Connector>,
  instruments: Instruments,
): ReadonlyMap<string, Connector> =>
  instruments === NO_INSTRUMENTS
    ? connectors
    : new Map([...connectors].map(([feed, connector]) => [feed, observed(feed, connector, instruments)]));

function observed(feed: string, connector: Connector, { meters, trace }: Instruments): Connector {
  return {
    send: (parcel, timeoutMs) => {
      const { batchId, deliveryId } = parcel;
      const certificates = parcel.certificates.length;
      return trace.span(
        { name: 'send', batchId, attributes: { feed, deliveryId, certificates } },
        async () => {
          const startedAt = Date.now();
          const answer = await connector.send(parcel, timeoutMs);
          const ms = Date.now() - startedAt;
          meters.sendingEnded({ feed, outcome: answer.kind, reason: reasonOf(answer), certificates, ms });
          return answer;
        },
        (answer) => {
          const reason = reasonOf(answer);
          const isFailed = reason !== null;
          return { isFailed, attributes: { outcome: answer.kind, ...(isFailed ? { reason } : {}) } };
        },
      );
    },
    answers: (deliveryId, timeoutMs) => connector.answers(deliveryId, timeoutMs),
    held: (question, timeoutMs) => connector.held(question, timeoutMs),
    sendReport: (report, timeoutMs) => connector.sendReport(report, timeoutMs),
    close: () => connector.close(),
  };
}

/** What a transaction notes of answers counts once it is committed. */
export function observedTransaction(transaction: Hub['transaction'], { meters }: Instruments): Hub['transaction'] {
  if (meters === NO_INSTRUMENTS.meters) return transaction;
  return async (work) => {
    const noted: (() => void)[] = [];
    const outcome = await transaction((stores) => work(noting(stores, meters.answersKept, noted)));
    for (const note of noted) note();
    return outcome;
  };
}

function noting(stores: Stores, answersKept: Instruments['meters']['answersKept'], noted: (() => void)[]): Stores {
  const { feedStates } = stores;
  return {
    ...stores,
    feedStates: {
      ...feedStates,
      noteAnswers: async (feed, at, counts) => {
        await feedStates.noteAnswers(feed, at, counts);
        noted.push(() => answersKept(feed, counts));
      },
    },
  };
}
