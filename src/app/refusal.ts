/**
 * A refusal is an expected answer: the caller can act on it. It is typed, bilingual and says how to mend it.
 * It never repeats a value that was sent, because values can be personal data.
 */
import type { Bilingual } from '../domain/bilingual';
import type { Place } from '../domain/intake/place';

export type { Place };

const TEXTS = {
  FORBIDDEN: [
    '当前身份无权执行此操作',
    'This caller may not do this',
    '请换用有权限的凭证,或联系主管部门',
    'Use credentials of the role that may, or ask your regulator',
  ],
  UPLOAD_NOT_FOUND: [
    '没有找到该上传',
    'No such upload',
    '请核对上传编号;只能看到本机构的上传',
    'Check the upload id; an institution sees its own uploads only',
  ],
  BATCH_NOT_FOUND: [
    '没有找到该批次',
    'No such batch',
    '请核对批次编号;只能看到本机构或本辖区的批次',
    'Check the batch id; a caller sees the batches of its institution or territory only',
  ],
  PLAN_UNKNOWN: [
    '本机构没有此编号的认定计划',
    'The institution has no plan of this number',
    '请核对计划编号,或先报送认定计划',
    'Check planNo, or file the plan first',
  ],
  HEADER_INVALID: [
    '批次表头不符合要求',
    'The batch header is not valid',
    '请按所列位置更正后重新开启上传',
    'Mend the places listed and open the upload again',
  ],
  CLIENT_BATCH_NO_USED: [
    '该机构批次号已用于其他内容',
    'This client batch number was used with other content',
    '同一内容请沿用原表头;新内容请使用新的批次号',
    'Send the same header to continue that upload, or choose a new number for new content',
  ],
  CHUNK_NUMBER_INVALID: [
    '分块号超出范围',
    'Chunk number out of range',
    '分块号从 1 开始连续编号',
    'Number chunks from 1 without gaps',
  ],
  CHUNK_DIFFERS: [
    '该分块号已收到不同的内容',
    'This chunk number was received with other bytes',
    '原内容保持不变;如需更正请开启新的上传',
    'What was received stays; open a new upload to send other content',
  ],
  CHUNK_EMPTY: ['分块中没有记录', 'The chunk holds no record', '请至少发送一条记录', 'Send at least one record'],
  CHUNK_TOO_LARGE: [
    '分块超过上限',
    'The chunk is over the limit',
    '请拆分为更小的分块后重发',
    'Split it into smaller chunks and send them again',
  ],
  CHUNK_MALFORMED: [
    '分块中有无法读取的内容,整块未保存',
    'The chunk holds content that cannot be read; none of it was stored',
    '请更正所列各行后重发整块',
    'Mend the lines listed and send the whole chunk again',
  ],
  DIGEST_MISMATCH: [
    '摘要与收到的内容不一致',
    'The digest differs from what was received',
    '请核对各分块的摘要,重发缺失或不同的分块后再封存',
    'Compare the chunk digests, send what is missing, then seal again',
  ],
  COUNT_MISMATCH: [
    '记录数或分块数与收到的不一致',
    'The counts differ from what was received',
    '请核对已收到的分块,补发后再封存',
    'Look at the chunks received, send what is missing, then seal again',
  ],
  MANIFEST_INVALID: [
    '封存清单不符合要求',
    'The manifest is not valid',
    '请按所列位置更正后重新封存',
    'Mend the places listed and seal again',
  ],
  BATCH_TOO_LARGE: [
    '批次超过记录数上限',
    'The batch is over the record limit',
    '请拆分为多个批次',
    'Split it into several batches',
  ],
  FINDINGS_TOO_MANY: [
    '问题过多,无法一次答复',
    'There are more findings than one answer holds',
    '请减少记录后重试,或用 certhub check 在本地检查',
    'Send fewer records at a time, or check them with certhub check',
  ],
  UPLOAD_SEALED: [
    '上传已封存,内容不再改变',
    'The upload is sealed; its content never changes',
    '更正请开启新的上传,并注明 resubmissionOf',
    'To mend it open a new upload that names this one in resubmissionOf',
  ],
  CONTENT_DUPLICATE: [
    '相同内容此前已报送,未重复保存',
    'The same content was sent before; nothing was stored again',
    '请查看原批次的状态',
    'Look at the original batch',
  ],
  STATE_CONFLICT: [
    '批次当前状态不允许此操作',
    'The batch is not in a state that allows this',
    '请刷新批次状态后再操作',
    'Read the batch again before acting',
  ],
  NOTHING_TO_APPROVE: [
    '该批次没有可通过的记录',
    'No record of the batch passes, so there is nothing to approve',
    '记录均待说明或已退回;请说明理由后退回该批次',
    'All its records are held or returned: return the batch with a reason',
  ],
  FOUR_EYES: [
    '同一人不得办理同一事项的两个环节',
    'One person may not take two steps of the same matter',
    '请由另一名工作人员办理',
    'Let a second person decide',
  ],
  DELIVERY_NOT_FOUND: [
    '没有找到该报送任务',
    'No such delivery',
    '请核对报送编号;只能看到本辖区批次的报送',
    'Check the delivery id; a caller sees the deliveries of its territory only',
  ],
  DELIVERY_NOT_GIVEN_UP: [
    '该报送任务未被放弃,无需重新报送',
    'The delivery was not given up',
    '请查看其当前状态;待报送的任务会自动重试',
    'Look at its state; what is due is tried again by itself',
  ],
  REASON_MISSING: ['退回或不予认可须说明理由', 'A return and a refusal need a reason', '请填写理由', 'Give the reason'],
  DECLARATIONS_INVALID: [
    '说明不符合要求,全部未保存',
    'The declarations are not valid; none of them was stored',
    '请更正所列位置后重发',
    'Mend the places listed and send again',
  ],
  DECLARATION_NOT_FOUND: [
    '该批次没有这样的说明',
    'The batch has no such declaration',
    '请查看该批次的说明列表',
    'Look at the declarations of the batch',
  ],
  PACK_INVALID: [
    '规则包不符合要求,未保存',
    'The rule pack is not valid; nothing was stored',
    '请更正所列问题后重新提交',
    'Mend the problems listed and send it again',
  ],
  PACK_NOT_FOUND: [
    '没有找到该规则包',
    'No such rule pack',
    '请核对规则包编号;草案只在其所属辖区内可见',
    'Check the pack id; a draft is seen inside its own territory only',
  ],
  PACK_NAME_USED: [
    '该地区已有同一版本的规则包',
    'The jurisdiction has a pack of this version already',
    '请使用新的版本日期',
    'Choose another version date',
  ],
  PACK_DRAFTS_TOO_MANY: [
    '该区划待审定的草案过多',
    'Too many drafts of the region wait for a decision',
    '请先审定或撤回已有草案',
    'Approve or withdraw some of them first',
  ],
  PACK_STATE_CONFLICT: [
    '规则包当前状态不允许此操作',
    'The rule pack is not in a state that allows this',
    '请刷新规则包状态后再操作',
    'Read the pack again before acting',
  ],
  PACK_ACTIVATION_PAST: [
    '生效时刻早于现在',
    'The activation lies in the past',
    '请选择将来的时刻,或留空以立即生效',
    'Choose a moment to come, or leave it out to activate the pack at once',
  ],
  PACKS_UNUSABLE: [
    '现行规则包无法使用,暂停封存',
    'The rule packs in force cannot be used; no batch is sealed for now',
    '请联系平台运维人员;已上传的内容不受影响,稍后再封存',
    'Tell the operator of the hub; what was uploaded stays, seal it later',
  ],
  TRIAL_DAYS_INVALID: [
    '试算天数超出范围',
    'The number of days is out of range',
    '请填写 1 至 366 的天数',
    'Give 1 to 366 days',
  ],
  CLIENT_INVALID: [
    '客户端信息不符合要求',
    'The client is not valid',
    '机构客户端须填机构编码;省、市客户端须填区划代码;部级与运维客户端两项均不填',
    'An INSTITUTION needs institutionCode; CITY and PROVINCE need regionCode; NATION and OPERATOR need neither',
  ],
  REGISTRY_TOO_LARGE: [
    '辖区内待检查的登记事项过多',
    'Too much of the registry would have to be looked at',
    '请用 regionCode 或 institutionCode 缩小范围',
    'Narrow it by regionCode or institutionCode',
  ],
  REGISTRY_INVALID: [
    '登记数据有误,全部未保存',
    'The registry document has faults; none of it was stored',
    '请更正所列位置后重新导入',
    'Mend the places listed and import again',
  ],
} as const;

export type RefusalCode = keyof typeof TEXTS;
export const REFUSAL_CODES = Object.keys(TEXTS) as readonly RefusalCode[];

export interface Refusal {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  readonly message: Bilingual;
  readonly remedy: Bilingual;
  readonly places: readonly Place[];
  /** How many places are at fault in all; `places` holds the first `PLACES_MAX`. */
  readonly placesTotal: number;
  /** The upload or batch that already stands, where there is one. */
  readonly existingId: string | null;
}

export const PLACES_MAX = 50;

export function refuse(
  code: RefusalCode,
  more: { places?: readonly Place[]; placesTotal?: number; existingId?: string } = {},
): Refusal {
  const [zh, en, remedyZh, remedyEn] = TEXTS[code];
  const places = more.places ?? [];
  return {
    kind: 'refused',
    code,
    message: { zh, en },
    remedy: { zh: remedyZh, en: remedyEn },
    places: places.slice(0, PLACES_MAX),
    placesTotal: more.placesTotal ?? places.length,
    existingId: more.existingId ?? null,
  };
}
