/** What follows once results may become certificates. */
import { cstDate } from '../../domain/calendar/cst';
import { resolvePack } from '../../domain/packs/resolve-pack';
import { endTerms, openTerm } from '../deadlines/open-term';
import type { Hub, Stores } from '../ports';
import type { Results } from './results-ports';
import { tellInstitution } from './tell';

/** The clock that closes notices by itself is nobody's client. */
const CLOCK = { decidedBy: 'clock', role: 'CLOCK' } as const;

/** The caller has made the results CLOSED in the same transaction. */
export async function afterClosing(hub: Hub, stores: Stores, results: Results, at: Date): Promise<void> {
  const { id, planNo, institutionCode, regionCode, noticeTo } = results;
  if (noticeTo !== null) {
    await stores.decisions.note({
      id: hub.newId(),
      subject: { kind: 'RESULTS', id },
      institutionCode,
      regionCode,
      act: 'NOTICE_CLOSED',
      reason: '公示期满且无未决异议 / The days of the notice are over and no objection is open',
      basis: await noticeBasis(hub, stores, results, at),
      ...CLOCK,
      decidedAt: at,
    });
  }
  // What is received or returned meanwhile waits, and then finds the results closed.
  await stores.deadlines.hold({ kind: 'PLAN', id: planNo });
  if (!(await stores.results.hasPassed(id))) {
    // Only those who passed get certificates: nothing is left to upload.
    await endTerms(stores, { kind: 'PLAN', id: planNo }, 'CANCELLED', at, 'RESULTS_UPLOAD');
    await tellInstitution(hub, stores, results, 'RESULTS_CLOSED', {
      zh: '成绩已结束,无人合格,无须上报证书数据',
      en: 'The results are closed; nobody passed, so no certificate data are due',
    });
    return;
  }
  // Data that came before the end of the notice are there: nothing is waited for.
  if (!(await stores.results.hasBatch(results))) {
    await openTerm(hub, stores, {
      term: 'CERTIFICATE_DATA',
      subject: { kind: 'PLAN', id: planNo },
      institutionCode,
      regionCode,
      on: cstDate(at),
    });
  }
  await tellInstitution(hub, stores, results, 'RESULTS_CLOSED', {
    zh: `${noticeTo === null ? '成绩已提交,无须公示' : '成绩公示已结束'},可以上报证书数据`,
    en: 'The results are closed; certificate data can be sent',
  });
}

async function noticeBasis(
  hub: Hub,
  stores: Stores,
  { regionCode, noticeFrom }: Results,
  at: Date,
): Promise<readonly string[]> {
  const { packs } = await hub.activePacks(stores, at);
  return resolvePack(packs, regionCode, noticeFrom ?? cstDate(at)).origins['noticeDays']?.basis ?? [];
}
