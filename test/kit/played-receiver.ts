/** A receiver that does what the test says; the contract of connectors is tested on real ones. */
import type { Answer, AnswersAsked, Connector, HeldAsked, Parcel, ReportAnswer } from '../../src/app/connector';
import type { ItemAnswer } from '../../src/app/forwarding-ports';

export const AWAY = { kind: 'unreachable', reason: 'CONNECTION' } as const;

export class PlayedReceiver implements Connector {
  /** Parcels that reached it, in their order. */
  readonly taken: Parcel[] = [];
  /** Calls of either kind, whether or not anybody was there. */
  tried = 0;
  asked = 0;
  /** What it says to the next parcels. */
  answer: (parcel: Parcel) => Answer | Promise<Answer> = () => ({ kind: 'taken' });
  /** What it says of a certificate; nothing where it says nothing yet. */
  verdict: (certificateNo: string) => Pick<ItemAnswer, 'state' | 'code'> | undefined = () => ({
    state: 'ACCEPTED',
    code: null,
  });
  isAway = false;
  answersCome?: true;
  /** How long it asks to be left alone, whenever it is asked for answers. */
  leaveAloneMs = 0;

  constructor(private readonly now: () => Date) {}

  get takenNumbers(): readonly string[] {
    return this.taken.flatMap(({ certificates }) => certificates.map(({ certificateNo }) => certificateNo));
  }

  async send(parcel: Parcel): Promise<Answer> {
    this.tried += 1;
    if (this.isAway) return AWAY;
    const answer = await this.answer(parcel);
    if (answer.kind === 'taken') this.taken.push(parcel);
    return answer;
  }

  async answers(deliveryId: string): Promise<AnswersAsked> {
    this.asked += 1;
    if (this.isAway) return AWAY;
    if (this.leaveAloneMs > 0) return { kind: 'unreachable', reason: 'BUSY', retryAfterMs: this.leaveAloneMs };
    const parcel = this.taken.find((each) => each.deliveryId === deliveryId);
    const answers = (parcel?.certificates ?? []).flatMap(({ certificateNo, version }): ItemAnswer[] => {
      const verdict = this.verdict(certificateNo);
      return verdict === undefined ? [] : [{ certificateNo, version, answeredAt: this.now(), ...verdict }];
    });
    return { kind: 'given', answers, oddities: [] };
  }

  async held(): Promise<HeldAsked> {
    return { kind: 'unsupported' };
  }
  async sendReport(): Promise<ReportAnswer> {
    return { kind: 'accepted' };
  }
  async close(): Promise<void> {}
}
