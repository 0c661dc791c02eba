/** zh, en, how to mend it in zh and en. */
export const REVIEW_REFUSALS = {
  SUMMARY_CHANGED: [
    '汇总内容已变化,未作任何决定',
    'The summary has changed; nothing was decided',
    '请重新查看汇总后再确认',
    'Read the summary again and confirm that one',
  ],
  REVIEW_BATCHES_INVALID: [
    '一次所选批次过多或没有可选批次',
    'Too many batches at a time, or none',
    '请按限额分次办理,或调整筛选条件',
    'Choose fewer at a time, or another filter',
  ],
  REVIEW_NOT_REACHED: [
    '本次批量审核已达时限,该批次尚未办理',
    'The bulk approval reached its time limit before this batch',
    '请重新查看汇总,再确认余下批次',
    'Read the summary of those that are left and confirm it',
  ],
  REVIEWER_UNKNOWN: [
    '没有该审核人员,或其不属于本单位同一环节',
    'No such reviewer at this office and step',
    '请指定本单位同一环节的有效客户端',
    'Name an active client of the same office and step',
  ],
  RECORDS_RETURN_INVALID: [
    '退回记录的填写不符合要求,全部未退回',
    'The list of records is not valid; none was returned',
    '请更正所列位置后重发',
    'Mend the places listed and send again',
  ],
  RECORDS_NOT_RETURNABLE: [
    '所列记录不存在或已退回,全部未退回',
    'Some of the records do not exist or are returned already; none was returned',
    '请去掉所列行号后重发',
    'Leave out the lines listed and send again',
  ],
  CHANGES_INVALID: [
    '更正内容不符合要求,未生成批次',
    'The changes are not valid; no batch was made',
    '请更正所列位置后重发',
    'Mend the places listed and send again',
  ],
  RESUBMISSION_TOO_LARGE: [
    '原批次记录过多,不能只报送更正部分',
    'The batch is too large to send only its changes',
    '请将更正后的全部内容以流式上传报送,并注明原批次',
    'Stream the whole mended content, and name the batch it mends',
  ],
} as const;
