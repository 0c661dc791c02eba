/** The people of a plan against the register and each other (CMP-029, CMP-030), before the exam instead of after it. */
import type { Place } from '../intake/place';
import type { Parameters } from '../packs/parameters';
import { touches } from '../reference/snapshot';
import type { RegistryStaff, StaffKind } from '../registry/document';
import { PLAN_POSTS, placeAt, type PlanContent, type PlanPost } from './plan-filing';
import { examDaysOf } from './plan-scope';

export type Register = ReadonlyMap<string, RegistryStaff>;
type Counts = Pick<Parameters, 'minAssessors' | 'oddNumber'>;

/**
 * Assessors and internal supervisors are of the register (内人社办发〔2024〕53号 第二十六条、第三十五条); invigilators and trainers
 * need not be, but whoever is barred serves in no post (川 2021-06-16 通知 七(五)).
 */
const REGISTERED_POSTS: Partial<Readonly<Record<PlanPost, StaffKind>>> = {
  assessors: 'ASSESSOR',
  internalSupervisors: 'SUPERVISOR',
};

export const staffPlaces = (content: PlanContent, register: Register, counts: Counts): readonly Place[] => [
  ...countPlaces(content.assessors.length, counts),
  ...PLAN_POSTS.flatMap((post) =>
    content[post].flatMap((id, index) => {
      const problem = memberProblem(content, post, register.get(id));
      return problem === undefined ? [] : [placeAt(`${post}/${index}`, ...problem)];
    }),
  ),
  ...doublePosts(content),
];

function countPlaces(count: number, { minAssessors, oddNumber }: Counts): readonly Place[] {
  if (count < minAssessors) {
    return [
      placeAt(
        'assessors',
        `考评员 ${count} 名,至少须 ${minAssessors} 名`,
        `${count} assessors; at least ${minAssessors} are needed`,
      ),
    ];
  }
  return oddNumber && count % 2 === 0 && count > 0
    ? [placeAt('assessors', `考评员 ${count} 名,人数须为单数`, `${count} assessors; an odd number is needed`)]
    : [];
}

type Problem = readonly [zh: string, en: string];

function memberProblem(content: PlanContent, post: PlanPost, member: RegistryStaff | undefined): Problem | undefined {
  const kind = REGISTERED_POSTS[post];
  if (member === undefined) {
    return kind === undefined ? undefined : ['未在人员库登记,或登记未经确认', 'Not in the register, or not confirmed'];
  }
  const days = examDaysOf(content);
  const barredOn = days.find((day) => member.barred.some((bar) => touches(bar, day)));
  if (barredOn !== undefined) return [`${barredOn} 在禁止期内`, `Barred on ${barredOn}`];
  if (kind === undefined) return undefined;
  if (!(member.kinds ?? ['ASSESSOR']).includes(kind)) return ['未登记为此类人员', 'Not registered for this post'];
  const outOn = days.find((day) => !touches(member, day));
  if (outOn !== undefined) return [`${outOn} 不在聘期或证件有效期内`, `Not in term on ${outOn}`];
  return post === 'assessors' && !member.occupationCodes.includes(content.occupationCode)
    ? ['不具有该职业的考评资格', 'Not certified for the occupation']
    : undefined;
}

/** CMP-030: supervisors hold no other post; invigilators neither assess nor train (闽劳鉴〔2023〕10号 第九条). */
function doublePosts({ assessors, internalSupervisors, invigilators, trainers }: PlanContent): readonly Place[] {
  const judging = new Set([...assessors, ...trainers]);
  const watching = new Set(invigilators);
  return [
    ...internalSupervisors.flatMap((id, index) =>
      judging.has(id) || watching.has(id)
        ? [
            placeAt(
              `internalSupervisors/${index}`,
              '内部督导员不得兼任同场次其他工作',
              'A supervisor holds no other post in the session',
            ),
          ]
        : [],
    ),
    ...invigilators.flatMap((id, index) =>
      judging.has(id)
        ? [
            placeAt(
              `invigilators/${index}`,
              '监考员不得是考评员或培训教师',
              'An invigilator is no assessor and no trainer',
            ),
          ]
        : [],
    ),
  ];
}
