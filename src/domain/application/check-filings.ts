/** When filings may be renewed, changed and ended. */
import { daysAfter, monthsBefore } from '../calendar/dates';
import type { RegistryFiling } from '../registry/document';
import type { Problem } from '../registry/shape';
import { touches } from '../reference/snapshot';
import type { ApplicationContent } from './application';
import { conditionBasis } from './conditions';
import type { ApplicationFacts } from './facts';
import { filingsOn, sameItem } from './overlaps';
import { problemAt } from './problem';
import type { ApplicationKind } from './route';

/** Filings that are named must be the institution's and go on; each once. */
export function problemsOfNamedFilings(content: ApplicationContent, facts: ApplicationFacts): readonly Problem[] {
  const inForce = new Set(filingsOn(facts.filings, facts.today).map(({ id }) => id));
  return content.filingIds.flatMap((id, index) => {
    const path = `/filingIds/${index}`;
    if (content.filingIds.indexOf(id) !== index) return [problemAt(path, '重复', 'Named twice')];
    return inForce.has(id)
      ? []
      : [problemAt(path, '本机构没有此有效备案', 'The institution has no such filing in force')];
  });
}

/** Within the last days of the term, which the pack counts (内人社办发〔2024〕53号 第十五条, 闽劳鉴〔2023〕10号 第十六条). */
export function problemsOfRenewal(content: ApplicationContent, facts: ApplicationFacts): readonly Problem[] {
  const { renewalDays } = facts.parameters;
  return content.filingIds.flatMap((id, index) => {
    const filing = filingsOn(facts.filings, facts.today).find((each) => each.id === id);
    if (filing === undefined) return [];
    const path = `/filingIds/${index}`;
    if (filing.to === null) {
      return [problemAt(path, '该备案没有期限,无须续期', 'The filing has no last day: there is nothing to renew')];
    }
    const firstDay = renewalDays === null ? facts.today : daysAfter(filing.to, -renewalDays);
    if (facts.today < firstDay) {
      return [
        problemAt(
          path,
          `尚未到续期申请期,最早可于 ${firstDay} 申请`,
          `Renewal cannot be applied for yet; the first day is ${firstDay}`,
          facts.clausesOf('renewalDays'),
        ),
      ];
    }
    return isRenewed(filing, filing.to, facts)
      ? [problemAt(path, '该备案已有后续备案', 'A filing that follows this one stands already')]
      : [];
  });
}

const isRenewed = (filing: RegistryFiling, lastDay: string, { filings }: ApplicationFacts): boolean =>
  filings.some(
    (other) =>
      other.id !== filing.id &&
      other.from > filing.from &&
      touches(other, daysAfter(lastDay, 1)) &&
      sameItem({ ...filing, sites: filing.siteCodes }, { ...other, sites: other.siteCodes }),
  );

const WIDENING: ReadonlySet<ApplicationKind> = new Set(['FILING', 'SITE', 'SCOPE_CHANGE']);

/**
 * Where the packs say so, as those of 闽劳鉴〔2023〕10号 do: scope and venue change after a year of work (第十三条), no new occupation
 * or level under a suspension (第二十二条), and nothing new, sites included, for the rest of a term in which there was a violation
 * (第二十四条).
 */
export function problemsOfWidening(
  kind: ApplicationKind,
  content: ApplicationContent,
  facts: ApplicationFacts,
): readonly Problem[] {
  const widens = content.items.length > 0 || content.sites.length > 0;
  if (!WIDENING.has(kind) || !widens) return [];
  return [...additionProblems(content, facts), ...(kind === 'SCOPE_CHANGE' ? tooEarly(facts) : [])];
}

function additionProblems(content: ApplicationContent, facts: ApplicationFacts): readonly Problem[] {
  const { filings, parameters, today, clausesOf } = facts;
  const current = filingsOn(filings, today);
  const violations = current.flatMap(({ interruptions }) => interruptions.filter(({ kind }) => kind === 'SUSPENDED'));
  const asked = conditionBasis('NO_ADDITIONS_UNDER_SUSPENSION', content, facts);
  const isSuspended = violations.some((suspension) => touches(suspension, today));
  const suspension =
    asked !== undefined && isSuspended && content.items.length > 0
      ? [
          problemAt(
            '',
            '备案暂停期间不得新增职业和等级',
            'No occupation or level is added while a filing is suspended',
            asked,
          ),
        ]
      : [];
  // Said of the occupations already; sites are another article's.
  if (suspension.length > 0 && content.sites.length === 0) return suspension;
  const revoked = filings.some(
    (filing) => touches(filing, today) && filing.interruptions.some(({ kind }) => kind === 'REVOKED'),
  );
  if (!parameters.noAdditionsAfterViolation || (violations.length === 0 && !revoked)) return suspension;
  return [
    ...suspension,
    problemAt(
      '',
      '备案期内有违规处理,期内不得新增站点、职业和等级',
      'After a violation within the term nothing is added until it ends',
      clausesOf('noAdditionsAfterViolation'),
    ),
  ];
}

function tooEarly({ filings, parameters, today, clausesOf }: ApplicationFacts): readonly Problem[] {
  const months = parameters.scopeChangeAfterMonths;
  const since = filings.map(({ from }) => from).sort()[0];
  if (months === null || since === undefined) return [];
  const firstDay = monthsBefore(since, -months);
  if (today >= firstDay) return [];
  return [
    problemAt(
      '',
      `开展评价满 ${months} 个月后方可变更,最早可于 ${firstDay} 申请`,
      `Scope changes after ${months} months of work; the first day is ${firstDay}`,
      clausesOf('scopeChangeAfterMonths'),
    ),
  ];
}

export const problemsOfTermination = (
  { endsOn }: ApplicationContent,
  { today }: ApplicationFacts,
): readonly Problem[] =>
  endsOn !== null && endsOn < today
    ? [problemAt('/endsOn', '终止日期不得早于今日', 'The last day of work does not lie in the past')]
    : [];
