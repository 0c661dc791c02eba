import { hunan, innerMongolia, panzhihua, sichuan } from '../documents';
import { holdsAt } from '../filing-state';
import { defineExamRule, fault } from '../rule';

const PATH = '/basis';
const NORM = 'EVALUATION_NORM';
const NORM_NOT_FILED = fault(PATH, {
  zh: '备案的认定依据不含评价规范。',
  en: 'The filing does not name an evaluation norm as a basis.',
});

export const basisNotAllowed = defineExamRule({
  code: 'CMP-022',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '认定依据不合规', en: 'Basis not allowed' },
  about: {
    zh: '认定依据不在规则包允许该类机构使用的范围内，或以评价规范为依据而覆盖该记录的备案未列评价规范时提出。',
    en: 'Speaks when the pack does not let this kind of institution use the basis, or when the basis is an evaluation norm that no filing covering the record names.',
  },
  mend: {
    zh: '核对认定依据；社会培训评价组织依据国家职业标准；用人单位使用评价规范的，先办理备案。',
    en: 'Check the basis. Social organisations use a national standard; an employer has its norm filed before certifying by it.',
  },
  basis: [sichuan('四'), hunan('二(二)'), innerMongolia('第二十一条'), panzhihua('第八至九条')],
  parameters: ['allowedBases'],
  check: ({ filing, ground: { allowedBases }, reading: { basis, siteCode } }) => {
    if (basis === undefined) return undefined;
    if (allowedBases !== undefined && !allowedBases.includes(basis)) {
      return fault(
        PATH,
        { zh: '该类机构不能使用此认定依据。', en: 'This kind of institution does not certify by this basis.' },
        { expected: allowedBases },
      );
    }
    if (basis !== NORM || filing.kind !== 'FILED') return undefined;
    const filings = filing.filings.filter((entry) => holdsAt(entry, siteCode));
    return filings.length === 0 || filings.some((entry) => entry.basis.includes(NORM)) ? undefined : NORM_NOT_FILED;
  },
});
