/** The materials that the packs of the region ask for, and whose files they are. */
import type { Problem } from '../registry/shape';
import { applicantIn } from './applicant-facts';
import type { ApplicationContent } from './application';
import { MATERIAL_TEXTS } from './application-texts';
import type { ApplicationFacts } from './facts';
import { neededMaterials } from './materials';
import { problemAt } from './problem';
import type { ApplicationKind } from './route';

/** Each material that is missing is one problem, with the clause of the region that asks for it. */
export const problemsOfMaterials = (
  kind: ApplicationKind,
  content: ApplicationContent,
  facts: ApplicationFacts,
): readonly Problem[] => [...missingMaterials(kind, content, facts), ...unknownFiles(content, facts)];

function missingMaterials(
  kind: ApplicationKind,
  content: ApplicationContent,
  facts: ApplicationFacts,
): readonly Problem[] {
  const applicant = applicantIn(content, facts);
  // Who applies is missing too, and is told first.
  if (applicant === undefined) return [];
  const given = new Set(content.materials.map((material) => material.kind));
  const needed = neededMaterials(facts.parameters.filingMaterials, {
    kind,
    institutionKind: applicant.kind,
    schoolType: applicant.schoolType,
    asksSites: content.sites.length > 0,
    asksItems: content.items.length > 0,
  });
  return [...needed]
    .filter(([material]) => !given.has(material))
    .map(([material, basis]) =>
      problemAt(
        '/materials',
        `缺少材料:${MATERIAL_TEXTS[material].zh}(${material})`,
        `${material} is missing: ${MATERIAL_TEXTS[material].en}`,
        basis,
      ),
    );
}

const unknownFiles = (
  { materials }: ApplicationContent,
  { attachmentIds }: Pick<ApplicationFacts, 'attachmentIds'>,
): readonly Problem[] =>
  materials.flatMap(({ attachmentId }, index) =>
    attachmentIds.has(attachmentId.toLowerCase())
      ? []
      : [
          problemAt(
            `/materials/${index}/attachmentId`,
            '没有找到该附件,请先上传',
            'No such attachment of the applicant: send the file first',
          ),
        ],
  );
