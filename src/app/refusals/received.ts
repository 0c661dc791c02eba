/** Refusals of what another hub hands up: zh, en, how to mend it in zh and en. */
export const RECEIVED_REFUSALS = {
  PARCEL_MALFORMED: [
    '包的内容不符合要求,全部未接收',
    'The parcel is not as it must be; nothing of it was taken',
    '请按所列位置核对;两端版本不同的,先升级上级枢纽',
    'Look at the places listed; of two releases the hub above is to be the newer',
  ],
  PARCEL_DIFFERS: [
    '该包编号已用于其他内容,原内容保持不变',
    'The parcel id is in use with other content; what was received stays',
    '同一编号只能重发同一内容',
    'Under one id only the same content may be sent again',
  ],
  CERTIFICATE_TAKEN: [
    '包中有证书版本此前已在另一包中接收,全部未接收',
    'A certificate version of the parcel was taken in another parcel; nothing of this one was taken',
    '请核对:是否有两个枢纽使用同一区划的接入身份',
    'Do two hubs come as the hub of one region?',
  ],
  INSTITUTION_DIFFERS: [
    '该机构编码在本枢纽属于另一机构',
    'The code of the institution is another one’s at this hub',
    '两枢纽的管理员应核对机构编码与统一社会信用代码',
    'The operators of the two hubs have to compare code and credit code of the institution',
  ],
  REGION_UNKNOWN: [
    '机构所在区划未在本枢纽登记,或不在该下级枢纽范围内',
    'The region of the institution is not registered at this hub, or lies outside the hub that hands it up',
    '请本枢纽管理员导入区划后重发',
    'Let the operator of this hub load the region, then send the parcel again',
  ],
  CERTIFICATE_OF_HUB: [
    '该证书由下级枢纽上交,更正、补发和作废须在该枢纽办理',
    'The certificate comes from another hub, where it is corrected, issued again and recalled',
    '请在发证机构所属的枢纽办理;结果会自动上交',
    'Ask at the hub of the institution; what comes of it is handed up by itself',
  ],
  PARCEL_NOT_FOUND: [
    '没有收到过该包',
    'No such parcel was received',
    '请核对包编号;只能看到本枢纽上交的包',
    'Check the parcel id; a hub sees what it handed up itself',
  ],
  HELD_QUESTION_INVALID: [
    '对账询问不符合要求',
    'The question is not as it must be',
    '前缀至多 22 个字符,长度为 1 至 22 且大于前缀长度',
    'A prefix has at most 22 characters, the length lies between 1 and 22 and is greater than the prefix’s',
  ],
  HELD_TOO_MANY: [
    '答复过长',
    'The answer would be too long',
    '请用更长的前缀或更短的长度询问',
    'Ask with a longer prefix, or for coarser ranges',
  ],
} as const;
