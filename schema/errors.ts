import { GraphQLError } from 'graphql';
import { PAGE_ROWS_MAX } from '../src/app/limits';
import type { Bilingual } from '../src/domain/bilingual';

export type AbsenceReason = 'absent' | 'expired' | 'invalid';

interface Told {
  readonly code: string;
  readonly message: Bilingual;
  readonly remedy: Bilingual;
  readonly reason?: string;
}

/** An error that was meant for the caller; every other one is masked. `extensions` carry both languages. */
export class ToldError extends GraphQLError {
  constructor({ code, message, remedy, reason }: Told, status?: number) {
    super(`${message.zh} / ${message.en}`, {
      extensions: {
        code,
        ...(reason === undefined ? {} : { reason }),
        message,
        remedy,
        ...(status === undefined ? {} : { http: { status } }),
      },
    });
  }
}

const ABSENCES: { readonly [reason in AbsenceReason]: { readonly message: Bilingual; readonly remedy: Bilingual } } = {
  absent: {
    message: { zh: '请求没有携带访问令牌', en: 'The request carries no access token' },
    remedy: {
      zh: '请向 /oauth/token 申请令牌,并放入 Authorization: Bearer 请求头',
      en: 'Get a token from /oauth/token and send it as Authorization: Bearer',
    },
  },
  expired: {
    message: { zh: '访问令牌已过期', en: 'The access token has expired' },
    remedy: { zh: '请重新申请令牌后重发请求', en: 'Get a new token and send the request again' },
  },
  invalid: {
    message: { zh: '访问令牌无效', en: 'The access token is not valid' },
    remedy: { zh: '请核对令牌,或重新申请', en: 'Check the token, or get a new one' },
  },
};
const UNAUTHENTICATED_STATUS = 401;

export const unauthenticated = (reason: AbsenceReason): ToldError =>
  new ToldError({ code: 'UNAUTHENTICATED', reason, ...ABSENCES[reason] }, UNAUTHENTICATED_STATUS);

export const forbidden = (): ToldError =>
  new ToldError({
    code: 'FORBIDDEN',
    message: { zh: '当前身份无权执行此操作', en: 'This caller may not do this' },
    remedy: {
      zh: '请换用有权限的凭证,或联系主管部门',
      en: 'Use credentials of the role that may, or ask your regulator',
    },
  });

/** For what is not there and for what is not the caller's alike. */
export const notFound = (): ToldError =>
  new ToldError({
    code: 'NOT_FOUND',
    message: { zh: '没有找到', en: 'Not found' },
    remedy: {
      zh: '请核对编号;只能看到本机构或本辖区的数据',
      en: 'Check the id; a caller sees what belongs to its institution or territory only',
    },
  });

export const pageInvalid = (): ToldError =>
  new ToldError({
    code: 'PAGE_INVALID',
    message: { zh: `每页行数须为 1 至 ${PAGE_ROWS_MAX}`, en: `A page has 1 to ${PAGE_ROWS_MAX} rows` },
    remedy: { zh: '请调整 first,并用 endCursor 翻页', en: 'Change first, and turn pages with endCursor' },
  });

export const parameterUnknown = (known: readonly string[]): ToldError =>
  new ToldError({
    code: 'PARAMETER_UNKNOWN',
    message: { zh: '地址中有不认识的查询参数', en: 'A query parameter is not known' },
    remedy: { zh: `可用的参数:${known.join('、')}`, en: `Known are ${known.join(', ')}` },
  });

export const cursorInvalid = (): ToldError =>
  new ToldError({
    code: 'CURSOR_INVALID',
    message: { zh: '翻页位置不属于此列表', en: 'The cursor does not belong to this list' },
    remedy: { zh: '请使用同一列表上一页的 endCursor', en: 'Use the endCursor of the page before, of the same list' },
  });

export const tooManyStreams = (): ToldError =>
  new ToldError({
    code: 'TOO_MANY_STREAMS',
    message: { zh: '同时打开的订阅过多', en: 'Too many open streams' },
    remedy: { zh: '请先关闭其他订阅', en: 'Close another stream first' },
  });

/** An institution that sends more at once gains nothing: its chunks are checked one after the other anyway. */
export const tooManyUploads = (max: number): ToldError =>
  new ToldError({
    code: 'TOO_MANY_UPLOADS',
    message: {
      zh: `本机构同时进行的流式上传已达 ${max} 个`,
      en: `The institution has ${max} streamed uploads under way, which is the most`,
    },
    remedy: {
      zh: '请等其中一个结束,并按 Retry-After 稍后重发',
      en: 'Wait for one of them to end and send again after Retry-After',
    },
  });

export const hubBusy = (): ToldError =>
  new ToldError({
    code: 'HUB_BUSY',
    message: { zh: '系统正忙', en: 'The hub is busy' },
    remedy: { zh: '请按 Retry-After 稍后重发', en: 'Send again after Retry-After' },
  });

export const tooManyRootFields = (max: number): ToldError =>
  new ToldError({
    code: 'TOO_MANY_ROOT_FIELDS',
    message: {
      zh: `一次请求最多包含 ${max} 个查询或变更`,
      en: `One operation holds at most ${max} queries or mutations`,
    },
    remedy: { zh: '请拆分为多次请求', en: 'Split it into several requests' },
  });

export const packQuestionInvalid = (): ToldError =>
  new ToldError({
    code: 'PACK_QUESTION_INVALID',
    message: {
      zh: '区划须为六位代码,考试日期须为 YYYY-MM-DD',
      en: 'A region is a code of six digits, an exam date is YYYY-MM-DD',
    },
    remedy: { zh: '请更正 region 或 examDate', en: 'Mend region or examDate' },
  });

/** A verdict by fewer packs than are in force would be wrong, so there is none. */
export const packsUnusable = (): ToldError =>
  new ToldError({
    code: 'PACKS_UNUSABLE',
    message: { zh: '现行规则包无法使用', en: 'The rule packs in force cannot be used' },
    remedy: { zh: '请联系平台运维人员', en: 'Tell the operator of the hub' },
  });

/** Only its key opens it: the log names the key. */
export const sealedDataUnreadable = (): ToldError =>
  new ToldError({
    code: 'SEALED_DATA_UNREADABLE',
    message: { zh: '加密存储的数据无法读取', en: 'Data that are kept sealed cannot be read' },
    remedy: { zh: '请联系平台运维人员核对密钥文件', en: 'Tell the operator of the hub to look at the key file' },
  });

/** What is there, or the one answer for what is not. */
export function found<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw notFound();
  return thing;
}
