/** The route of one application by the packs in force on the day of its submission. */
import type { ApplicationContent } from './application';
import { applicantIn } from './applicant-facts';
import type { ApplicationFacts } from './facts';
import { OWNERSHIPS, routeFor, type ApplicationKind, type FilingRoute } from './route';

/** `undefined` where the packs know none, or where it depends on whose the institution is and nobody knows. */
export function routeOf(
  kind: ApplicationKind,
  content: ApplicationContent,
  facts: ApplicationFacts,
): FilingRoute | undefined {
  const applicant = applicantIn(content, facts);
  if (applicant === undefined) return undefined;
  const renewed = facts.filings.filter(({ id }) => content.filingIds.includes(id));
  const audience = [...new Set([...content.items, ...renewed].flatMap((item) => item.audience))];
  const routes = (applicant.ownership === null ? OWNERSHIPS : [applicant.ownership]).map((ownership) =>
    routeFor(facts.parameters.filingRoutes, {
      kind,
      institutionKind: applicant.kind,
      schoolType: applicant.schoolType,
      ownership,
      grade: applicant.grade,
      audience,
    }),
  );
  const [first] = routes;
  return routes.every((route) => route === first) ? first : undefined;
}
