/** What applicants and offices are told about an application; no personal data, the application itself says the rest. */
import type { Application } from '../../domain/application/application';
import type { ApplicationKind, RouteStep } from '../../domain/application/route';
import type { Bilingual } from '../../domain/bilingual';
import { cityOf, provinceOf } from '../../domain/tenancy/office';
import type { Audience } from '../notifications/notification-ports';
import type { Hub, Stores } from '../ports';

/** An institution may have several under way: the text says which one. */
const KINDS: Readonly<Record<ApplicationKind, Bilingual>> = {
  FILING: { zh: '首次备案申请', en: 'The first application to file' },
  SITE: { zh: '外市站点备案申请', en: 'The application for sites in another city' },
  BASIC_CHANGE: { zh: '基本信息变更申请', en: 'The application to change basic data' },
  SCOPE_CHANGE: { zh: '备案范围变更申请', en: 'The application to change the scope' },
  RENEWAL: { zh: '备案续期申请', en: 'The application for renewal' },
  TERMINATION: { zh: '终止备案申请', en: 'The application to terminate' },
};

const TEXTS = {
  APPLICATION_ARRIVED: { zh: '已到达本机关,请办理', en: 'has come to your office' },
  APPLICATION_STEP_PASSED: { zh: '已通过一个环节', en: 'has passed a step' },
  APPLICATION_NOTICE: { zh: '已进入公示', en: 'is shown to the public' },
  APPLICATION_APPROVED: { zh: '已核准,待公布', en: 'is approved and waits for its publication' },
  APPLICATION_RECORDED: { zh: '已核准并公布', en: 'is approved and published' },
  APPLICATION_RETURNED: { zh: '已退回,请按意见修改', en: 'came back to be mended' },
  APPLICATION_REFUSED: { zh: '未获核准', en: 'was refused' },
  APPLICATION_WITHDRAWN: { zh: '已由申请单位撤回', en: 'was withdrawn by the applicant' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type ApplicationTopic = keyof typeof TEXTS;

const tell = (
  hub: Hub,
  { notifications }: Stores,
  { id, kind }: Application,
  audience: Audience,
  topic: ApplicationTopic,
): Promise<void> => {
  const text = { zh: KINDS[kind].zh + TEXTS[topic].zh, en: `${KINDS[kind].en} ${TEXTS[topic].en}` };
  const subject = { kind: 'APPLICATION', id } as const;
  return notifications.tell([{ id: hub.newId(), audience, topic, subject, text, at: hub.now() }]);
};

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
