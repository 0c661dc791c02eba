/** A feed that takes tallies, its real receiver, and certificates to count. */
import type { Client } from 'pg';
import type { Connector } from '../../src/app/connector';
import { makeReports, type ReportsMade } from '../../src/app/forwarding/make-reports';
import type { Hub } from '../../src/app/ports';
import { ensureExchangeSchema, postgresExchange } from '../../src/connectors/postgres-exchange';
import { cstDate } from '../../src/domain/calendar/cst';
import { type FeedDescription, plainFeed } from '../../src/domain/forwarding/feed';
import type { TallyDefinition } from '../../src/domain/statistics/definition';
import { approveBatch } from './approved-batch';
import { AT, recordOf, useCertificateDesk, type CertificateDesk } from './certificate-desk';
import { emptyDatabase, silentLog } from './database';

export const TALLIES: FeedDescription = {
  ...plainFeed({
    name: 'province-tallies',
    connector: 'postgres',
    region: '510000',
    title: { zh: '省级统计汇总', en: 'Provincial tallies' },
  }),
  cargo: 'tallies',
};

export interface IssuedContent {
  readonly records: number;
  readonly firstSerial?: number;
  readonly regionCode?: string;
  /** What is different in the record of a serial number. */
  readonly change?: (serial: number) => object;
}

export interface ReportDesk {
  readonly desk: CertificateDesk;
  readonly hub: Hub;
  /** Of the receiver's database. */
  readonly receiver: Client;
  /** Address of the receiver's database. */
  readonly receiverUrl: string;
  /** Takes the place of the feed as it was. */
  describe(feed: FeedDescription): Promise<void>;
  /** Takes the place of the connector to the receiver. */
  connect(connector: Connector): void;
  now(): Date;
  at(moment: Date): void;
  later(ms: number): void;
  /** Certificates that were approved now; answers the batch. */
  issue(content: IssuedContent): Promise<string>;
  make(definition?: TallyDefinition): Promise<ReportsMade>;
  /** `2026-06/1 DUE 3`: period, revision, state, certificates. */
  reports(): Promise<readonly string[]>;
  reportId(period: string, revision: number): Promise<string>;
}

export const openFeed = (feed: FeedDescription, url: string): Connector =>
  postgresExchange({ feed, address: { connector: 'postgres', url }, log: silentLog });

/** A fresh desk for every test of the file. */
export function useReportDesk(): ReportDesk {
  const desk = useCertificateDesk();
  let now = AT;
  let feed = TALLIES;
  let connector: Connector | undefined;
  let receiver: Client | undefined;
  let receiverUrl = '';
  const at = (moment: Date): void => {
    now = moment;
    desk.at(moment);
  };
  const describe = async (described: FeedDescription): Promise<void> => {
    feed = described;
    await desk.bench.transaction(({ registry }) => registry.saveFeeds([described]));
  };
  beforeEach(async () => {
    at(AT);
    const database = await emptyDatabase();
    receiverUrl = database.url;
    await ensureExchangeSchema(receiverUrl);
    receiver = await database.connect();
    connector = openFeed(TALLIES, receiverUrl);
    await describe(TALLIES);
  });
  afterEach(() => connector?.close());
  const open = <Thing>(thing: Thing | undefined): Thing => {
    if (thing === undefined) throw new Error('The desk is there once a test runs.');
    return thing;
  };
  const report: ReportDesk = {
    desk,
    get hub() {
      return { ...desk.hub, feeds: [feed], connectors: new Map([[feed.name, open(connector)]]) };
    },
    get receiver() {
      return open(receiver);
    },
    get receiverUrl() {
      return receiverUrl;
    },
    describe,
    connect: (other) => void (connector = other),
    now: () => now,
    at,
    later: (ms) => at(new Date(now.getTime() + ms)),
    issue: async (content) => {
      const { change = () => ({}), firstSerial = 1, ...batch } = content;
      const record = (line: number): object => recordOf(firstSerial + line - 1, change(firstSerial + line - 1));
      const batchId = await approveBatch(desk.bench, { ...batch, firstSerial, record });
      await desk.query(`UPDATE certificate_version SET created_at = $2 WHERE batch_id = $1`, [batchId, now]);
      await desk.query(`UPDATE certificate SET approved_at = $2 WHERE batch_id = $1`, [batchId, now]);
      await desk.bench.transaction(({ tallies }) => tallies.markDue(batchId, now));
      return batchId;
    },
    make: (definition) => makeReports(report.hub, cstDate(now), definition),
    reports: async () => {
      const rows = await desk.query(
        `SELECT period || '/' || revision || ' ' || state || ' ' || certificates AS text FROM tally_report ORDER BY period, revision`,
      );
      return rows.map(({ text }) => String(text));
    },
    reportId: async (period, revision) => {
      const [row] = await desk.query(`SELECT id FROM tally_report WHERE period = $1 AND revision = $2`, [
        period,
        revision,
      ]);
      return String(open(row)['id']);
    },
  };
  return report;
}
