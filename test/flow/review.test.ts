/** Review: what regulators see and decide, and how an institution mends or explains what came back. */
import type { CertificateRecord } from '../../src/domain/certificate/record';
import { onEveryGround } from '../kit/each-backend';
import {
  allFindings,
  approveBatch,
  batchStatus,
  idOf,
  pushBatch,
  returnBatch,
  untilAnswered,
  untilChecked,
} from '../kit/operations';
import { sampleDesk } from '../kit/sample-desk';

jest.setTimeout(120_000);

onEveryGround('review', (hub) => {
  const desk = sampleDesk();
  const approve = async (batchId: string): Promise<void> => {
    expect(await approveBatch(hub(), 'city', batchId)).toMatchObject({ state: 'PROVINCE_REVIEW', returnedLines: 0 });
    expect(await approveBatch(hub(), 'province', batchId)).toMatchObject({ state: 'APPROVED', returnedLines: 0 });
  };

  test('records are shown masked, paged, and filtered by verdict', async () => {
    const { header, records } = desk.batch({ records: 60, faultShare: 0.1, faults: ['CMP-023'] });
    const batchId = idOf(await pushBatch(hub(), header, records));
    await untilChecked(hub(), batchId);
    const { returned, all } = await hub().run<{
      returned: { total: number; items: { line: number; verdict: string }[] };
      all: { total: number; hasNext: boolean; items: { line: number; name: string; idNumber: string }[] };
    }>(
      'city',
      `query ($batchId: ID!) {
         returned: records(batchId: $batchId, filter: { verdict: RETURNED }) { total items { line verdict } }
         all: records(batchId: $batchId, first: 20) { total hasNext items { line name idNumber } } }`,
      { batchId },
    );
    expect(returned.total).toBe(6);
    expect(all).toMatchObject({ total: 60, hasNext: true });
    for (const { line, name, idNumber } of all.items) {
      const sent = records[line - 1];
      expect(name).not.toBe(sent?.['name']);
      expect(idNumber).not.toBe(sent?.['idNumber']);
    }
  });

  test('returned by a regulator with a reason; mended and resent as a new batch that names the old one', async () => {
    const { header, records } = desk.batch({ records: 20 });
    const batchId = idOf(await pushBatch(hub(), header, records));
    await untilChecked(hub(), batchId);
    expect(await returnBatch(hub(), 'city', batchId, '  ')).toMatchObject({ code: 'REASON_MISSING' });
    expect(await returnBatch(hub(), 'city', batchId, '公示材料不全')).toMatchObject({ state: 'RETURNED' });
    expect(await approveBatch(hub(), 'city', batchId)).toMatchObject({ code: 'STATE_CONFLICT' });
    expect(await batchStatus(hub(), batchId)).toMatchObject({
      reviews: [{ step: 'CITY', decision: 'RETURNED', decidedBy: 'test-city' }],
    });
    const again = { ...header, clientBatchNo: `${header.clientBatchNo}-R1`, resubmissionOf: batchId };
    const mendedId = idOf(await pushBatch(hub(), again, records));
    expect(mendedId).not.toBe(batchId);
    expect(await untilChecked(hub(), mendedId)).toMatchObject({ counts: { passed: 20 } });
    await approve(mendedId);
    await untilAnswered(hub(), mendedId);
  });

  test('a held record passes once the institution says why, in a new batch that names the held one', async () => {
    const prior = desk.batch({ records: 10 });
    const priorId = idOf(await pushBatch(hub(), prior.header, prior.records));
    await untilChecked(hub(), priorId);
    await approve(priorId);
    const { header, records, faults } = desk.batch({
      records: 10,
      faultShare: 0.1,
      faults: ['AUT-009'],
      priorRecords: prior.records as unknown as readonly CertificateRecord[],
    });
    const [{ line } = { line: 0 }] = faults;
    const heldId = idOf(await pushBatch(hub(), header, records));
    expect(await untilChecked(hub(), heldId)).toMatchObject({ counts: { passed: 9, held: 1, returned: 0 } });
    expect(await allFindings(hub(), heldId)).toMatchObject([
      { line, code: 'AUT-009', severity: 'confirm', source: 'HUB' },
    ]);
    const declared = {
      ...header,
      clientBatchNo: `${header.clientBatchNo}-D`,
      resubmissionOf: heldId,
      declarations: [{ line, rule: 'AUT-009', reason: '原证书遗失后重新参加认定' }],
    };
    const declaredId = idOf(await pushBatch(hub(), declared, records));
    expect(await untilChecked(hub(), declaredId)).toMatchObject({ counts: { passed: 10, held: 0, returned: 0 } });
    const { findings } = await hub().run<{ findings: { items: readonly unknown[] } }>(
      'city',
      `query ($id: ID!) { findings(batchId: $id) { items { code declaredReason } } }`,
      { id: declaredId },
    );
    expect(findings.items).toEqual([{ code: 'AUT-009', declaredReason: '原证书遗失后重新参加认定' }]);
    await approve(declaredId);
    await untilAnswered(hub(), declaredId);
    await untilAnswered(hub(), priorId);
  });

  test('the province cannot review before the city', async () => {
    const { header, records } = desk.batch({ records: 5 });
    const batchId = idOf(await pushBatch(hub(), header, records));
    await untilChecked(hub(), batchId);
    expect(await approveBatch(hub(), 'province', batchId)).toMatchObject({ code: 'STATE_CONFLICT' });
  });
});
