/** Who applies, as routes and limits ask: by the form for a first filing, by the register for all others. */
import type { InstitutionGrade, SnapshotInstitution } from '../reference/snapshot';
import type { ApplicationContent } from './application';
import type { ApplicationFacts } from './facts';
import type { Ownership } from './route';

export type ApplicantFacts = Pick<SnapshotInstitution, 'kind' | 'schoolType'> & {
  readonly grade: InstitutionGrade;
  /** `null`: an institution that came by an import, of which nobody said whose it is. */
  readonly ownership: Ownership | null;
  /** City. */
  readonly regionCode: string;
};

/** `undefined` where the form says nothing of the applicant yet. What the form says counts before what was registered. */
export function applicantIn(
  { applicant }: Pick<ApplicationContent, 'applicant'>,
  { institution }: Pick<ApplicationFacts, 'institution'>,
): ApplicantFacts | undefined {
  if (applicant !== null) return applicant;
  return institution === null ? undefined : { ...institution, ownership: institution.ownership ?? null };
}
