/** zh, en, how to mend it in zh and en. */
export const TALLY_REPORTS_REFUSALS = {
  TALLY_FEED_NOT_FOUND: [
    '没有这个接收统计汇总的接收方',
    'No feed of this name takes tallies',
    '请核对接收方名称,以及配置文件中该接收方的 cargo 是否为 tallies',
    'Check the name, and whether the feeds file says cargo tallies of it',
  ],
  TALLY_REPORT_NOT_FOUND: [
    '没有找到该统计报送',
    'No such report of tallies',
    '请核对编号;只能看到区划在本辖区内的接收方的统计报送',
    'Check the id; a caller sees reports of feeds whose region lies in its territory',
  ],
  TALLY_REPORT_NOT_RESENDABLE: [
    '该统计报送无需重新报送:未被拒绝或放弃,或已有更新的修订',
    'The report was neither refused nor given up, or a newer revision stands in its place',
    '请查看其当前状态;待报送的会自动重试,有新修订的请看新修订',
    'Look at its state; what is due is tried again by itself, and of a period the newest revision counts',
  ],
} as const;
