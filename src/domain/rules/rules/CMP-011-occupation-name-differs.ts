import { CATALOGUE_2022, innerMongolia } from '../documents';
import { defineRecordRule, fault } from '../rule';

const PATH = '/occupationName';

/** The name is mended by itself only where the code is the filed one, so that it is surely the name that is wrong. */
export const occupationNameDiffers = defineRecordRule({
  code: 'CMP-011',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '职业名称与编码不符', en: 'Occupation name differs from code' },
  basis: [CATALOGUE_2022, innerMongolia('第六条')],
  check: (_record, { occupation, batch, reading: { occupationName } }) => {
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
