/** Lets a report that was refused or given up be handed over again, once a person has mended what stood in its way. */
import { isUuid } from '../../domain/intake/check-header';
import { RESENDABLE_STATES } from '../../domain/statistics/report-life';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import type { Hub } from '../ports';
import { type Refusal, refuse } from '../refusal';

export interface ReportResent {
  readonly kind: 'resent';
  readonly reportId: string;
  readonly state: 'DUE';
}

const SENDERS: readonly Caller['role'][] = ['OPERATOR', 'PROVINCE'];

/** To a province only the reports of feeds within its territory exist. */
export async function resendReport(
  hub: Hub,
  caller: Caller,
  { reportId }: { readonly reportId: string },
): Promise<ReportResent | Refusal> {
  if (!SENDERS.includes(caller.role)) return refuse('FORBIDDEN');
  if (!isUuid(reportId)) return refuse('TALLY_REPORT_NOT_FOUND');
  const at = hub.now();
  const outcome = await hub.transaction(async ({ tallyReports }): Promise<ReportResent | Refusal> => {
    const report = await tallyReports.lockReport(reportId);
    if (!report || !coversRegion(territoryOf(caller), report.regionCode)) return refuse('TALLY_REPORT_NOT_FOUND');
    if (!report.isNewest || !RESENDABLE_STATES.includes(report.state)) return refuse('TALLY_REPORT_NOT_RESENDABLE');
    await tallyReports.resend(reportId, at);
    return { kind: 'resent', reportId, state: 'DUE' };
  });
  if (outcome.kind === 'refused') return outcome;
  hub.log.info({ reportId, by: caller.clientId }, 'A report of tallies is sent again.');
  await hub.reminders.remind('send-report', [{ reportId }], { round: `again-${at.getTime()}` });
  return outcome;
}
