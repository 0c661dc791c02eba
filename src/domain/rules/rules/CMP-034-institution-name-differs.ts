import type { SnapshotInstitution } from '../../reference/snapshot';
import { touches } from '../../reference/snapshot';
import { CERTIFICATE_FORM, innerMongolia } from '../documents';
import { defineRecordRule, fault } from '../rule';

/** An institution filed without dated names has its one name at all times. */
const carriesName = ({ name, names }: SnapshotInstitution, claimed: string, day: string): boolean =>
  names.length === 0 ? name === claimed : names.some((term) => term.name === claimed && touches(term, day));

const namesOn = ({ name, names }: SnapshotInstitution, day: string): readonly string[] =>
  names.length === 0 ? [name] : names.filter((term) => touches(term, day)).map((term) => term.name);

export const institutionNameDiffers = defineRecordRule({
  code: 'CMP-034',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '机构名称与备案不符', en: 'Institution name differs from filing' },
  about: {
    zh: '评价机构名称不是发证日期有效的备案名称时提出，并列出该日的备案名称。',
    en: 'Speaks when the institution name is not the one filed for the day of issue; the finding gives the filed name.',
  },
  mend: {
    zh: '使用发证日期的备案全称，不用简称；机构已更名而登记未更新的，先办理信息变更，再取新的参考快照。',
    en: 'Use the full name filed for the day of issue; where the institution has a new name, have the change recorded first and fetch a new snapshot.',
  },
  basis: [CERTIFICATE_FORM, innerMongolia('第十三条')],
  parameters: [],
  check: (_record, { batch: { institution }, issuedOn, reading: { institutionName } }) => {
    if (issuedOn === undefined || institutionName === undefined) return undefined;
    if (carriesName(institution, institutionName, issuedOn)) return undefined;
    return fault(
      '/institutionName',
      {
        zh: '评价机构名称与发证日期有效的备案名称不一致。',
        en: 'The institution name is not the one filed on the day of issue.',
      },
      { expected: namesOn(institution, issuedOn) },
    );
  },
});
