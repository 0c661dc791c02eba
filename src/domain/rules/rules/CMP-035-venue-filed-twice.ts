import type { Term } from '../../reference/snapshot';
import { fujian } from '../documents';
import { nameSome } from '../name-some';
import { termLeft } from '../registry-subject';
import { defineRegistryRule, fault } from '../rule';

const overlap = (one: Term, other: Term): boolean =>
  (other.to === null || one.from <= other.to) && (one.to === null || other.from <= one.to);

const sayBeyond = (filings: number): { readonly zh: string; readonly en: string } =>
  filings === 0
    ? { zh: '', en: '' }
    : { zh: `另有 ${filings} 项备案未逐一比较。`, en: ` ${filings} further filings were not compared one by one.` };

export const venueFiledTwice = defineRegistryRule({
  code: 'CMP-035',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '同一场地同一项目重复备案', en: 'Venue and item filed twice' },
  about: {
    zh: '一项备案的场地和职业，另一机构在重叠的有效期内也已备案。场地以站点登记的场地编号（venue）辨认，没有编号的站点不比较。',
    en: 'Another institution has filed the same venue and occupation for a time that overlaps. Venues are known by the venue key of the sites; a site without one is not compared.',
  },
  mend: {
    zh: '与主管部门核对场地归属，撤下或变更其中一项备案的站点。',
    en: 'Settle with the regulator whose venue it is, and take the site out of one of the filings.',
  },
  basis: [fujian('第十二条')],
  parameters: [],
  check: (subject) => {
    if (subject.kind !== 'FILING') return undefined;
    const term = termLeft(subject.term, subject.interruptions);
    const shared = term === undefined ? [] : subject.sharedVenues.filter((other) => overlap(term, other));
    if (shared.length === 0) return undefined;
    const names = nameSome([
      ...new Set(shared.map(({ institutionCode, filingId }) => `${institutionCode}/${filingId}`)),
    ]);
    const beyond = sayBeyond(subject.filingsBeyond);
    return fault('', {
      zh: `同一场地、同一职业另有备案（机构/备案编号）：${names.zh}。${beyond.zh}`,
      en: `The same venue and occupation are also filed as (institution/filing): ${names.en}.${beyond.en}`,
    });
  },
});
