/** A batch by way of a drop of files: handed over, answered by receipts, and half a receipt told to the operator. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectAnswers } from '../../src/app/collect-answers';
import { deliver } from '../../src/app/deliver';
import { sha256Of } from '../../src/connectors/sftp-checked';
import { approveBatch, certificateNoOf, FEED, forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { type DrivenForwarding, drivenForwarding } from '../kit/driven-forwarding';
import { putAnswer, receiptOf, type SftpDropPlace, useSftpDrops } from '../kit/sftp-drop';
import { onSftpServer } from '../kit/sftp-server';

jest.setTimeout(60_000);

onSftpServer(() => {
  const drops = useSftpDrops();
  let bench: ForwardingBench;
  let driven: DrivenForwarding;
  let drop: SftpDropPlace;
  let deliveryId: string;
  beforeEach(async () => {
    bench = await forwardingBench();
    driven = drivenForwarding(bench, new Date('2026-08-03T01:00:00Z'));
    drop = await drops.dropAt();
    driven.sweepEvery(undefined);
    await driven.addFeed(FEED, drop.open());
    const batchId = await approveBatch(bench, { records: 3 });
    const [id = ''] = await bench.transaction(({ deliveries }) =>
      deliveries.createForBatch(FEED, batchId, driven.now(), driven.hub.newId),
    );
    deliveryId = id;
    expect(await deliver(driven.hub, deliveryId)).toMatchObject({ kind: 'SENT' });
  });
  afterEach(() => bench.close());

  const ask = async (): Promise<object> => {
    driven.forget();
    await driven.pass(10_000);
    return collectAnswers(driven.hub, deliveryId);
  };
  const items = async (): Promise<readonly string[]> =>
    (
      await bench.source.query<{ item: string }[]>(
        `SELECT concat_ws(' ', right(certificate_no, 1), state, code) AS item FROM delivery_item ORDER BY certificate_no`,
      )
    ).map(({ item }) => item);
  const oddities = (): Promise<unknown> =>
    bench.source.query(`SELECT code, count::int, delivery_id AS id FROM feed_oddity ORDER BY code`);

  test('half a receipt changes nothing, however often it is looked at, and counts when it is whole', async () => {
    const content = receiptOf(...[1, 2, 3].map((serial) => `${certificateNoOf(serial)},1,${serial !== 2},R-PHOTO,`));
    const path = join(drop.outbox, `${deliveryId}.answers.csv`);
    writeFileSync(`${path}.sha256`, sha256Of(Buffer.from(content)));
    writeFileSync(path, content.slice(0, -20));
    for (let asked = 0; asked < 3; asked += 1) {
      expect(await ask()).toEqual({ kind: 'outstanding', accepted: 0, refused: 0 });
    }
    expect(await items()).toEqual(['1 PENDING', '2 PENDING', '3 PENDING']);
    expect(await oddities()).toEqual([{ code: 'HALF_FILE', count: 1, id: deliveryId }]);
    writeFileSync(path, content);
    expect(await ask()).toEqual({ kind: 'answered', accepted: 2, refused: 1 });
    expect(await items()).toEqual(['1 ACCEPTED', '2 REFUSED R-PHOTO', '3 ACCEPTED']);
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  test('a receipt that answers what was never sent is told, and its good lines count', async () => {
    await putAnswer(
      drop.outbox,
      `${deliveryId}.answers.csv`,
      receiptOf(
        `${certificateNoOf(1)},1,true,,`,
        `${certificateNoOf(9)},1,true,,`,
        `${certificateNoOf(2)},4,true,,`,
        'broken',
      ),
    );
    expect(await ask()).toEqual({ kind: 'outstanding', accepted: 1, refused: 0 });
    expect(await items()).toEqual(['1 ACCEPTED', '2 PENDING', '3 PENDING']);
    expect(await oddities()).toEqual(
      ['UNKNOWN_CERTIFICATE', 'UNKNOWN_VERSION', 'UNREADABLE_ANSWER'].map((code) => ({
        code,
        count: 1,
        id: deliveryId,
      })),
    );
  });
});
