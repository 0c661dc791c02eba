/** What COPY into a front-end database must not lose of what INSERT did. */
import type { Client } from 'pg';
import type { Connector } from '../../src/app/connector';
import { ensureExchangeSchema, postgresExchange } from '../../src/connectors/postgres-exchange';
import { FEED } from '../kit/approved-batch';
import { emptyDatabase, silentLog } from '../kit/database';
import { parcelWith } from '../kit/parcels';

const TIMEOUT_MS = 20_000;

describe('a parcel for a front-end database', () => {
  let connector: Connector;
  let receiver: Client;
  beforeEach(async () => {
    const database = await emptyDatabase();
    await ensureExchangeSchema(database.url);
    receiver = await database.connect();
    connector = postgresExchange({ feed: FEED, address: { connector: 'postgres', url: database.url }, log: silentLog });
  });
  afterEach(() => connector.close());

  const certificate = (serial: number, data: object = { name: '张三' }) => ({
    certificateNo: `Y00005100012326300${String(serial).padStart(4, '0')}`,
    version: 1,
    kind: 'ISSUED',
    institutionCode: '0000',
    regionCode: '510100',
    data: JSON.stringify(data),
  });
  const held = async (): Promise<readonly unknown[]> =>
    (await receiver.query<{ data: unknown }>('SELECT data FROM certhub_certificate ORDER BY certificate_no')).rows.map(
      ({ data }) => data,
    );

  test('holds every character as it was', async () => {
    const data = {
      backslash: 'a\\b\\n\\N',
      breaks: 'a\tb\nc\rd',
      quotes: `"'`,
      end: '\\.',
      wide: '𠮷野家 张三',
      empty: '',
      nothing: null,
    };
    const parcel = parcelWith([certificate(1, data), certificate(2)]);
    expect(await connector.send(parcel, TIMEOUT_MS)).toEqual({ kind: 'taken' });
    expect(await held()).toEqual([data, { name: '张三' }]);
  });

  test('is refused whole where a trigger of the receiver leaves some of it out', async () => {
    await receiver.query(`
      CREATE FUNCTION leave_out() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RETURN CASE WHEN NEW.certificate_no LIKE '%2' THEN NULL ELSE NEW END;
      END $$;
      CREATE TRIGGER leave_out BEFORE INSERT ON certhub_certificate FOR EACH ROW EXECUTE FUNCTION leave_out();`);
    const parcel = parcelWith([certificate(1), certificate(2)]);
    expect(await connector.send(parcel, TIMEOUT_MS)).toEqual({ kind: 'refused', reason: 'CERTIFICATE_TAKEN' });
    expect(await held()).toEqual([]);
    expect((await receiver.query('SELECT FROM certhub_parcel')).rowCount).toBe(0);
  });

  test('leaves certificates of another parcel as they are, and says so', async () => {
    expect(await connector.send(parcelWith([certificate(1)]), TIMEOUT_MS)).toEqual({ kind: 'taken' });
    const other = parcelWith([certificate(2), certificate(1, { name: '李四' })]);
    expect(await connector.send(other, TIMEOUT_MS)).toEqual({ kind: 'refused', reason: 'CERTIFICATE_TAKEN' });
    expect(await held()).toEqual([{ name: '张三' }]);
  });

  test('is refused for its content where a constraint of the receiver says no', async () => {
    await receiver.query(`ALTER TABLE certhub_certificate ADD CHECK (data ->> 'name' <> '李四')`);
    const parcel = parcelWith([certificate(1), certificate(2, { name: '李四' })]);
    expect(await connector.send(parcel, TIMEOUT_MS)).toEqual({ kind: 'refused', reason: 'CONTENT' });
    expect(await held()).toEqual([]);
  });
});
