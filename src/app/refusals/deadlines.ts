/** zh, en, how to mend it in zh and en. */
export const DEADLINES_REFUSALS = {
  CALENDAR_INVALID: [
    '节假日安排有误,未保存',
    'The calendar is not valid; nothing was stored',
    '请按国务院办公厅通知更正所列日期',
    'Mend the days listed by the notice of the State Council',
  ],
  CALENDAR_NOT_FOUND: [
    '没有该节假日安排',
    'There is no such calendar',
    '请用 calendarYears 查询待确认的安排',
    'Ask calendarYears for what waits to be confirmed',
  ],
  CALENDAR_STATE_CONFLICT: [
    '该节假日安排已确认或已被新的安排替代',
    'The calendar was confirmed already, or another one took its place',
    '请用 calendarYears 查询该年度现行安排及待确认的安排',
    'Ask calendarYears for what stands for the year and what waits',
  ],
  NOTIFICATIONS_TOO_MANY: [
    '一次标记的通知过多,或编号无效',
    'Too many notifications at once, or an id that is none',
    '请分次标记,编号取自 notifications',
    'Mark them in several calls, with ids from notifications',
  ],
} as const;
