import { touches } from '../../reference/snapshot';
import type { Bilingual } from '../../bilingual';
import type { HubFacts } from '../batch-context';
import { DATA_DUTY } from '../documents';
import { defineBatchRule, fault } from '../rule';

const UNKNOWN: Bilingual = { zh: '签名密钥未登记。', en: 'The signing key is not registered.' };
const EARLY: Bilingual = { zh: '签名时密钥尚未生效。', en: 'On the day of signing the key was not yet valid.' };
const EXPIRED: Bilingual = { zh: '签名时密钥已过期。', en: 'On the day of signing the key had expired.' };
const REVOKED: Bilingual = { zh: '签名时密钥已撤销。', en: 'On the day of signing the key had been revoked.' };

function problemOf({ key, signedOn }: NonNullable<HubFacts['signature']>): Bilingual | undefined {
  if (key === undefined) return UNKNOWN;
  if (key.revokedOn !== null && key.revokedOn <= signedOn) return REVOKED;
  if (touches(key, signedOn)) return undefined;
  return signedOn < key.from ? EARLY : EXPIRED;
}

export const signingKeyNotInForce = defineBatchRule({
  code: 'SEC-001',
  dimension: 'security',
  severity: 'error',
  title: { zh: '签名密钥失效', en: 'Signing key not in force' },
  about: {
    zh: '签署封存清单的密钥在签名当日未登记、未生效、已过期或已撤销。清单不写签名日期，以封存日为准；未签名的批次不检查；只在枢纽中判断。',
    en: 'On the day of signing the key of the sealing manifest is unknown, not yet valid, expired or revoked. The manifest carries no date, so the day of the seal counts. An unsigned batch is not judged; only the hub can tell.',
  },
  mend: {
    zh: '向主管部门登记有效的签名公钥，用对应私钥重新签名并重新上传。',
    en: 'Register a key in force with the regulator, sign with its private key and upload again.',
  },
  basis: [DATA_DUTY],
  parameters: [],
  judgesBy: 'HUB',
  check: (_facts, { hub }) => {
    const problem = hub?.signature === undefined ? undefined : problemOf(hub.signature);
    return problem === undefined ? undefined : fault('', problem);
  },
});
