/** zh, en, how to mend it in zh and en. */
export const PUBLICATIONS_REFUSALS = {
  SITE_SERIALS_EXHAUSTED: [
    '站点序列码已用完',
    'The site serials of the range are used up',
    '请由省级主管部门在规则包中扩大序列码范围',
    'The province widens the range in its pack',
  ],
  FILING_OVERLAPS: [
    '与现有备案的职业、工种、等级、站点和期限重叠',
    'Occupation, work type, level, site and term overlap those of a filing that stands',
    '请退回申请,删去重叠的项目,或等现有备案到期、终止后再办理',
    'Return the application to have the item left out, or wait until the standing filing has ended',
  ],
  FILING_TERM_INVALID: [
    '备案期限不成立',
    'The term of the filing does not hold',
    '请按所列位置核对起止日期和所选备案',
    'Check the days and the filings named at the places listed',
  ],
  FILING_NOT_FOUND: [
    '没有找到可办理的备案',
    'No filing to which this applies',
    '请核对备案编号和状态;只能办理本机构、本辖区内有效的备案',
    'Check ids and states of the filings: they must be in force, of the institution and of this territory',
  ],
  FILING_EXERCISED: [
    '已开展过认定的职业不能在续期时取消',
    'An occupation that was exercised cannot be dropped at the renewal',
    '请只取消从未开展认定的备案;其他情形请办理终止或撤销',
    'Drop only filings by which nobody was certified; the others are terminated or revoked',
  ],
  APPLICATION_NOT_ENACTABLE: [
    '申请内容不能写入登记',
    'The application cannot be turned into registry data',
    '请退回申请人按所列位置修改后重新提交',
    'Return it to the applicant, to be mended at the places listed',
  ],
  PUBLICATION_NOT_DUE: [
    '未到公布月份',
    'It is not the month of publication',
    '请在所列日期起办理公布',
    'Publish from the day listed on',
  ],
  PUBLICATION_EMPTY: [
    '没有待公布的申请',
    'Nothing waits for publication',
    '请先完成备案审批;已公布的申请不再列出',
    'Approve applications first; what is published is not listed any more',
  ],
  PUBLICATION_TOO_LARGE: [
    '一次公布的申请过多',
    'Too many applications for one publication',
    '请分批指定申请编号办理',
    'Name the applications and publish them in several goes',
  ],
  PUBLICATION_CHANGED: [
    '待公布内容与确认的摘要不一致',
    'What waits for publication differs from the digest that was confirmed',
    '请重新读取公布草案,核对后以新摘要确认',
    'Read the draft of the publication again and confirm its new digest',
  ],
  MEASURE_INVALID: ['处理措施不完整', 'The measure is incomplete', '请按所列位置补正', 'Mend it at the places listed'],
  MEASURE_NOT_FOUND: [
    '没有找到该处理措施',
    'No such measure',
    '请核对编号;只能办理本辖区的处理措施',
    'Check the id; a regulator handles measures of its territory only',
  ],
  MEASURE_ABOVE_OFFICE: [
    '按规则包该措施由省级决定,或该措施由省级提出,须由省级决定',
    'By the pack such a measure is the province’s, or the province proposed it: the province decides',
    '请由省级主管部门另一名工作人员办理',
    'Let somebody else at the province decide it',
  ],
  MEASURE_STATE_CONFLICT: [
    '该处理措施已有结果,或已有同类提议',
    'The measure is decided already, or another one like it is proposed',
    '请查看所列处理措施的当前状态',
    'Look at the present state of the measure listed',
  ],
  MEASURE_DOES_NOT_FIT: [
    '处理措施与备案当前状态不符',
    'The measure does not fit the present state of a filing',
    '只能暂停有效备案、恢复已暂停的备案、撤销有效或已暂停的备案',
    'Suspend what is in force, resume what is suspended, revoke what is in force or suspended',
  ],
} as const;
