/**
 * Everything that keeps an application from being submitted, all at once: each problem is a place (JSON Pointer into the
 * content), says in both languages how to mend it, and names its clause.
 */
import type { Problem } from '../registry/shape';
import type { ApplicationContent } from './application';
import { problemsOfNamedFilings, problemsOfRenewal, problemsOfTermination, problemsOfWidening } from './check-filings';
import { problemsOfItems } from './check-items';
import { problemsOfMaterials } from './check-materials';
import { problemsOfApplicant, problemsOfStaff } from './check-people';
import { problemsOfItemSites, problemsOfSites } from './check-places';
import type { ApplicationFacts } from './facts';
import { problemsOfParts, problemsOfProhibitions } from './needed-parts';
import { problemsOfOverlap, problemsOfVenues } from './overlaps';
import type { ApplicationKind } from './route';

export const checkApplication = (
  kind: ApplicationKind,
  content: ApplicationContent,
  facts: ApplicationFacts,
): readonly Problem[] => [
  ...problemsOfParts(kind, content, facts),
  ...problemsOfApplicant(kind, content, facts),
  ...problemsOfProhibitions(content, facts),
  ...problemsOfSites(kind, content, facts),
  ...problemsOfItems(content, facts),
  ...problemsOfItemSites(content, facts),
  ...problemsOfStaff(content, facts),
  ...problemsOfMaterials(kind, content, facts),
  ...problemsOfNamedFilings(content, facts),
  ...(kind === 'RENEWAL' ? problemsOfRenewal(content, facts) : []),
  ...problemsOfWidening(kind, content, facts),
  ...problemsOfTermination(content, facts),
  ...checkConflicts(content, facts),
];

/** What others may have brought about since the submission: looked at once more by the last decision. */
export const checkConflicts = (content: ApplicationContent, facts: ApplicationFacts): readonly Problem[] => [
  ...problemsOfOverlap(content, facts),
  ...problemsOfVenues(content, facts),
];
