import { CODING_RULE, DATA_DUTY } from '../documents';
import { defineHubRule, fault } from '../rule';

/** Also said at the approval, which looks once more. */
export const NUMBER_TAKEN = fault('/certificateNo', {
  zh: '该证书编号已被一张证书使用;作废或换发的编号也不再使用。',
  en: 'A certificate carries this number; a revoked or replaced one is not given again either.',
});

export const numberAlreadyUsed = defineHubRule({
  code: 'AUT-010',
  dimension: 'authenticity',
  severity: 'error',
  title: { zh: '证书编号重复', en: 'Certificate number already used' },
  about: {
    zh: '证书编号在本批中重复，或已被枢纽中一张证书使用（含已作废、已换发的）时提出。批内重复在任何地方都能发现，后一种只能在枢纽判断。',
    en: 'Speaks when a certificate number stands twice in the batch or is carried by a certificate in the hub, a revoked or replaced one included. The first half is found everywhere, the second by the hub alone.',
  },
  mend: {
    zh: '核对编号登记簿，给该记录换用未使用过的序列码；要更正已发证书的，走证书更正，不要重新报送同一编号。',
    en: 'Look into your ledger of numbers and give the record a serial that was never used; to correct a certificate that was issued, correct it, and do not send its number again.',
  },
  basis: [CODING_RULE, DATA_DUTY],
  parameters: [],
  check: (_claim, { numberIsGiven, repeatsLine }) => {
    if (repeatsLine !== undefined) {
      return fault('/certificateNo', {
        zh: `证书编号与第 ${repeatsLine} 行重复。`,
        en: `The certificate number repeats that of line ${repeatsLine}.`,
      });
    }
    return numberIsGiven ? NUMBER_TAKEN : undefined;
  },
});
