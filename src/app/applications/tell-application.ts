/** What applicants and offices are told about an application; no personal data, the application itself says the rest. */
import type { Application } from '../../domain/application/application';
import type { RouteStep } from '../../domain/application/route';
import type { Bilingual } from '../../domain/bilingual';
import { cityOf, provinceOf } from '../../domain/tenancy/office';
import type { Audience } from '../notifications/notification-ports';
import type { Hub, Stores } from '../ports';

const TEXTS = {
  APPLICATION_ARRIVED: { zh: '备案申请已到达本机关,请办理', en: 'An application to file has come to your office' },
  APPLICATION_STEP_PASSED: { zh: '备案申请已通过一个环节', en: 'The application to file has passed a step' },
  APPLICATION_NOTICE: { zh: '备案申请已进入公示', en: 'The application to file is shown to the public' },
  APPLICATION_APPROVED: {
    zh: '备案申请已核准,待公布',
    en: 'The application to file is approved and waits for its publication',
  },
  APPLICATION_RECORDED: { zh: '备案申请已核准并公布', en: 'The application to file is approved and published' },
  APPLICATION_RETURNED: { zh: '备案申请已退回,请按意见修改', en: 'The application to file came back to be mended' },
  APPLICATION_REFUSED: { zh: '备案申请未获核准', en: 'The application to file was refused' },
  APPLICATION_WITHDRAWN: { zh: '申请单位已撤回备案申请', en: 'The applicant has withdrawn the application to file' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type ApplicationTopic = keyof typeof TEXTS;

const tell = (
  hub: Hub,
  { notifications }: Stores,
  { id }: Application,
  audience: Audience,
  topic: ApplicationTopic,
): Promise<void> =>
  notifications.tell([
    { id: hub.newId(), audience, topic, subject: { kind: 'APPLICATION', id }, text: TEXTS[topic], at: hub.now() },
  ]);

export const tellApplicant = (hub: Hub, stores: Stores, application: Application, topic: ApplicationTopic) =>
  tell(hub, stores, application, { role: 'INSTITUTION', institutionCode: application.institutionCode }, topic);

export function tellOffice(
  hub: Hub,
  stores: Stores,
  application: Application,
  { by }: RouteStep,
  topic: ApplicationTopic = 'APPLICATION_ARRIVED',
): Promise<void> {
  const { regionCode } = application;
  const office = by === 'CITY' ? cityOf(regionCode) : provinceOf(regionCode);
  return tell(hub, stores, application, { role: by, regionCode: office }, topic);
}
