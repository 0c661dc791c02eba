/** An institution answers findings that ask for confirmation; regulators accept or refuse the answers; content remembers. */
import type { CertificateRecord, RawRecord } from '../../src/domain/certificate/record';
import type { BatchHeader } from '../../src/domain/intake/header';
import { startTestHub, type TestHub } from '../kit/hub';
import type { CallerName } from '../kit/hub-clients';
import {
  approveBatch,
  batchStatus,
  idOf,
  pushBatch,
  REFUSAL,
  returnBatch,
  untilAnswered,
  untilChecked,
  type Refused,
} from '../kit/operations';
import { sampleDesk } from '../kit/sample-desk';

jest.setTimeout(120_000);

const REASON = '原证书遗失,本人书面申请重新参加认定';
const REFUSED_BECAUSE = '未附遗失证明';

interface Declared extends Partial<Refused> {
  readonly state?: string;
  readonly counts?: object;
  readonly answers?: readonly { readonly line: number | null; readonly rule: string; readonly outcome: string }[];
}
interface Said {
  readonly line: number | null;
  readonly rule: string;
  readonly reason?: string;
}
interface OpenFinding {
  readonly line: number;
  readonly code: string;
  readonly severity: string;
  readonly declaredReason: string | null;
  readonly declaration: Readonly<Record<string, unknown>> | null;
}

describe('declarations', () => {
  const desk = sampleDesk();
  let hub: TestHub;
  let prior: readonly CertificateRecord[] = [];
  beforeAll(async () => {
    hub = await startTestHub({ queue: 'postgres', workers: 1 });
    const { header, records } = desk.batch({ records: 30 });
    const batchId = idOf(await pushBatch(hub, header, records));
    await untilChecked(hub, batchId);
    await approve(batchId);
    prior = records as unknown as readonly CertificateRecord[];
  });
  afterAll(() => hub.stop());

  const approve = async (batchId: string): Promise<void> => {
    expect(await approveBatch(hub, 'city', batchId)).toMatchObject({ state: 'PROVINCE_REVIEW', returnedLines: 0 });
    expect(await approveBatch(hub, 'province', batchId)).toMatchObject({ state: 'APPROVED', returnedLines: 0 });
  };
  const declare = async (
    batchId: string,
    said: readonly Said[],
    caller: CallerName = 'institution',
  ): Promise<Declared> => {
    const { declareFindings } = await hub.run<{ declareFindings: Declared }>(
      caller,
      `mutation ($batchId: ID!, $declarations: [FindingDeclarationInput!]!) {
         declareFindings(batchId: $batchId, declarations: $declarations) {
           ... on FindingsDeclared { state counts { passed held returned } answers { line rule outcome } } ${REFUSAL} } }`,
      { batchId, declarations: said.map((one) => ({ reason: REASON, ...one })) },
    );
    return declareFindings;
  };
  const decide = async (caller: CallerName, batchId: string, decision: object): Promise<object> => {
    const { decideDeclarations } = await hub.run<{ decideDeclarations: object }>(
      caller,
      `mutation ($batchId: ID!, $decision: DeclarationDecision!, $lines: [Int!], $rule: String, $reason: String) {
         decideDeclarations(batchId: $batchId, decision: $decision, lines: $lines, rule: $rule, reason: $reason) {
           ... on DeclarationsDecided { decided keptByProvince counts { passed held returned } } ${REFUSAL} } }`,
      { batchId, ...decision },
    );
    return decideDeclarations;
  };
  const confirms = async (batchId: string, caller: CallerName = 'institution'): Promise<readonly OpenFinding[]> => {
    const { findings } = await hub.run<{ findings: { items: readonly OpenFinding[] } }>(
      caller,
      `query ($id: ID!) { findings(batchId: $id, filter: { severity: confirm }, first: 100) { items {
         line code severity declaredReason declaration { state reason decisionReason } } } }`,
      { id: batchId },
    );
    return findings.items;
  };
  const countsOf = async (batchId: string): Promise<object> => {
    const { batch } = await hub.run<{ batch: { declarations: object } }>(
      'city',
      `query ($id: ID!) { batch(id: $id) { declarations { total undecided accepted refused } } }`,
      { id: batchId },
    );
    return batch.declarations;
  };

  interface HeldBatch {
    readonly batchId: string;
    readonly header: BatchHeader;
    readonly records: readonly RawRecord[];
    /** The open confirm findings. */
    readonly open: readonly Said[];
  }
  /** Two of its persons hold such a certificate already; `only` leaves just those two. */
  const heldBatch = async (only: 'all' | 'held' = 'all'): Promise<HeldBatch> => {
    const { header, records, faults } = desk.batch({
      records: 10,
      faultShare: 0.2,
      faults: ['AUT-009'],
      priorRecords: prior,
    });
    expect(faults).toHaveLength(2);
    // Who holds a certificate by now is no example for the next batch.
    prior = prior.filter(({ idNumber }) => !faults.some(({ line }) => records[line - 1]?.['idNumber'] === idNumber));
    const sent = only === 'all' ? records : faults.map(({ line }) => records[line - 1] ?? {});
    const batchId = idOf(await pushBatch(hub, header, sent));
    const status = await untilChecked(hub, batchId);
    expect(status.counts).toEqual({ passed: sent.length - 2, held: 2, returned: 0 });
    const open = (await confirms(batchId)).map(({ line, code }) => ({ line, rule: code }));
    return { batchId, header, records: sent, open };
  };
  const resend = async ({ batchId, header, records }: HeldBatch, mark: string): Promise<string> => {
    const again = { ...header, clientBatchNo: `${header.clientBatchNo}-${mark}`, resubmissionOf: batchId };
    const againId = idOf(await pushBatch(hub, again, records));
    await untilChecked(hub, againId);
    return againId;
  };

  test('declared, refused, still refused when the same content is sent again, then accepted', async () => {
    const held = await heldBatch();
    const { batchId, open } = held;
    const answers = open.map((one) => ({ ...one, outcome: 'DECLARED' }));
    const declared = { state: 'CITY_REVIEW', counts: { passed: 10, held: 0, returned: 0 }, answers };
    expect(await declare(batchId, open)).toEqual(declared);
    expect(await declare(batchId, open)).toEqual(declared);
    expect(await countsOf(batchId)).toEqual({ total: open.length, undecided: open.length, accepted: 0, refused: 0 });
    expect(await confirms(batchId, 'city')).toMatchObject(
      open.map(() => ({ declaredReason: REASON, declaration: { state: 'OPEN', reason: REASON } })),
    );

    const [refusedLine] = open.map(({ line }) => line);
    const refusal = { decision: 'REFUSE', lines: [refusedLine], reason: REFUSED_BECAUSE };
    expect(await decide('city', batchId, { ...refusal, reason: null })).toMatchObject({ code: 'REASON_MISSING' });
    const refused = { keptByProvince: 0, counts: { passed: 9, held: 1, returned: 0 } };
    expect(await decide('city', batchId, refusal)).toMatchObject(refused);
    expect(await decide('city', batchId, refusal)).toMatchObject(refused);
    expect(await batchStatus(hub, batchId)).toMatchObject({ counts: { passed: 9, held: 1 } });

    await returnBatch(hub, 'city', batchId, '请补充材料');
    const againId = await resend(held, 'R1');
    expect(await batchStatus(hub, againId)).toMatchObject({ counts: { passed: 9, held: 1, returned: 0 } });
    const shown = (await confirms(againId)).filter(({ line }) => line === refusedLine);
    for (const finding of shown) {
      expect(finding).toMatchObject({
        declaredReason: null,
        declaration: { state: 'REFUSED', reason: REASON, decisionReason: REFUSED_BECAUSE },
      });
    }
    expect(shown).not.toHaveLength(0);
    const ofLine = open.filter(({ line }) => line === refusedLine);
    expect((await declare(againId, ofLine)).answers).toEqual(
      ofLine.map((one) => ({ ...one, outcome: 'REFUSED_BEFORE' })),
    );

    expect(await decide('city', againId, { decision: 'ACCEPT', lines: [refusedLine] })).toMatchObject({
      counts: { passed: 10, held: 0, returned: 0 },
    });
    await approve(againId);
    expect(await countsOf(againId)).toEqual({ total: open.length, undecided: 0, accepted: open.length, refused: 0 });
    expect(await untilAnswered(hub, againId)).toMatchObject({ counts: { passed: 10 } });
  });

  test('accepted once, it survives a resubmission by itself', async () => {
    const held = await heldBatch();
    await declare(held.batchId, held.open);
    for (const rule of new Set(held.open.map((one) => one.rule))) {
      expect(await decide('city', held.batchId, { decision: 'ACCEPT', rule })).toMatchObject({ keptByProvince: 0 });
    }
    await returnBatch(hub, 'city', held.batchId, '公示材料不全');
    const againId = await resend(held, 'R1');
    expect(await batchStatus(hub, againId)).toMatchObject({ state: 'CITY_REVIEW', counts: { passed: 10, held: 0 } });
    expect(await confirms(againId, 'city')).toMatchObject(
      held.open.map(() => ({ declaration: { state: 'ACCEPTED' } })),
    );
    await approve(againId);
  });

  test('a batch that the check returned goes to review, and its approval accepts what was declared', async () => {
    const { batchId, open } = await heldBatch('held');
    expect(await batchStatus(hub, batchId)).toMatchObject({ state: 'RETURNED' });
    expect(await approveBatch(hub, 'city', batchId)).toMatchObject({ code: 'STATE_CONFLICT' });
    expect(await declare(batchId, open)).toMatchObject({ state: 'CITY_REVIEW', counts: { passed: 2, held: 0 } });
    await approve(batchId);
    expect(await countsOf(batchId)).toMatchObject({ undecided: 0, accepted: open.length });
    const { declarations } = await hub.run<{ declarations: { total: number; items: readonly object[] } }>(
      'institution',
      `query ($id: ID!) { declarations(batchId: $id, state: ACCEPTED) { total items {
         line rule counts decidedStep decidedBy declaredBy firstBatchId } } }`,
      { id: batchId },
    );
    expect(declarations.total).toBe(open.length);
    for (const item of declarations.items) {
      expect(item).toMatchObject({
        counts: true,
        decidedStep: 'CITY',
        decidedBy: 'test-city',
        declaredBy: 'test-institution',
        firstBatchId: batchId,
      });
    }
  });

  test('by others, about nothing, or with a number of a person: refused, and no reason is in a log', async () => {
    const { batchId, open, records } = await heldBatch();
    expect(await declare(batchId, open, 'otherInstitution')).toMatchObject({ code: 'BATCH_NOT_FOUND' });
    expect(await decide('otherCity', batchId, { decision: 'ACCEPT', lines: [1] })).toMatchObject({
      code: 'BATCH_NOT_FOUND',
    });
    const clean = { line: records.findIndex((_, index) => open.every(({ line }) => line !== index + 1)) + 1 };
    expect(
      await declare(batchId, [
        { ...clean, rule: 'AUT-009' },
        { line: null, rule: 'TIM-003' },
      ]),
    ).toMatchObject({
      answers: [{ outcome: 'NO_OPEN_FINDING' }, { outcome: 'NO_OPEN_FINDING' }],
    });
    const telling = open.map((one) => ({ ...one, reason: '请联系 13800138000' }));
    const refused = await declare(batchId, telling);
    expect(refused).toMatchObject({
      code: 'DECLARATIONS_INVALID',
      places: telling.map((_, index) => ({ field: `declarations/${index}/reason` })),
    });
    expect(JSON.stringify(refused)).not.toContain('13800138000');
    expect(await decide('city', batchId, { decision: 'ACCEPT' })).toMatchObject({ code: 'DECLARATIONS_INVALID' });
    expect(await batchStatus(hub, batchId)).toMatchObject({ counts: { passed: 8, held: 2 } });
    expect(hub.logs()).not.toContain(REASON);
    expect(hub.logs()).not.toContain('13800138000');
    expect(hub.errorLines()).toEqual([]);
  });
});
