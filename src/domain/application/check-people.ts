/** 五、人员, and the applicant itself. */
import type { Problem } from '../registry/shape';
import type { ApplicationContent } from './application';
import type { ApplicationFacts } from './facts';
import { problemAt } from './problem';
import type { ApplicationKind } from './route';

/** The same person twice in one group; in two groups a person may stand. */
export const problemsOfStaff = ({ staff }: ApplicationContent): readonly Problem[] => {
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
    if (group === 'ASSESSOR' && certificateNo === null) {
      problems.push(
        problemAt(`/staff/${index}/certificateNo`, '考评员须填证卡编号', 'An assessor needs the number of the card', [
          '内人社办发〔2024〕53号 第二十五条',
        ]),
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
          problemAt(`/applicant/${part}`, '此项变更须重新备案(FILING)', 'Such a change is filed anew (FILING)', [
            '闽劳鉴〔2023〕10号 第十三条',
          ]),
        );
      }
    }
  }
  return problems;
}
