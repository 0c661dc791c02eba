/** Refusals that HTTP itself makes before a verb is asked; the same shape as every other refusal. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GRAPHQL_BYTES_MAX } from '../src/app/limits';
import type { RefusalCode } from '../src/app/refusal';
import type { Bilingual } from '../src/domain/bilingual';
import type { ToldError } from './errors';

interface HttpRefusal {
  readonly code: string;
  readonly message: Bilingual;
  readonly remedy: Bilingual;
}

const MIB = 1_024 * 1_024;
const REFUSALS: Readonly<Record<number, HttpRefusal>> = {
  400: {
    code: 'BODY_MALFORMED',
    message: { zh: '请求无法读取', en: 'The request cannot be read' },
    remedy: { zh: '请发送完整有效的 JSON', en: 'Send complete, valid JSON' },
  },
  401: {
    code: 'SIGNATURE_INVALID',
    message: { zh: '签名缺失、不符或已过时', en: 'The signature is missing, wrong or too old' },
    remedy: {
      zh: '请用登记的密钥重新签名,并核对时钟,见 docs/receiver-https.md',
      en: 'Sign it anew with the key that is registered and check the clock, see docs/receiver-https.md',
    },
  },
  404: {
    code: 'NO_SUCH_ADDRESS',
    message: { zh: '没有此地址', en: 'No such address' },
    remedy: { zh: '请核对路径与方法', en: 'Check path and method' },
  },
  408: {
    code: 'BODY_STALLED',
    message: { zh: '请求内容中断过久或过慢', en: 'The body stopped arriving, or came too slowly' },
    remedy: {
      zh: '请检查网络后重发;上传可从已收到之处继续',
      en: 'Check the line and send it again; an upload goes on behind what was received',
    },
  },
  413: {
    code: 'BODY_TOO_LARGE',
    message: {
      zh: `请求超过 ${GRAPHQL_BYTES_MAX / MIB} MiB`,
      en: `The request is over ${GRAPHQL_BYTES_MAX / MIB} MiB`,
    },
    remedy: {
      zh: '请分块发送,或用 PUT /uploads/{id} 流式上传',
      en: 'Send smaller chunks, or stream them to PUT /uploads/{id}',
    },
  },
  415: {
    code: 'CONTENT_TYPE_UNSUPPORTED',
    message: { zh: '不支持的内容类型或编码', en: 'Content type or encoding not supported' },
    remedy: {
      zh: 'GraphQL 用 application/json;上传用 application/x-ndjson 或其他已列格式,可不压缩,或以 gzip、br 压缩',
      en: 'application/json for GraphQL; application/x-ndjson or another listed format for uploads, plain or as gzip or br',
    },
  },
};
const INTERNAL: HttpRefusal = {
  code: 'INTERNAL',
  message: { zh: '内部错误', en: 'Internal error' },
  remedy: { zh: '请稍后重试,并向运维提供时间与编号', en: 'Try again later; tell the operator the time and the id' },
};

/** Where nothing speaks GraphQL, so that a refusal is the body itself. */
export const isPlainAddress = ({ url }: FastifyRequest): boolean =>
  ['/uploads', '/attachments', '/public', '/feeds'].some((address) => url.startsWith(address));

/** Body for an HTTP status, in the manner of the address that was asked. */
export function httpRefusalBody(request: FastifyRequest, status: number, id?: string): object {
  const refusal = REFUSALS[status] ?? INTERNAL;
  return refusalBody(request, { ...refusal, ...(id === undefined ? {} : { id }) });
}

export const toldBody = (
  request: FastifyRequest,
  { message, extensions: { http: _http, ...told } }: ToldError,
): object =>
  isPlainAddress(request) ? { refusal: { ...NO_PLACES, ...told } } : { errors: [{ message, extensions: told }] };

/** What an institution sends at once takes seconds to minutes. */
const RETRY_AFTER_SECONDS = 5;

/** For what is only a matter of time. */
export const askLater = (
  request: FastifyRequest,
  reply: FastifyReply,
  { error, status }: { readonly error: ToldError; readonly status: 429 | 503 },
): FastifyReply => reply.code(status).header('retry-after', RETRY_AFTER_SECONDS).send(toldBody(request, error));

const NO_PLACES = { places: [], placesTotal: 0, existingId: null };

function refusalBody(request: FastifyRequest, refusal: HttpRefusal): object {
  if (isPlainAddress(request)) return { refusal: { ...NO_PLACES, ...refusal } };
  const { zh, en } = refusal.message;
  return { errors: [{ message: `${zh} / ${en}`, extensions: refusal }] };
}

const UPLOAD_STATUS: Partial<Record<RefusalCode, number>> = {
  FORBIDDEN: 403,
  UPLOAD_NOT_FOUND: 404,
  CHUNK_TOO_LARGE: 413,
  BATCH_TOO_LARGE: 413,
  CHUNK_MALFORMED: 422,
  CHUNK_EMPTY: 422,
  CHUNK_NUMBER_INVALID: 422,
  UPLOAD_PART_TOO_SHORT: 422,
  UPLOAD_ABANDONED: 410,
  CONTENT_CORRUPT: 400,
  CONTENT_EXPANDS: 413,
  STORAGE_FULL: 507,
};
const CONFLICT = 409;
export const uploadStatusOf = (code: RefusalCode): number => UPLOAD_STATUS[code] ?? CONFLICT;
