import { CATALOGUE_2022, innerMongolia } from '../documents';
import { defineExamRule, fault } from '../rule';
import { workTypesOf } from '../work-type';

/** Where the catalogue names no work types, the filings of the occupation do, those of the past too. */
export const foreignWorkType = defineExamRule({
  code: 'CMP-014',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '工种不属于该职业', en: 'Work type not under the occupation' },
  about: {
    zh: '目录列有该职业的工种而记录的工种不在其中时提出；目录未列工种的，以机构该职业的全部备案所列工种为准。',
    en: "Speaks when the catalogue names work types of the occupation and the record's is none of them. Where the catalogue names none, all filings of the institution for the occupation count together.",
  },
  mend: {
    zh: '改用所列工种的规范名称；没有工种的填“--”；职业选错的更正职业编码。',
    en: 'Use one of the listed names as it is written; -- where there is no work type; mend the occupation code if it is the wrong one.',
  },
  basis: [innerMongolia('第六条'), CATALOGUE_2022],
  parameters: [],
  check: ({ occupation, workType, ground, reading }) => {
    if (occupation === undefined || workType !== undefined || reading.workType === undefined) return undefined;
    return fault(
      '/workType',
      { zh: '工种不属于该职业。', en: 'The work type does not belong to the occupation.' },
      { expected: workTypesOf(occupation, ground) ?? [] },
    );
  },
});
