/** What is sent as an application, made ready to be kept: people as mask and keyed digest, and the city that handles it. */
import type { Application, ApplicationContent } from '../../domain/application/application';
import { type GivenContent, problemsOfShape } from '../../domain/application/content-shape';
import type { ApplicationKind } from '../../domain/application/route';
import { normalisedNumber } from '../../domain/certificate/identity-document';
import { maskDocumentNumber } from '../../domain/certificate/mask';
import { personText } from '../../domain/certificate/person-key';
import type { Problem } from '../../domain/registry/shape';
import { canonicalDigest } from '../../domain/reference/canonical-digest';
import { cityOf } from '../../domain/tenancy/office';
import type { Hub } from '../ports';
import { type Place, type Refusal, refuse } from '../refusal';

export const placesOf = (problems: readonly Problem[]): readonly Place[] =>
  problems.map(({ path, message }) => ({ record: null, field: path, message }));

export const refuseContent = (problems: readonly Problem[]): Refusal =>
  refuse('APPLICATION_INVALID', { places: placesOf(problems) });

/** The plain numbers end here. */
export function enterContent(hub: Hub, given: GivenContent): ApplicationContent | Refusal {
  const problems = problemsOfShape(given);
  if (problems.length > 0) return refuseContent(problems);
  return {
    ...given,
    staff: given.staff.map(({ idType, idNumber, ...person }) => ({
      ...person,
      idNumberMasked: maskDocumentNumber(normalisedNumber(idNumber)),
      personKey: hub.keyedDigest(personText(idType, idNumber)).toString('hex'),
    })),
  };
}

export const isContent = (entered: ApplicationContent | Refusal): entered is ApplicationContent => 'sites' in entered;

/** SITE is handled where the site lies, everything else where the institution stands. */
export function handlingCity(
  kind: ApplicationKind,
  { applicant, sites }: ApplicationContent,
  registeredRegion: string | undefined,
): string | undefined {
  const [site] = sites;
  if (kind === 'SITE' && site !== undefined) return cityOf(site.regionCode);
  return kind === 'FILING' ? (applicant?.regionCode ?? registeredRegion) : registeredRegion;
}

/** Hex; the same for what is sent twice. */
export const digestOfContent = ({
  kind,
  institutionCode,
  content,
}: Pick<Application, 'kind' | 'institutionCode' | 'content'>): string =>
  canonicalDigest({ kind, institutionCode, content });
