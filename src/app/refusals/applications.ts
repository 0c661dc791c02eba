/** zh, en, how to mend it in zh and en. */
export const APPLICATIONS_REFUSALS = {
  APPLICATION_NOT_FOUND: [
    '没有找到该申请',
    'No such application',
    '请核对申请编号;只能看到本机构或本辖区的申请',
    'Check the application id; a caller sees those of its institution or territory only',
  ],
  APPLICATION_INVALID: [
    '申请内容不符合要求',
    'The application is not valid',
    '请按所列位置逐项更正后重新提交',
    'Mend the places listed and send it again',
  ],
  APPLICANT_UNKNOWN: [
    '没有找到申请单位',
    'No such applicant',
    '首次备案请按 FILING 申请并填写申请单位;其他申请须由已登记的机构提出',
    'A first filing (FILING) names the applicant; every other application comes from an institution of the register',
  ],
  APPLICANT_FILED: [
    '该机构已有有效备案,不再按首次备案(FILING)申请',
    'The institution is filed already; it does not apply for a first filing (FILING) again',
    '增加职业、等级用 SCOPE_CHANGE,增加站点用 SITE,到期延续用 RENEWAL;须重新备案的,先以 TERMINATION 终止原备案',
    'SCOPE_CHANGE adds occupations and levels, SITE adds sites, RENEWAL goes on after the term; to file anew, end the old filings first (TERMINATION)',
  ],
  APPLICANT_BARRED: [
    '申请单位在不得申报的期限内',
    'The applicant is barred from applying',
    '请在所列期限届满后再申请',
    'Apply again after the last day listed',
  ],
  APPLICATIONS_TOO_MANY: [
    '该单位办理中的申请过多',
    'The applicant has too many applications under way',
    '请先办结或撤回原有申请',
    'Finish or withdraw some of them first',
  ],
  APPLICATION_REVISION_CONFLICT: [
    '申请内容已被他人修改',
    'The content has changed meanwhile',
    '请读取最新内容和版本号后重新保存',
    'Read the content with its present revision and save again',
  ],
  APPLICATION_STATE_CONFLICT: [
    '申请已不在所述环节,可能已由他人办理',
    'The application has left that step; somebody else may have decided it meanwhile',
    '请查看所列情况并刷新后再操作',
    'Look at what is listed, read the application again, then act',
  ],
  APPLICATION_ELSEWHERE: [
    '该环节由其他机关办理',
    'Another office decides this step',
    '请待申请到达本机关后再办理',
    'Wait until the application comes to your office',
  ],
  OPINION_MISSING: [
    '初审、评估须写明意见,公示须写明有无异议',
    'A review and an assessment need an opinion, a notice a word on objections',
    '请填写意见后再办理;公示无异议的写明“公示无异议”',
    'Give the opinion; of a notice without objections say so',
  ],
  ROUTE_UNKNOWN: [
    '现行规则包中没有该申请的办理路径',
    'The packs in force know no route for this application',
    '请核对机构类型、院校类型和隶属关系;登记中缺少隶属关系的,请先由主管部门补登',
    'Check kind, school type and ownership; where the register does not say whose the institution is, have it entered first',
  ],
  FILING_NOTICE_RUNNING: [
    '拟备案公示尚未期满',
    'The notice to the public still runs',
    '请在公示最后一日之后办理',
    'Pass the step after the last day of the notice',
  ],
  FILING_OBJECTION_UNTIMELY: [
    '该异议不是在拟备案公示期内收到的',
    'The objection was not received while the filing was shown',
    '只登记公示期内收到、且公示环节尚未办结的异议;其他情况请按投诉举报处理',
    'Write down what came in on a day of the notice, before the notice is passed; all else is a complaint',
  ],
  FILING_OBJECTIONS_OPEN: [
    '拟备案公示尚有未答复的异议',
    'Objections to the proposed filing are not answered yet',
    '请由登记人以外的人逐件答复所列异议后再办理',
    'Have each objection listed answered by another person than wrote it down',
  ],
  FILING_OBJECTION_UPHELD: [
    '对拟备案的异议成立,公示不能通过',
    'An objection to the proposed filing was upheld: the notice cannot be passed',
    '请退回申请单位修改,或不予核准',
    'Return the application to be mended, or refuse it',
  ],
  FILING_CALENDAR_UNPUBLISHED: [
    '公示期跨入尚未公布放假安排的年份,无法计算工作日',
    'The notice would run into a year whose calendar of working days is not published',
    '请先发布该年度的放假安排(规则包 calendar 或日历维护),再办理',
    'Publish the calendar of that year first (parameter `calendar` of a pack, or the calendar by hand)',
  ],
} as const;
