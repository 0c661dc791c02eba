/** A hub that receives parcels of another one: its verbs on a real database, without processes. */
import type { Caller } from '../../src/app/caller';
import { type ParcelReceived, receiveParcel } from '../../src/app/forwarding/receive-parcel';
import type { GivenParcel } from '../../src/app/forwarding/received-ports';
import type { Hub } from '../../src/app/ports';
import { receivedViews } from '../../src/store/views/received';
import { FEED, forwardingBench, type ForwardingBench } from './approved-batch';
import { handedNo, HUB } from './handed-up';
import { decisionHub } from './waiting-batch';

const KEPT_IN = [
  'received_parcel',
  'received_version',
  'batch',
  'upload',
  'certificate',
  'certificate_version',
  'record',
  'delivery',
];

export interface ReceivingHub {
  readonly bench: ForwardingBench;
  readonly hub: Hub;
  /** Jobs with the number of their subjects. */
  readonly reminded: string[];
  query<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Throws where it is refused. */
  receive(parcel: GivenParcel, caller?: Caller): Promise<ParcelReceived>;
  /** Of its refusal, or `received`. */
  codeOf(parcel: GivenParcel, caller?: Caller): Promise<string>;
  /** By its serial. */
  certificate(serial: number): Promise<Record<string, unknown> | undefined>;
  /** Last two digits of the number and version of all that is owed to the feed, in order. */
  owed(): Promise<string[]>;
  /** Of each table that a parcel writes to. */
  rowsKept(): Promise<number[]>;
  close(): Promise<void>;
}

export async function receivingHub(): Promise<ReceivingHub> {
  const bench = await forwardingBench();
  await bench.source.query(
    `INSERT INTO region (code, name, grade) VALUES ('510300', '自贡市', 'CITY'), ('510400', '攀枝花市', 'CITY')`,
  );
  const { hub: played, reminded } = decisionHub(bench);
  const views = receivedViews((sql, values = []) => bench.source.query(sql, [...values]));
  const hub: Hub = { ...played, views: { ...played.views, ...views } };
  const query = <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> =>
    bench.source.query(sql, values);
  return {
    bench,
    hub,
    reminded,
    query,
    receive: async (parcel, caller = HUB) => {
      const outcome = await receiveParcel(hub, caller, parcel);
      if (outcome.kind === 'refused') throw new Error(`${outcome.code} ${JSON.stringify(outcome.places)}`);
      return outcome;
    },
    codeOf: async (parcel, caller = HUB) => {
      const outcome = await receiveParcel(hub, caller, parcel);
      return outcome.kind === 'refused' ? outcome.code : outcome.kind;
    },
    certificate: async (serial) => {
      const [found] = await query<Record<string, unknown>>(
        `SELECT state, version, occupation_name AS occupation, region_code AS region, institution_code AS institution,
                (SELECT array_agg(version || ' ' || kind ORDER BY version) FROM certificate_version AS past
                  WHERE past.certificate_no = certificate.certificate_no) AS versions
           FROM certificate WHERE certificate_no = $1`,
        [handedNo(serial)],
      );
      return found;
    },
    owed: async () => {
      const found = await query<{ key: string }>(
        `SELECT right(certificate_no, 2) || '/' || version AS key FROM delivery_item JOIN delivery ON delivery.id = delivery_id
          WHERE delivery.feed = $1 ORDER BY 1`,
        [FEED.name],
      );
      return found.map(({ key }) => key);
    },
    rowsKept: async () => {
      const counts = KEPT_IN.map((table) => `SELECT count(*) AS rows FROM ${table}`);
      const found = await query<{ rows: string }>(counts.join(' UNION ALL '));
      return found.map(({ rows }) => Number(rows));
    },
    close: () => bench.close(),
  };
}

export const codesOf = ({ answers }: ParcelReceived): (string | null)[] => answers.map(({ code }) => code);
