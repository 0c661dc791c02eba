/** 内人社办发〔2024〕53号 第十三条, 闽劳鉴〔2023〕10号 第十三、十五条: name, address and contact are changed; certificates keep the name of their day (CMP-034). */
import type { Applicant } from '../application/application';
import { dayBefore } from '../calendar/dates';
import type { RegistryInstitution } from '../registry/document';
import type { Enacting, EnactProblems, RegistryChange, Standing } from './registry-change';
import { NO_CHANGE, problem } from './registry-change';

/** Names whose first day nobody wrote down were always carried. */
const ALWAYS = '1949-10-01';

/** What an institution is and where it belongs: the register says so, and the regulator sets it right there. */
const FIXED = ['creditCode', 'kind', 'schoolType', 'regionCode', 'grade'] as const;

export function enactBasicChange(
  { institution }: Standing,
  { application, on }: Enacting,
): RegistryChange | EnactProblems {
  const { applicant } = application.content;
  if (institution === undefined || applicant === null) {
    return problem(
      'APPLICATION_NOT_ENACTABLE',
      '/content/applicant',
      '机构尚未备案,或缺少变更后的信息',
      'The institution was never filed, or the data as they shall be are missing',
    );
  }
  const differing = FIXED.filter((field) => applicant[field] !== institution[field]);
  if (differing.length > 0) return notBasic(differing);
  return { ...NO_CHANGE, institution: changed(institution, applicant, on) };
}

const notBasic = (fields: readonly string[]): EnactProblems => ({
  code: 'APPLICATION_NOT_ENACTABLE',
  places: fields.map((field) => ({
    record: null,
    field: `/content/applicant/${field}`,
    message: {
      zh: '基本信息变更不改此项;登记有误的由主管部门更正登记',
      en: 'Not basic data: what is wrong in the register the regulator sets right',
    },
  })),
});

function changed(institution: RegistryInstitution, applicant: Applicant, on: string): RegistryInstitution {
  const { name, address, phone, registrationAuthority, contactName, ownership } = applicant;
  return {
    ...institution,
    ...{ name, address, phone, registrationAuthority, contactName, ownership },
    names: namesAfter(institution, name, on),
  };
}

/** The old name ends the day before `on`; a name that began on that very day has never been carried. */
export function namesAfter(
  { name, names }: Pick<RegistryInstitution, 'name' | 'names'>,
  newName: string,
  on: string,
): RegistryInstitution['names'] {
  if (newName === name) return names;
  const before = names.length === 0 ? [{ name, from: ALWAYS, to: null }] : names;
  return [
    ...before
      .filter(({ from }) => from < on)
      .map((each) => (each.to === null || each.to >= on ? { ...each, to: dayBefore(on) } : each)),
    { name: newName, from: on, to: null },
  ];
}
