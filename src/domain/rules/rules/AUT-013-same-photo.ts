import { DATA_DUTY } from '../documents';
import { defineHubRule, fault } from '../rule';

const SHARED = fault('/photoDigest', {
  zh: '另一人的记录带有同一照片摘要。',
  en: 'A record of another person carries the same photo digest.',
});

export const samePhoto = defineHubRule({
  code: 'AUT-013',
  dimension: 'authenticity',
  severity: 'signal',
  title: { zh: '照片雷同', en: 'Same photo for different persons' },
  about: {
    zh: '照片摘要与另一证件号的记录（本批次或其他批次，未被退回）相同。没有照片摘要的记录不检查。',
    en: 'The photo digest equals that of a record of another document number, in this batch or another one and not returned. A record without a photo digest is not judged.',
  },
  mend: {
    zh: '核对两人照片，更换错放的照片后重新上传；仅提示监管部门，不影响结论。',
    en: 'Compare the photos and replace the one that was put in the wrong place. The finding is for the regulator and holds nothing up.',
  },
  basis: [DATA_DUTY],
  parameters: [],
  check: (_claim, { photoHasOtherPerson }) => (photoHasOtherPerson ? SHARED : undefined),
});
