/** What the faults need to know about the registry around one plan; looked up once. `undefined`: there is no such thing. */
import { AFFILIATIONS } from '../certificate/record';
import { touches } from '../reference/snapshot';
import type { RegistryFiling } from '../registry/document';
import { LEVEL_DIGITS } from './clean-record';
import type { SamplePlan } from './sample-plan';
import type { SampleRegistry } from './sample-registry';
import { skillItems } from './skill-items';

export interface OccupationFact {
  readonly occupationCode: string;
  readonly occupationName: string;
  readonly workType: string;
}

export interface FaultFacts {
  /** In the catalogue, of a skill major, never filed by the institution. */
  readonly unfiled: OccupationFact | undefined;
  /** Once filed with the plan's level, no longer in force on any exam day. */
  readonly lapsed: OccupationFact | undefined;
  /** Kept as a qualification, and in the catalogue. */
  readonly accessType: OccupationFact | undefined;
  /** In the catalogue, but of a major that has no skill levels. */
  readonly nonSkill: OccupationFact | undefined;
  /** In the institution's ladder, not filed for the plan's occupation, and planned by nobody at the site. */
  readonly unfiledLevel: string | undefined;
  readonly offLadderLevel: string | undefined;
  /** The digit of a level at which no plan numbers certificates at the site. */
  readonly unusedLevelDigit: string | undefined;
  /** Once a site of the institution, closed before any exam. */
  readonly closedSite: string | undefined;
  /** Another site of the institution, open and covered by the filing, with no plan of the same level. */
  readonly otherSite: string | undefined;
  /** A name that the institution does not carry on the days of issue. */
  readonly wrongName: string;
  readonly foreignAffiliation: string | undefined;
}

export function faultFacts(registry: SampleRegistry, from: SamplePlan): FaultFacts {
  const { institution, plan } = from;
  const own = registry.filings.filter(({ institutionCode }) => institutionCode === institution.code);
  const freeLevels = Object.keys(LEVEL_DIGITS).filter(
    (level) => !registry.plans.some((each) => each.siteCode === plan.siteCode && each.level === level),
  );
  const freeLevel = freeLevels.at(-1);
  return {
    unfiled: unfiledOccupation(registry, own),
    lapsed: lapsedOccupation(registry, own, from),
    accessType: accessTypeOccupation(registry),
    nonSkill: nonSkillOccupation(registry),
    unfiledLevel: freeLevels.filter((level) => !from.filing.levels.includes(level)).at(-1),
    // An employer's ladder holds every level that the record knows.
    offLadderLevel: institution.kind === 'SOCIAL_ORG' ? 'SPECIAL_TECHNICIAN' : undefined,
    unusedLevelDigit: freeLevel === undefined ? undefined : LEVEL_DIGITS[freeLevel],
    closedSite: registry.sites.find(
      (site) => site.institutionCode === institution.code && site.to !== null && site.to < plan.examFrom,
    )?.code,
    otherSite: otherSiteOf(registry, from),
    wrongName: institution.names.find(({ to }) => to !== null)?.name ?? `${institution.name}第二分部`,
    foreignAffiliation: AFFILIATIONS.find(({ code }) => !from.filing.audience.includes(code))?.code,
  };
}

const occupationsOf = ({ catalogue }: SampleRegistry): (typeof catalogue)[number]['occupations'] =>
  catalogue.flatMap(({ occupations }) => occupations);

function unfiledOccupation(registry: SampleRegistry, own: readonly RegistryFiling[]): OccupationFact | undefined {
  const filed = new Set(own.map(({ occupationCode }) => occupationCode));
  return skillItems(occupationsOf(registry)).find(({ occupationCode }) => !filed.has(occupationCode));
}

function lapsedOccupation(
  registry: SampleRegistry,
  own: readonly RegistryFiling[],
  { plan }: SamplePlan,
): OccupationFact | undefined {
  const isInForce = (filing: RegistryFiling): boolean =>
    touches(filing, plan.examFrom) &&
    !filing.interruptions.some((interruption) => touches(interruption, plan.examFrom));
  const filing = own.find((each) => each.levels.includes(plan.level) && !isInForce(each));
  const occupation = occupationsOf(registry).find(({ code }) => code === filing?.occupationCode);
  if (filing === undefined || occupation === undefined) return undefined;
  return {
    occupationCode: occupation.code,
    occupationName: occupation.name,
    workType: filing.workTypes[0] ?? '--',
  };
}

/** 保安员 */
const ACCESS_TYPE = '4-07-05-01';

function accessTypeOccupation(registry: SampleRegistry): OccupationFact | undefined {
  const found = occupationsOf(registry).find(({ code }) => code === ACCESS_TYPE);
  return found && { occupationCode: found.code, occupationName: found.name, workType: '--' };
}

function otherSiteOf(registry: SampleRegistry, { plan, filing }: SamplePlan): string | undefined {
  const isPlanned = (siteCode: string): boolean =>
    registry.plans.some((each) => each.siteCode === siteCode && each.level === plan.level);
  return registry.sites.find(
    ({ code, institutionCode, to }) =>
      institutionCode === plan.institutionCode &&
      to === null &&
      !isPlanned(code) &&
      (filing.siteCodes.length === 0 || filing.siteCodes.includes(code)),
  )?.code;
}

const NON_SKILL_MAJOR = '2';

function nonSkillOccupation(registry: SampleRegistry): OccupationFact | undefined {
  const found = occupationsOf(registry).find(({ code }) => code.startsWith(NON_SKILL_MAJOR));
  return found && { occupationCode: found.code, occupationName: found.name, workType: '--' };
}
