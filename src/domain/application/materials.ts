/**
 * Which materials an application needs: data of the packs (`filingMaterials`), by what is applied for and who applies.
 * 湘人社函〔2020〕47号 附件2 is the one document that lists them; where none does, the packs say what takes its place.
 */
import type { InstitutionKind, SchoolType } from '../reference/snapshot';
import { type ApplicationKind, isNamedIn } from './route';

export const MATERIAL_KINDS = [
  'APPLICATION_FORM',
  'LEGAL_PERSON_CERTIFICATE',
  'IMPLEMENTATION_PLAN',
  'OCCUPATION_STANDARD',
  'QUESTION_SAMPLES',
  'ASSESSOR_PROOF',
  'RULES_COLLECTION',
  'INFORMATION_PLAN',
  'VENUE_PROOF',
  'INTEGRITY_COMMITMENT',
  'OTHER',
] as const;
export type MaterialKind = (typeof MATERIAL_KINDS)[number];

/** ALWAYS · SITES: where the application asks for sites · ITEMS: where it asks for occupations */
export const MATERIAL_OCCASIONS = ['ALWAYS', 'SITES', 'ITEMS'] as const;
export type MaterialOccasion = (typeof MATERIAL_OCCASIONS)[number];

/** Every entry that fits counts; as in routes, `null` fits everybody, and `NONE` is an applicant without a school type. */
export interface FilingMaterials {
  readonly kinds: readonly ApplicationKind[] | null;
  readonly institutionKinds: readonly InstitutionKind[] | null;
  readonly schoolTypes: readonly (SchoolType | 'NONE')[] | null;
  readonly occasion: MaterialOccasion;
  readonly materials: readonly MaterialKind[];
  readonly basis: readonly string[];
}

/** An application, as far as its materials depend on it. */
export interface MaterialsAsked {
  readonly kind: ApplicationKind;
  readonly institutionKind: InstitutionKind;
  readonly schoolType: SchoolType | null;
  readonly asksSites: boolean;
  readonly asksItems: boolean;
}

const occurs = (occasion: MaterialOccasion, { asksSites, asksItems }: MaterialsAsked): boolean => {
  if (occasion === 'SITES') return asksSites;
  return occasion === 'ITEMS' ? asksItems : true;
};

/** The clauses that ask for each material, in the order of the packs. */
export function neededMaterials(
  entries: readonly FilingMaterials[],
  asked: MaterialsAsked,
): ReadonlyMap<MaterialKind, readonly string[]> {
  const needed = new Map<MaterialKind, readonly string[]>();
  for (const { kinds, institutionKinds, schoolTypes, occasion, materials, basis } of entries) {
    const fits =
      isNamedIn(kinds, asked.kind) &&
      isNamedIn(institutionKinds, asked.institutionKind) &&
      isNamedIn(schoolTypes, asked.schoolType ?? 'NONE') &&
      occurs(occasion, asked);
    if (!fits) continue;
    for (const material of materials) {
      needed.set(material, [...new Set([...(needed.get(material) ?? []), ...basis])]);
    }
  }
  return needed;
}
