/** 五、人员, and the applicant itself. */
import type { Problem } from '../registry/shape';
import type { ApplicationContent } from './application';
import { conditionBasis } from './conditions';
import type { ApplicationFacts } from './facts';
import { problemAt } from './problem';
import type { ApplicationKind } from './route';

/** The same person twice in one group; in two groups a person may stand. */
export const problemsOfStaff = (
  { staff, applicant }: ApplicationContent,
  facts: Pick<ApplicationFacts, 'parameters' | 'institution'>,
): readonly Problem[] => {
  const cardAsked = conditionBasis('ASSESSOR_CARD', { applicant }, facts);
  const seen = new Set<string>();
  return staff.flatMap(({ group, personKey, certificateNo, occupationCodes }, index) => {
    const problems: Problem[] = [];
    const key = `${group} ${personKey}`;
    if (seen.has(key)) {
      problems.push(problemAt(`/staff/${index}`, '同一类人员中重复', 'The person stands twice in this group'));
    }
    seen.add(key);
    if (group === 'ASSESSOR' && occupationCodes.length === 0) {
      problems.push(
        problemAt(
          `/staff/${index}/occupationCodes`,
          '考评员须填考评职业',
          'An assessor needs the occupations to assess',
        ),
      );
    }
    if (cardAsked !== undefined && group === 'ASSESSOR' && certificateNo === null) {
      problems.push(
        problemAt(
          `/staff/${index}/certificateNo`,
          '考评员须填证卡编号',
          'An assessor needs the number of the card',
          cardAsked,
        ),
      );
    }
    return problems;
  });
};

/** What the form says of the applicant against what is known of it. */
export function problemsOfApplicant(
  kind: ApplicationKind,
  { applicant }: ApplicationContent,
  { institution, institutionCode, knownRegions }: ApplicationFacts,
): readonly Problem[] {
  if (applicant === null) return [];
  const problems: Problem[] = [];
  if (!knownRegions.has(applicant.regionCode)) {
    problems.push(problemAt('/applicant/regionCode', '没有此行政区划', 'No such region'));
  }
  if (applicant.creditCode !== (institution?.creditCode ?? institutionCode)) {
    problems.push(
      problemAt(
        '/applicant/creditCode',
        '与申请单位登记的统一社会信用代码不符',
        'Differs from the unified social credit code of the applicant',
      ),
    );
  }
  if (kind === 'BASIC_CHANGE' && institution !== null) {
    for (const part of ['kind', 'schoolType', 'grade', 'regionCode'] as const) {
      if (applicant[part] !== institution[part]) {
        problems.push(
          problemAt(
            `/applicant/${part}`,
            '基本信息变更(BASIC_CHANGE)不改此项,请按登记填写;登记有误的由主管部门更正登记。变更职业、等级、场地用 SCOPE_CHANGE,增设外市站点用 SITE',
            'A change of basic data (BASIC_CHANGE) leaves this as the register has it; what is wrong there the regulator sets right. Occupations, levels and venues change by SCOPE_CHANGE, a site in another city by SITE',
          ),
        );
      }
    }
  }
  return problems;
}
