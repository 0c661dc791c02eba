/** Refusals about feeds and deliveries: what, in both languages, and how to mend it. */
export const FORWARDING_REFUSALS = {
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
  FEED_NOT_FOUND: [
    '没有这样的接收方',
    'No such feed',
    '请核对接收方名称;名称见接收方配置文件',
    'Check the name; the feeds file holds the names',
  ],
  FEED_NOT_CONFIGURED: [
    '接收方配置文件中没有该接收方',
    'The feeds file of this process lacks the feed',
    '请在 CERTHUB_FEEDS_FILE 中配置该接收方后重试',
    'Put the feed into CERTHUB_FEEDS_FILE, then try again',
  ],
  FEED_REASON_MISSING: [
    '暂停接收方须说明理由',
    'A pause of a feed needs a reason',
    '请填写理由,其中不得出现证件号码或手机号码',
    'Give the reason, without a document number or a mobile number of a person',
  ],
} as const;
