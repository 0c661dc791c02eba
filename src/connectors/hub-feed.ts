/**
 * Another CertHub above this one, over its public API: a parcel is one mutation, and its answers come with it. It checks what it is
 * handed and becomes a register of it, which goes on to its own feeds (docs/hub-to-hub.md).
 */
import type { Answer, AnswersAsked, Connector, HeldAsked, HeldQuestion, Parcel, Unreachable } from '../app/connector';
import { parcelDigest } from '../app/forwarding/parcel-digest';
import { traceparentOf } from '../app/trace-ids';
import { readReceipt } from '../domain/forwarding/receipt';
import type { HubAddress } from './hub-address';
import { answerIn, type Asked, LOGIN, refusedBy } from './hub-shapes';
import { hubTokens } from './hub-tokens';
import { openLine } from './https-line';
import { heldIn, MISSHAPEN } from './https-shapes';
import type { OpeningWithBatches } from './index';

const UNAUTHORIZED = 401;

const RECEIVE = `mutation HandUp($parcel: ParcelInput!) {
  receiveParcel(parcel: $parcel) { __typename ... on ParcelReceived { parcelId answers } ... on Refusal { code } } }`;
const ANSWERS = `query Answers($parcelId: ID!) { parcelAnswers(parcelId: $parcelId) { __typename parcelId answers } }`;
const RANGES = `query HeldRanges($prefix: String!, $length: Int!) {
  heldRanges(prefix: $prefix, length: $length) { __typename ... on HeldRangesAnswer { ranges } ... on Refusal { code } } }`;
const ITEMS = `query HeldItems($prefix: String!) {
  heldItems(prefix: $prefix) { __typename ... on HeldItemsAnswer { items } ... on Refusal { code } } }`;

/** A batch that is not there any more cannot be told of. */
const NO_BATCH: Unreachable = { kind: 'unreachable', reason: 'NOT_CONFIGURED' };
const NOTHING_SAID: AnswersAsked = { kind: 'given', answers: [], oddities: [] };

interface Question {
  readonly query: string;
  readonly field: string;
  readonly variables: object;
  readonly timeoutMs: number;
  /** Of the batch that it is about. */
  readonly traceparent?: string | undefined;
}
type Ask = (question: Question) => Promise<Asked>;

export function hubFeed({ feed, address, log, batches }: OpeningWithBatches<HubAddress>): Connector {
  const line = openLine(address);
  const ask = asker(line, { ...address, url: address.url.replace(/\/+$/, '') });
  return {
    send: async (parcel, timeoutMs) => {
      const batch = await batches.parcelBatch(parcel.batchId);
      if (batch === undefined) return NO_BATCH;
      const variables = { parcel: { ...parcelOf(parcel), batch } };
      const traceparent = traceparentOf(parcel.batchId);
      return taken(await ask({ query: RECEIVE, field: 'receiveParcel', variables, timeoutMs, traceparent }), parcel);
    },
    answers: async (deliveryId, timeoutMs) => {
      const variables = { parcelId: deliveryId };
      const asked = given(await ask({ query: ANSWERS, field: 'parcelAnswers', variables, timeoutMs }), deliveryId);
      if (asked.kind === 'unreachable') {
        log.warn({ feed: feed.name, deliveryId, reason: asked.reason }, 'The feed could not be asked for answers.');
      }
      return asked;
    },
    held: async (question, timeoutMs) => {
      const { prefix, length } = question;
      const asked =
        length === null
          ? { query: ITEMS, field: 'heldItems', variables: { prefix }, timeoutMs }
          : { query: RANGES, field: 'heldRanges', variables: { prefix, length }, timeoutMs };
      return held(await ask(asked), question);
    },
    // Another hub counts what it holds by itself; the feeds file says so before.
    sendReport: async () => ({ kind: 'refused', reason: 'UNSUPPORTED' }),
    close: async () => line.close(),
  };
}

function asker(line: ReturnType<typeof openLine>, address: HubAddress): Ask {
  const tokens = hubTokens(line, address);
  const once = async (
    { query, variables, field, traceparent }: Question,
    timeoutMs: number,
  ): Promise<{ readonly asked: Asked; readonly staleToken?: string }> => {
    const endAt = performance.now() + timeoutMs;
    const bearer = await tokens.bearer(timeoutMs);
    if (bearer.kind === 'unreachable') return { asked: bearer };
    const reply = await line.ask({
      method: 'POST',
      url: `${address.url}/graphql`,
      headers: {
        accept: 'application/json',
        authorization: bearer.authorization,
        'content-type': 'application/json',
        ...(traceparent === undefined ? {} : { traceparent }),
      },
      body: Buffer.from(JSON.stringify({ query, variables })),
      timeoutMs: endAt - performance.now(),
    });
    if (reply.kind === 'unreachable') return { asked: reply };
    if (reply.status === UNAUTHORIZED) return { asked: LOGIN, staleToken: bearer.authorization };
    return { asked: answerIn(reply, field) };
  };
  return async (question) => {
    const endAt = performance.now() + question.timeoutMs;
    const { asked, staleToken } = await once(question, question.timeoutMs);
    if (staleToken === undefined) return asked;
    // Its keys may be new, or the token has ended meanwhile: a fresh one says whether the client is still known.
    tokens.drop(staleToken);
    return (await once(question, endAt - performance.now())).asked;
  };
}

/** Digests have more than 53 bits and go as text; what another field of a certificate may hold one day stays here. */
const parcelOf = ({ deliveryId, salt, certificates }: Parcel): object => ({
  parcelId: deliveryId,
  salt,
  digest: parcelDigest(certificates),
  certificates: certificates.map(({ certificateNo, version, kind, institutionCode, regionCode, data, digest }) => ({
    certificateNo,
    version,
    kind,
    institutionCode,
    regionCode,
    data,
    digest: digest.toString(),
  })),
});

function taken(asked: Asked, { deliveryId }: Parcel): Answer {
  switch (asked.kind) {
    case 'answer': {
      const receipt = receiptIn(asked.answer, deliveryId);
      if (receipt.kind === 'unreachable') return receipt;
      const { answers, oddities } = receipt;
      return { kind: 'taken', given: { answers, oddities } };
    }
    case 'refusal':
      return refusedBy(asked.code);
    case 'absent':
      return MISSHAPEN;
    default:
      return asked;
  }
}

function given(asked: Asked, deliveryId: string): AnswersAsked {
  switch (asked.kind) {
    case 'answer':
      return receiptIn(asked.answer, deliveryId);
    // Restored from a backup, it has forgotten the parcel: reconciliation finds that.
    case 'absent':
      return NOTHING_SAID;
    case 'unreachable':
      return asked;
    default:
      return MISSHAPEN;
  }
}

function receiptIn(content: unknown, deliveryId: string): AnswersAsked {
  const receipt = readReceipt(content, new Date());
  if (receipt?.parcelId !== deliveryId) return MISSHAPEN;
  return { kind: 'given', answers: receipt.answers, oddities: receipt.oddities };
}

function held(asked: Asked, question: HeldQuestion): HeldAsked {
  if (asked.kind === 'answer') return heldIn(asked.answer, question);
  if (asked.kind === 'unreachable') return asked;
  return {
    kind: 'unreachable',
    reason: asked.kind === 'refusal' && asked.code === 'HELD_TOO_MANY' ? 'TOO_LONG' : 'MISSHAPEN',
  };
}
