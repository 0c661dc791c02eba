/** zh, en, how to mend it in zh and en. */
export const PLANS_REFUSALS = {
  PLAN_NOT_FOUND: [
    '没有找到该认定计划',
    'No such plan',
    '请核对计划编号;只能看到本机构或本辖区的计划',
    'Check planNo; a caller sees the plans of its institution or territory only',
  ],
  PLAN_INVALID: [
    '认定计划不符合要求',
    'The plan is not in order',
    '请按所列位置更正后重新报送;审批时出现的,可退回机构更正',
    'Mend the places listed and file again; at an approval, return the plan to the institution',
  ],
  PLAN_TOO_LATE: [
    '认定计划报送不足提前期',
    'The plan is filed too late before the exam',
    '请把考试改到所列日期或以后再报送',
    'Move the exam to the day named or later and file again',
  ],
  CALENDAR_UNPUBLISHED: [
    '所需年份的放假安排尚未公布,工作日无法计算',
    'The calendar of a year in question is not published, so working days cannot be counted',
    '待国务院办公厅公布、主管部门录入日历后重新报送,或把考试改到已公布的年份',
    'File again once the State Council has published it and the regulator has entered it, or move the exam to a published year',
  ],
  PLAN_NO_TAKEN: [
    '该计划编号已被使用',
    'This plan number is taken',
    '请换用新的编号,或不填编号由平台编号;更正已报送的计划请用 changePlan',
    'Choose a new number or leave it to the hub; to mend a plan that was filed, use changePlan',
  ],
  PLAN_STATE_CONFLICT: [
    '计划的状态或修订号已变化,本次操作未生效',
    'The plan has moved on meanwhile; nothing was done',
    '请查看计划的当前状态和修订号后再操作',
    'Look at the present state and revision of the plan, then act',
  ],
  PLAN_IN_USE: [
    '计划已有成绩或证书数据',
    'Results or certificate data exist for this plan',
    '已有数据的计划不能变更或取消;确需作废的,请向主管部门申请作废',
    'Such a plan is neither changed nor cancelled; ask the regulator to void it where that is needed',
  ],
  STAFF_NOT_FOUND: [
    '没有找到该人员或申请',
    'No such person or proposal',
    '请核对编号;只能看到本机构、本辖区的人员',
    'Check the id; a caller sees the people of its institution or territory only',
  ],
  STAFF_INVALID: [
    '人员登记不符合要求',
    'What is said of the person is not in order',
    '请按所列位置更正后重新提交',
    'Mend the places listed and send it again',
  ],
  STAFF_PROPOSAL_OPEN: [
    '该人员已有待确认的申请',
    'A proposal for this person waits already',
    '请待主管部门确认或不予确认后再提交',
    'Wait until the regulator has confirmed or dismissed it',
  ],
  STAFF_CERTIFICATE_USED: [
    '该证卡编号已登记在另一人员名下,聘期重叠',
    'This certificate is registered for another person in an overlapping term',
    '请核对证卡编号;同一人员请沿用原编号办理续聘',
    'Check the certificate; for the same person, renew under the id that stands',
  ],
  STAFF_STATE_CONFLICT: [
    '该申请已办结或状态已变化,本次操作未生效',
    'The proposal has been decided meanwhile; nothing was done',
    '请查看人员的当前状态后再操作',
    'Look at the present state of the person, then act',
  ],
  STAFF_BAR_OVER: [
    '禁止期已届满,无须解除',
    'The bar is over already: nothing is left to lift',
    '无须再办理;解除的提议仍待确认的,请不予确认',
    'Nothing is to be done; dismiss a proposal to lift it that still waits',
  ],
  STAFF_BAR_OVERLAPS: [
    '禁止期与该人员已有的禁止期重叠或首尾颠倒',
    'The term overlaps with another bar of the person, or runs backwards',
    '请调整起止日期,或先解除原禁止期',
    'Change the days, or lift the bar that stands first',
  ],
} as const;
