/** What is told of a plan; the number of the plan and nothing of a person. */
import type { Bilingual } from '../bilingual';
import type { PlanState } from './plan-state';

export type PlanNews = PlanState | 'CHANGED';

const NEWS: { readonly [news in PlanNews]: Bilingual } = {
  FILED: { zh: '已报送,待市州审核', en: 'was filed and waits for the city' },
  CHANGED: { zh: '已变更,重新待市州审核', en: 'was changed and waits for the city again' },
  CITY_APPROVED: { zh: '市州审核通过,待省级批准', en: 'was approved by the city and waits for the province' },
  APPROVED: { zh: '已批准', en: 'is approved' },
  RETURNED: { zh: '已退回,请按理由更正后重新报送', en: 'was returned; mend it by the reason given and file it again' },
  REFUSED: { zh: '不予批准', en: 'was refused' },
  CANCELLED: { zh: '已由机构取消', en: 'was cancelled by the institution' },
  VOIDED: { zh: '已作废', en: 'was voided' },
};

export const planNews = (news: PlanNews, planNo: string): Bilingual => ({
  zh: `认定计划 ${planNo} ${NEWS[news].zh}。`,
  en: `Plan ${planNo} ${NEWS[news].en}.`,
});
