/** zh, en, how to mend it in zh and en. */
export const REGISTRY_HISTORY_REFUSALS = {
  BYLAW_BEFORE_FILING: [
    '尚未备案的单位不公开管理办法',
    'Bylaws are published by institutions of the register',
    '请在备案公布之后再公开',
    'Publish them once the filing is published',
  ],
  BYLAW_NOT_FOUND: [
    '没有此项公开中的管理办法',
    'No such bylaw is published',
    '可能已被后一份取代或已撤下,请查询机构现行公开的办法(bylaws)',
    'Another may have taken its place, or it was taken down: ask for those that stand (bylaws)',
  ],
  BYLAW_TYPE_UNSUPPORTED: [
    '公开的管理办法须为 PDF 或 OFD 文件',
    'A bylaw is published as PDF or OFD',
    '请转换格式,重新上传后公开',
    'Convert the file, send it again and publish that one',
  ],
  CATALOGUE_INVALID: [
    '职业目录文件有误,全部未保存',
    'The catalogue file has faults; none of it was stored',
    '请更正所列行后重新导入',
    'Mend the lines listed and import again',
  ],
  CATALOGUE_TERM_CONFLICT: [
    '该版本与现有目录的版本或期限冲突',
    'The edition is at odds with the editions or terms of the catalogue',
    '请按所列项调整版本名称或期限后重新导入',
    'Change the name or the term as listed and import again',
  ],
  CATALOGUE_DRAFT_NOT_FOUND: [
    '没有此目录草案',
    'There is no such draft of the catalogue',
    '请先导入目录文件,再按差异报告的摘要应用',
    'Import the file first, then apply it by the digest of its report',
  ],
  CATALOGUE_CHANGED: [
    '差异报告的摘要不符,或出具报告后目录已变动',
    'Not the digest of the report, or the catalogue changed since the report was made',
    '请重新导入文件,阅读新的差异报告后再应用',
    'Import the file again, read the new report and apply that',
  ],
  CATALOGUE_APPLIED_ALREADY: [
    '该目录草案已由他人应用',
    'Somebody else applied this draft of the catalogue',
    '无需再次操作;可查询目录草案了解应用人与时间',
    'Nothing is left to do; the draft says who applied it and when',
  ],
  REGISTRY_DAY_INVALID: [
    '日期有误',
    'Not a day of the calendar',
    '请按 YYYY-MM-DD 填写真实日期',
    'Give a real date of the form YYYY-MM-DD',
  ],
  REGISTRY_NOT_KNOWN_YET: [
    '所问时刻在将来',
    'The moment lies in the future',
    '请改为不晚于现在的时刻',
    'Ask for a moment that is not later than now',
  ],
  REGISTRY_NOT_KNOWN_THEN: [
    '平台在该时刻尚无此项登记的记录',
    'The hub has no record of what it knew of this at that moment',
    '请改问所列时刻及以后;更早的情况请查阅纸质档案',
    'Ask for the moment listed or a later one; for earlier times see the files on paper',
  ],
  DIRECTORY_QUESTION_INVALID: [
    '查询条件有误',
    'The question to the directory has faults',
    '请按所列项更正后重新查询',
    'Mend what is listed and ask again',
  ],
} as const;
