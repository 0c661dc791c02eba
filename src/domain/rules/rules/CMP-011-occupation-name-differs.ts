import { CATALOGUE_2022, innerMongolia } from '../documents';
import { defineExamRule, fault } from '../rule';

const PATH = '/occupationName';

/** The name is mended by itself only where the code is the filed one, so that it is surely the name that is wrong. */
export const occupationNameDiffers = defineExamRule({
  code: 'CMP-011',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '职业名称与编码不符', en: 'Occupation name differs from code' },
  about: {
    zh: '职业名称与考试日期有效的目录中该编码的名称不一致时提出；该编码属于本机构备案职业的，附自动修正。',
    en: 'Speaks when the occupation name is not the one that the catalogue of the exam date has for the code. Where the institution has filed the code the finding carries a fix.',
  },
  mend: {
    zh: '名称写法有误的用目录名称（可应用自动修正）；其实是编码填错的，改编码，不要改名称。工种名称不要写进职业名称。',
    en: 'Use the catalogue’s name (the fix does that); where the code is the mistake, correct the code and leave the name. A work type does not belong in the occupation name.',
  },
  basis: [CATALOGUE_2022, innerMongolia('第六条')],
  parameters: ['catalogueEditions', 'allowedMajors'],
  check: ({ occupation, batch, reading: { occupationName } }) => {
    if (occupation === undefined || occupationName === undefined || occupationName === occupation.name)
      return undefined;
    const isFiled = batch.filingsByOccupation.has(occupation.code);
    return fault(
      PATH,
      { zh: '职业名称不是目录中该编码的名称。', en: "The occupation name is not the catalogue's name for the code." },
      {
        expected: [occupation.name],
        ...(isFiled ? { fix: [{ op: 'replace' as const, path: PATH, value: occupation.name }] } : {}),
      },
    );
  },
});
