/**
 * Whether the certificates behind a report are still the same, and which came, went or changed since. What a certificate was when the
 * report was made say its versions; only a correction can have moved it to another month, and its former record is looked into.
 */
import { wish } from '../../domain/forwarding/wants';
import { periodOf } from '../../domain/statistics/periods';
import type { Territory } from '../../domain/tenancy/territory';
import type { Page, PageRequest } from '../paging';
import type { Hub } from '../ports';
import type {
  CertificateDifferenceView,
  CheckedReport,
  CorrectedCertificate,
  CorrectedSince,
  TallyReportCheckView,
} from './tally-report-views';

const CORRECTED_ROWS = 2_000;

export async function checkReport(
  hub: Pick<Hub, 'views'>,
  territory: Territory,
  reportId: string,
): Promise<TallyReportCheckView | undefined> {
  const report = await hub.views.checkedReport(territory, reportId);
  return report && hub.views.reportCheck(report, await correctedSince(hub, report));
}

export async function certificatesSince(
  hub: Pick<Hub, 'views'>,
  territory: Territory,
  asked: { readonly reportId: string; readonly page: PageRequest },
): Promise<Page<CertificateDifferenceView> | undefined> {
  const report = await hub.views.checkedReport(territory, asked.reportId);
  return report && hub.views.reportCertificates(report, await correctedSince(hub, report), asked.page);
}

async function correctedSince({ views }: Pick<Hub, 'views'>, report: CheckedReport): Promise<CorrectedSince> {
  const all: string[] = [];
  const counted: string[] = [];
  for (let slice: readonly CorrectedCertificate[] | undefined; ;) {
    slice = await views.correctedSince(report, all.at(-1) ?? '', CORRECTED_ROWS);
    all.push(...slice.map(({ certificateNo }) => certificateNo));
    counted.push(...slice.filter((each) => wasCounted(report, each)).map(({ certificateNo }) => certificateNo));
    if (slice.length < CORRECTED_ROWS) return { all, counted };
  }
}

/** In which month and by which occupation and level it counted then. */
function wasCounted({ period, regionCode: region, wants }: CheckedReport, then: CorrectedCertificate): boolean {
  const record: unknown = JSON.parse(then.data);
  const field = (name: string): string => String(Reflect.get(Object(record), name));
  const facts = {
    ...then,
    occupationCode: field('occupationCode'),
    level: field('level'),
    issuedOn: field('issuedOn'),
  };
  return periodOf(facts.issuedOn) === period && wish({ cargo: 'certificates', region, wants }, facts).kind === 'wanted';
}
