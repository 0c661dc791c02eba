/**
 * A receiver over HTTPS: each parcel is one request with the address of its id, signed by the hub; answers come with the receipt, when
 * they are asked for, or by themselves (docs/receiver-https.md).
 */
import type { Answer, AnswersAsked, Connector, HeldAsked, Parcel, ReportAnswer, Unreachable } from '../app/connector';
import type { TallyReport } from '../app/forwarding/tally-report-ports';
import { firstSpanIdOf, traceIdOf } from '../app/trace-ids';
import { readReceipt } from '../domain/forwarding/receipt';
import { unreachableBy, unreachableWith } from './https-failure';
import type { HttpsAddress } from './https-address';
import { openLine, type LineReply, type LineRequest } from './https-line';
import { conflictIn, contentOf, heldIn, MISSHAPEN, reportAnswerIn } from './https-shapes';
import { requestSigner } from './https-signer';
import type { Opening } from './index';
import { parcelBody } from './parcel-body';

type Asked = Pick<LineRequest, 'method' | 'body' | 'timeoutMs'> & {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
};
type Ask = (asked: Asked) => Promise<LineReply | Unreachable>;

const OK = 200;
const CREATED = 201;
const ACCEPTED = 202;
const NO_CONTENT = 204;
const NOT_FOUND = 404;
const NO_SUCH_METHOD = 405;
const CONFLICT = 409;
const TOO_LARGE = 413;
const UNPROCESSABLE = 422;
const NOT_IMPLEMENTED = 501;

const NOTHING = Buffer.alloc(0);
const JSON_TYPE = 'application/json';

export function httpsFeed({ feed, address, log }: Opening<HttpsAddress>): Connector {
  const line = openLine(address);
  const signed = requestSigner(address, feed.name);
  const base = address.url.replace(/\/+$/, '');
  const ask: Ask = async ({ path, headers = {}, ...request }) => {
    const url = base + path;
    try {
      const signature = await signed({ method: request.method, url, body: request.body });
      return await line.ask({ ...request, url, headers: { accept: JSON_TYPE, ...headers, ...signature } });
    } catch (error) {
      return unreachableBy(error);
    }
  };
  return {
    ...(address.answers === 'callback' ? { answersCome: true } : {}),
    send: async (parcel, timeoutMs) => {
      const { contentType, body } = parcelBody(feed.form.format, parcel);
      const headers = {
        'content-type': contentType,
        'idempotency-key': `"${parcel.deliveryId}"`,
        ...traceOf(parcel),
      };
      return taken(
        await ask({ method: 'PUT', path: pathOf('parcels', parcel.deliveryId), headers, body, timeoutMs }),
        parcel,
      );
    },
    answers: async (deliveryId, timeoutMs) => {
      // They come by themselves; whoever lost them sends them again.
      if (address.answers === 'callback') return { kind: 'given', answers: [], oddities: [] };
      const path = `${pathOf('parcels', deliveryId)}/answers`;
      const asked = given(await ask({ method: 'GET', path, body: NOTHING, timeoutMs }), deliveryId);
      if (asked.kind === 'unreachable') {
        log.warn({ feed: feed.name, deliveryId, reason: asked.reason }, 'The feed could not be asked for answers.');
      }
      return asked;
    },
    held: async (question, timeoutMs) => {
      const body = Buffer.from(JSON.stringify(question));
      const headers = { 'content-type': JSON_TYPE };
      const reply = await ask({ method: 'POST', path: '/held', headers, body, timeoutMs });
      return held(reply, (content) => heldIn(content, question));
    },
    sendReport: async (report, timeoutMs) => {
      const headers = { 'content-type': JSON_TYPE, 'idempotency-key': `"${report.id}"` };
      const body = reportBody(report);
      return reported(await ask({ method: 'PUT', path: pathOf('reports', report.id), headers, body, timeoutMs }));
    },
    close: async () => line.close(),
  };
}

const pathOf = (kind: 'parcels' | 'reports', id: string): string => `/${kind}/${encodeURIComponent(id)}`;

/** W3C Trace Context: the trace is that of the batch, and whoever receives goes on from its beginning. */
function traceOf({ batchId }: Parcel): Record<string, string> {
  const traceId = traceIdOf(batchId);
  return traceId === undefined ? {} : { traceparent: `00-${traceId}-${firstSpanIdOf(traceId)}-01` };
}

function reportBody({ id, rows, ...head }: TallyReport): Buffer {
  return Buffer.from(JSON.stringify({ reportId: id, ...head, rows }));
}

function taken(reply: LineReply | Unreachable, { deliveryId }: Parcel): Answer {
  if (reply.kind === 'unreachable') return reply;
  switch (reply.status) {
    case ACCEPTED:
    case NO_CONTENT:
      return { kind: 'taken' };
    case OK:
    case CREATED: {
      const receipt = receiptIn(reply, deliveryId);
      if (receipt.kind === 'unreachable') return receipt;
      const { answers, oddities } = receipt;
      return { kind: 'taken', given: { answers, oddities } };
    }
    default:
      return notTaken(reply);
  }
}

function given(reply: LineReply | Unreachable, deliveryId: string): AnswersAsked {
  if (reply.kind === 'unreachable') return reply;
  switch (reply.status) {
    case OK:
      return receiptIn(reply, deliveryId);
    case ACCEPTED:
    case NO_CONTENT:
      return { kind: 'given', answers: [], oddities: [] };
    default:
      return unreachableWith(reply.status, reply.headers);
  }
}

/** Of another parcel it is none: answers would reach the wrong certificates. */
function receiptIn(reply: LineReply, deliveryId: string): AnswersAsked {
  const read = contentOf(reply);
  if (read.kind === 'unreachable') return read;
  const receipt = readReceipt(read.content, new Date());
  if (receipt?.parcelId !== deliveryId) return MISSHAPEN;
  return { kind: 'given', answers: receipt.answers, oddities: receipt.oddities };
}

/** Only what the receiver says in so many words is final. */
function notTaken(reply: LineReply): Exclude<Answer, { readonly kind: 'taken' }> {
  switch (reply.status) {
    case CONFLICT: {
      const read = contentOf(reply);
      return read.kind === 'unreachable' ? read : conflictIn(read.content);
    }
    case TOO_LARGE:
      return { kind: 'refused', reason: 'TOO_LARGE' };
    case UNPROCESSABLE:
      return { kind: 'refused', reason: 'CONTENT' };
    default:
      return unreachableWith(reply.status, reply.headers);
  }
}

function held(reply: LineReply | Unreachable, read: (content: unknown) => HeldAsked): HeldAsked {
  if (reply.kind === 'unreachable') return reply;
  if ([NOT_FOUND, NO_SUCH_METHOD, NOT_IMPLEMENTED].includes(reply.status)) return { kind: 'unsupported' };
  if (reply.status !== OK) return unreachableWith(reply.status, reply.headers);
  const content = contentOf(reply);
  return content.kind === 'unreachable' ? content : read(content.content);
}

function reported(reply: LineReply | Unreachable): ReportAnswer {
  if (reply.kind === 'unreachable') return reply;
  switch (reply.status) {
    case ACCEPTED:
    case NO_CONTENT:
      return { kind: 'taken' };
    case OK:
    case CREATED: {
      const read = contentOf(reply);
      return read.kind === 'unreachable' ? read : reportAnswerIn(read.content);
    }
    default:
      return notTaken(reply);
  }
}
