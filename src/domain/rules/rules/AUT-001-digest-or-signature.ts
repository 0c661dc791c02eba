import { DATA_DUTY } from '../documents';
import { defineBatchRule, fault } from '../rule';

const FORGED = fault('', {
  zh: '封存清单的摘要或签名与收到的分块不符。',
  en: 'The digest or the signature of the sealing manifest does not fit the chunks that were received.',
});

/** An unsigned batch is none of its affair; a key that is unknown or not in force is SEC-001's. */
export const digestOrSignature = defineBatchRule({
  code: 'AUT-001',
  dimension: 'authenticity',
  severity: 'error',
  title: { zh: '批次摘要或签名不符', en: 'Batch digest or signature does not verify' },
  about: {
    zh: '对已签名的批次：收到的全部分块与签名清单的摘要不一致，或用机构登记的公钥验签不通过。未签名的批次不检查；只在枢纽中判断。',
    en: 'For a signed batch: the digest over the received chunks differs from that of the signed manifest, or the signature does not verify with the registered key. An unsigned batch is not judged; only the hub can tell.',
  },
  mend: {
    zh: '用登记的私钥对封存清单重新签名，按原文件重新上传并封存为新批次。',
    en: 'Sign the sealing manifest again with the private key of the registered key, and upload the original file as a new batch.',
  },
  basis: [DATA_DUTY],
  parameters: [],
  judgesBy: 'HUB',
  check: (_facts, { hub }) => (hub?.signature?.verifies === false ? FORGED : undefined),
});
