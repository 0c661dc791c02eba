/** What nothing could be made of, as people read it. */
import type { Bilingual } from '../../domain/bilingual';

const TITLES: Readonly<Record<string, Bilingual>> = {
  UNREADABLE_ANSWER: { zh: '答复无法读取', en: 'An answer cannot be read' },
  UNREADABLE_CODE: { zh: '拒绝原因不是代码', en: 'The reason of a refusal is no code' },
  UNKNOWN_CODE: { zh: '拒绝代码未在接收方文件中说明', en: 'The feeds file does not name the code of a refusal' },
  UNKNOWN_CERTIFICATE: { zh: '答复了从未报送的证书', en: 'An answer for a certificate that was never sent' },
  UNKNOWN_VERSION: { zh: '答复了未报送的版本', en: 'An answer for another version than was sent' },
  OTHER_PARCEL: { zh: '答复的证书在另一包中', en: 'An answer for a certificate of another parcel' },
  UNKNOWN_PARCEL: { zh: '答复了从未报送的包', en: 'Answers for a parcel that was never sent' },
  CHANGED_MIND: { zh: '前后答复矛盾,以先到者为准', en: 'An answer contradicts the one before, which stands' },
  HALF_FILE: { zh: '回执文件不完整', en: 'A receipt file is not whole' },
  TOO_LONG: { zh: '答复过长', en: 'Answers are longer than allowed' },
  NOT_JSON: { zh: '答复不是 JSON', en: 'An answer is no JSON' },
  HOST_KEY: { zh: '服务器主机密钥不符', en: 'The server shows another host key' },
  CHECKSUM: { zh: '写入内容回读不符', en: 'What was written reads back differently' },
  MISSHAPEN: { zh: '答复格式不符', en: 'An answer has another shape than it should' },
};

export const ODDITY_KINDS: readonly string[] = Object.keys(TITLES);

/** A kind that has no words here is told by its code. */
export const oddityTitle = (code: string): Bilingual => TITLES[code] ?? { zh: code, en: code };
