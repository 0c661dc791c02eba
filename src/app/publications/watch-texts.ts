/** What the daily watch says, to whom. */
import { dayAfter } from '../../domain/calendar/dates';
import { type Announced, toInstitution, toOffices } from './announce';
import type { EndingFiling, QuietInstitution } from './watch-ports';

const audiencesOf = ({ subject, grade, regionCode }: EndingFiling | QuietInstitution): Announced['audiences'] => [
  toInstitution(subject.institutionCode),
  ...toOffices(grade, regionCode),
];

export const renewalOpen = (filing: EndingFiling): Announced => ({
  topic: 'FILING_RENEWAL_OPEN',
  subject: { kind: 'FILING', id: filing.subject.id },
  text: {
    zh: `备案(${filing.occupationCode})将于 ${filing.to} 到期,续期窗口已开放,请在到期前申请续期`,
    en: `The filing (${filing.occupationCode}) ends on ${filing.to}; its renewal can be applied for now`,
  },
  audiences: audiencesOf(filing),
});

export const endedWithoutRenewal = (filing: EndingFiling): Announced => ({
  topic: 'FILING_ENDED',
  subject: { kind: 'FILING', id: filing.subject.id },
  text: {
    zh: `备案(${filing.occupationCode})已于 ${filing.to} 到期且未续期,自 ${dayAfter(filing.to)} 起不得开展认定;此前考试的数据仍须上传和维护`,
    en: `The filing (${filing.occupationCode}) ended on ${filing.to} without a renewal: no exam from ${dayAfter(filing.to)} on; data of earlier exams are still uploaded and mended`,
  },
  audiences: audiencesOf(filing),
});

export const inactive = (institution: QuietInstitution, since: string): Announced => ({
  topic: 'INSTITUTION_INACTIVE',
  subject: { kind: 'INSTITUTION', id: institution.subject.institutionCode },
  text: {
    zh: `自 ${since} 起没有获批批次,已超过规定期限;请向主管部门说明原因,恢复开展认定或申请终止备案`,
    en: `No batch has been approved since ${since}, longer than the pack allows; explain it to the regulator, take up work again or apply for termination`,
  },
  audiences: audiencesOf(institution),
});
