/** Alarms of feeds as people read them. */
import type { Bilingual } from '../../domain/bilingual';

const TITLES: Readonly<Record<string, Bilingual>> = {
  SILENT: { zh: '到期未报送', en: 'Due for long and not handed over' },
  UNANSWERED: { zh: '已送达,久未答复', en: 'Taken long ago and not answered' },
  BREAKER_OPEN: { zh: '持续无法连通', en: 'Nobody is reached there for long' },
  GIVEN_UP: { zh: '有已放弃的报送', en: 'Deliveries were given up' },
  PAUSED: { zh: '暂停已久', en: 'Paused for long' },
  NOT_CONFIGURED: {
    zh: '有待报送,但配置文件中没有该接收方',
    en: 'Deliveries wait, and the feeds file does not have it',
  },
  REFUSED_ALL: { zh: '连续全部被拒绝', en: 'It refuses everything' },
  DIFFERENT: { zh: '对账不符,无法自动补齐', en: 'A reconciliation found what cannot be healed' },
  NOT_COMPARED: { zh: '多日未能对账', en: 'Not compared for days' },
  REPORT: { zh: '统计报表未送达、未答复或被拒绝', en: 'A report of tallies waits, or was refused' },
};

/** A kind that this release has no words for is told by its code. */
export const alarmTitle = (kind: string): Bilingual => TITLES[kind] ?? { zh: kind, en: kind };
