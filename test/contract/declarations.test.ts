/** Declarations are kept by content: what is said, what survives a resubmission, what a regulator decides. */
import { approveBatch, returnBatch } from '../../src/app/review-batch';
import type { Caller } from '../../src/app/caller';
import { decideDeclarations, type GivenDecision } from '../../src/app/decide-declarations';
import { declareFindings } from '../../src/app/declare-findings';
import { declareOnBatch, type GivenDeclaration } from '../../src/app/declare-on-batch';
import type { DeclarationState } from '../../src/domain/decision/declaration';
import { createViews } from '../../src/store/views';
import { forwardingBench, INSTITUTION, type ForwardingBench } from '../kit/approved-batch';
import { addHubFinding, heldBatch as newHeldBatch, type HeldContent, RULE, WHOLE } from '../kit/held-batch';
import { CITY, decisionHub, OTHER_PROVINCE, PROVINCE, waitingBatch } from '../kit/waiting-batch';
import { testSealer } from '../kit/test-sealer';

const SENDER: Caller = { clientId: 'sender', role: 'INSTITUTION', institutionCode: INSTITUTION, regionCode: null };
const STRANGER: Caller = { ...SENDER, clientId: 'stranger', institutionCode: '0002' };
const LATE = { line: null, rule: WHOLE, reason: '系统故障,已书面报告' };
const why = (line: number, reason = '遗失补证', rule: string = RULE): GivenDeclaration => ({ line, rule, reason });
const EVERYTHING = { institutionCode: null, regionPrefix: '' };

describe('declarations', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
  });
  afterEach(() => bench.close());

  const heldBatch = (content: HeldContent): Promise<string> => newHeldBatch(bench, content);
  const addFinding = (id: string, line: number, code: string, severity = 'confirm'): Promise<unknown> =>
    addHubFinding(bench, id, { line, code, severity });
  const hub = (): ReturnType<typeof decisionHub>['hub'] => decisionHub(bench).hub;
  /** What settling does once all findings are there. */
  const settleDeclarations = (id: string): Promise<void> =>
    bench.transaction(async (stores) => {
      const batch = await stores.batches.byId(id);
      if (batch) await declareFindings(hub(), stores, { ...batch, state: 'CHECKING' });
    });
  const declare = (batchId: string, declarations: readonly GivenDeclaration[], caller = SENDER): Promise<object> =>
    declareOnBatch(hub(), caller, { batchId, declarations });
  const decide = (caller: Caller, decision: GivenDecision): Promise<object> =>
    decideDeclarations(hub(), caller, decision);
  const refuse = (batchId: string, lines: readonly number[], caller = CITY): Promise<object> =>
    decide(caller, { batchId, decision: 'REFUSE', lines, reason: '材料不足' });
  const verdicts = async (id: string): Promise<string> => {
    const found: { verdict: string }[] = await bench.source.query(
      `SELECT verdict FROM record WHERE batch_id = $1 ORDER BY line`,
      [id],
    );
    return found.map(({ verdict }) => verdict[0]).join('');
  };
  const reasons = async (id: string): Promise<unknown[]> => {
    const found: { reason: unknown }[] = await bench.source.query(
      `SELECT declared_reason AS reason FROM finding WHERE batch_id = $1 ORDER BY line, id`,
      [id],
    );
    return found.map(({ reason }) => reason);
  };
  const kept = (): Promise<Record<string, unknown>[]> =>
    bench.source.query(
      `SELECT rule, reason, state, line, declared_by AS by, decided_step AS step, decision_reason AS because
         FROM declaration ORDER BY rule, declared_at, line`,
    );
  const stateOf = async (id: string): Promise<object> => {
    const [row] = await bench.source.query(`SELECT state, passed, held FROM batch WHERE id = $1`, [id]);
    return row;
  };
  const views = (): ReturnType<typeof createViews> =>
    createViews((sql, parameters = []) => bench.source.query(sql, [...parameters]), testSealer);

  describe('by the institution, of a batch that was checked', () => {
    test('frees the record, is kept, and hears the same when it is sent again', async () => {
      const id = await heldBatch({ held: [2, 3] });
      expect(await verdicts(id)).toBe('PHH');
      const answer = {
        kind: 'declared',
        batchId: id,
        state: 'CITY_REVIEW',
        counts: { passed: 2, held: 1, returned: 0 },
        answers: [{ line: 2, rule: RULE, outcome: 'DECLARED' }],
      };
      expect(await declare(id, [why(2)])).toEqual(answer);
      expect(await declare(id, [why(2, '后说的不算')])).toEqual(answer);
      expect(await verdicts(id)).toBe('PPH');
      expect(await reasons(id)).toEqual(['遗失补证', null]);
      expect(await kept()).toMatchObject([{ rule: RULE, reason: '遗失补证', state: 'OPEN', line: 2, by: 'sender' }]);
      expect(await stateOf(id)).toEqual({ state: 'CITY_REVIEW', passed: 2, held: 1 });
    });

    test('what is no open confirm finding is said so, place by place', async () => {
      const id = await heldBatch({ held: [2] });
      await addFinding(id, 1, 'CMP-023', 'error');
      await addFinding(id, 3, 'AUT-016', 'signal');
      expect(
        await declare(id, [why(1, '成绩有误', 'CMP-023'), why(3, '通过率高', 'AUT-016'), why(9), LATE]),
      ).toMatchObject({
        answers: [1, 3, 9, null].map((line) => ({ line, outcome: 'NO_OPEN_FINDING' })),
      });
      expect(await kept()).toEqual([]);
    });

    test('a batch that the check alone returned goes to review', async () => {
      const id = await heldBatch({ held: [1, 2, 3], state: 'RETURNED' });
      expect(await declare(id, [why(1), why(3)])).toMatchObject({
        state: 'CITY_REVIEW',
        counts: { passed: 2, held: 1 },
      });
      expect(await stateOf(id)).toEqual({ state: 'CITY_REVIEW', passed: 2, held: 1 });
    });

    test('one that a regulator returned stays so, and the declaration is kept for a resubmission', async () => {
      const id = await heldBatch({ held: [2] });
      expect(await returnBatch(hub(), CITY, { batchId: id, reason: '材料不全' })).toMatchObject({ state: 'RETURNED' });
      expect(await declare(id, [why(2)])).toMatchObject({ state: 'RETURNED', answers: [{ outcome: 'KEPT' }] });
      expect(await verdicts(id)).toBe('PHP');
      const again = await heldBatch({ held: [2] });
      await settleDeclarations(again);
      expect(await verdicts(again)).toBe('PPP');
    });

    test('past the city it is kept, and passes nothing unseen at the approval, even if that finds more', async () => {
      const prior = await waitingBatch(bench, { records: 1, firstSerial: 900, firstHolding: 1 });
      const id = await heldBatch({ held: [2], state: 'PROVINCE_REVIEW' });
      expect(await declare(id, [why(2)])).toMatchObject({ answers: [{ outcome: 'KEPT' }] });
      await approveBatch(hub(), PROVINCE, { batchId: prior });
      expect(await approveBatch(hub(), PROVINCE, { batchId: id })).toMatchObject({
        state: 'APPROVED',
        returnedLines: 1,
      });
      expect(await verdicts(id)).toBe('HHP');
      expect(await kept()).toMatchObject([{ state: 'OPEN' }]);
    });

    test('a finding about the batch holds every record until it is declared, for it and what mends it; another batch of the plan says why itself', async () => {
      const id = await heldBatch({ held: [0, 2] });
      expect(await verdicts(id)).toBe('HHH');
      expect(await declare(id, [LATE])).toMatchObject({ counts: { passed: 2, held: 1 } });
      expect(await kept()).toMatchObject([{ rule: WHOLE, line: 0 }]);
      const mended = await heldBatch({ held: [0], firstSerial: 100 });
      const again = await heldBatch({ held: [0], firstSerial: 200 });
      await bench.source.query(`UPDATE batch SET held = 1, checked_at = now() WHERE id = ANY($1)`, [[id, mended]]);
      await bench.source.query(`UPDATE batch SET resubmission_of = $2 WHERE id = $1`, [mended, id]);
      await bench.source.query(`UPDATE batch SET resubmission_of = $2 WHERE id = $1`, [again, mended]);
      await settleDeclarations(again);
      expect(await verdicts(again)).toBe('PPP');
      const other = await heldBatch({ held: [0], firstSerial: 300 });
      await settleDeclarations(other);
      expect(await verdicts(other)).toBe('HHH');
      expect(await declare(other, [LATE])).toMatchObject({ counts: { passed: 3 } });
    });

    test('is refused for others, while the check runs, and with a reason that names a person', async () => {
      const id = await heldBatch({ held: [2] });
      expect(await declare(id, [why(2)], STRANGER)).toMatchObject({ code: 'BATCH_NOT_FOUND' });
      expect(await declare(id, [why(2)], CITY)).toMatchObject({ code: 'FORBIDDEN' });
      const faulty = [why(2, '本人电话 138-0013-8000'), why(0), why(2, ' '), why(2, '好', 'x')];
      expect(await declare(id, faulty)).toMatchObject({
        code: 'DECLARATIONS_INVALID',
        places: ['0/reason', '1/line', '2/reason', '3/rule'].map((field) => ({ field: `declarations/${field}` })),
      });
      expect(await declare(id, [])).toMatchObject({ code: 'DECLARATIONS_INVALID' });
      const checking = await heldBatch({ held: [1], state: 'CHECKING', firstSerial: 50 });
      expect(await declare(checking, [why(1)])).toMatchObject({ code: 'STATE_CONFLICT' });
      expect(await kept()).toEqual([]);
    });

    test('ten times at once is one declaration', async () => {
      const id = await heldBatch({ held: [2] });
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => declare(id, [why(2)])));
      expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
      expect(await kept()).toHaveLength(1);
    });
  });

  describe('by a regulator', () => {
    test('refused: held again, in every resubmission of the content, until a regulator accepts it', async () => {
      const id = await heldBatch({ held: [2] });
      await declare(id, [why(2)]);
      expect(await decide(CITY, { batchId: id, decision: 'REFUSE', lines: [2] })).toMatchObject({
        code: 'REASON_MISSING',
      });
      const refused = { kind: 'decided', batchId: id, decided: 1, keptByProvince: 0, counts: { passed: 2, held: 1 } };
      expect(await refuse(id, [2])).toMatchObject(refused);
      expect(await refuse(id, [2])).toMatchObject(refused);
      expect(await verdicts(id)).toBe('PHP');
      expect(await declare(id, [why(2)])).toMatchObject({ answers: [{ outcome: 'REFUSED_BEFORE' }] });

      const again = await heldBatch({ held: [2], declarations: [why(2, '再次说明')] });
      await settleDeclarations(again);
      expect(await verdicts(again)).toBe('PHP');
      const findings = await views().findings(EVERYTHING, again, {}, { first: 10, after: null });
      expect(findings?.items).toMatchObject([
        { declaredReason: null, declaration: { state: 'REFUSED', reason: '遗失补证', decisionReason: '材料不足' } },
      ]);
      expect(await decide(CITY, { batchId: again, decision: 'ACCEPT', rule: RULE })).toMatchObject({ decided: 1 });
      expect(await verdicts(again)).toBe('PPP');
      expect(await kept()).toMatchObject([{ state: 'ACCEPTED', step: 'CITY', because: null }]);
    });

    test('what the province decided, the city does not turn over', async () => {
      const id = await heldBatch({ held: [1, 2] });
      await declare(id, [why(1), why(2)]);
      await bench.source.query(`UPDATE batch SET state = 'PROVINCE_REVIEW' WHERE id = $1`, [id]);
      expect(await decide(CITY, { batchId: id, decision: 'ACCEPT', lines: [1] })).toMatchObject({
        code: 'STATE_CONFLICT',
      });
      expect(await refuse(id, [1], PROVINCE)).toMatchObject({ decided: 1, counts: { held: 1 } });
      const again = await heldBatch({ held: [1, 2] });
      await settleDeclarations(again);
      expect(await decide(CITY, { batchId: again, decision: 'ACCEPT', rule: RULE })).toMatchObject({
        decided: 1,
        keptByProvince: 1,
      });
      expect(await verdicts(again)).toBe('HPP');
    });

    test('outside the territory, without a choice, or where nothing is declared: refused', async () => {
      const id = await heldBatch({ held: [2], state: 'PROVINCE_REVIEW' });
      const accept = { batchId: id, decision: 'ACCEPT' } as const;
      expect(await decide(OTHER_PROVINCE, { ...accept, lines: [2] })).toMatchObject({ code: 'BATCH_NOT_FOUND' });
      expect(await decide(PROVINCE, accept)).toMatchObject({ code: 'DECLARATIONS_INVALID' });
      expect(await decide(PROVINCE, { ...accept, lines: [2] })).toMatchObject({ code: 'DECLARATION_NOT_FOUND' });
      expect(await decide(SENDER, { ...accept, lines: [2] })).toMatchObject({ code: 'FORBIDDEN' });
    });

    test('an approval accepts what is undecided about passed records, and nothing else', async () => {
      const id = await heldBatch({ held: [1, 2, 3] });
      await addFinding(id, 3, 'CMP-033');
      await declare(id, [why(1), why(2), why(3)]);
      await refuse(id, [2]);
      expect(await verdicts(id)).toBe('PHH');
      expect(await approveBatch(hub(), CITY, { batchId: id })).toMatchObject({ state: 'PROVINCE_REVIEW' });
      expect(await kept()).toMatchObject([
        { line: 1, state: 'ACCEPTED', step: 'CITY' },
        { line: 2, state: 'REFUSED' },
        { line: 3, state: 'OPEN' },
      ]);
      const counts = { total: 3, undecided: 1, accepted: 1, refused: 1 };
      expect(await views().declarationsOfBatch(EVERYTHING, id)).toEqual(counts);
    });

    test('refused in another batch meanwhile, it no longer lets the record pass at the approval', async () => {
      const id = await heldBatch({ held: [2] });
      await declare(id, [why(2)]);
      const other = await heldBatch({ held: [2] });
      await settleDeclarations(other);
      await refuse(other, [2]);
      expect(await verdicts(id)).toBe('PPP');
      expect(await approveBatch(hub(), CITY, { batchId: id })).toMatchObject({ returnedLines: 1 });
      expect(await verdicts(id)).toBe('PHP');
      expect(await stateOf(id)).toEqual({ state: 'PROVINCE_REVIEW', passed: 2, held: 1 });
    });
  });

  test('a batch whose declared records were all refused is not approved with nothing: it is returned', async () => {
    const id = await heldBatch({ held: [1, 2, 3] });
    await declare(id, [why(1), why(2), why(3)]);
    await refuse(id, [1, 2, 3]);
    expect(await verdicts(id)).toBe('HHH');
    expect(await approveBatch(hub(), CITY, { batchId: id })).toMatchObject({ code: 'NOTHING_TO_APPROVE' });
    expect(await stateOf(id)).toMatchObject({ state: 'CITY_REVIEW' });
    expect(await returnBatch(hub(), CITY, { batchId: id, reason: '材料不足' })).toMatchObject({ state: 'RETURNED' });
  });

  test('a decision about what is no rule code is refused, also with a character that no column holds', async () => {
    const id = await heldBatch({ held: [1] });
    const refused = { code: 'DECLARATIONS_INVALID', places: [{ field: 'rule' }] };
    for (const rule of ['x', 'AUT-009\0', ''])
      expect(await decide(CITY, { batchId: id, decision: 'ACCEPT', rule })).toMatchObject(refused);
  });

  test('one content is one subject, whatever its line, key order and batch; another content is another', async () => {
    const id = await heldBatch({ held: [2] });
    await declare(id, [why(2)]);
    const again = await heldBatch({ held: [1, 2, 3], firstSerial: 1 });
    await bench.source.query(
      `UPDATE record SET data = CASE line WHEN 3 THEN (SELECT jsonb_object_agg(key, value ORDER BY key DESC)::text
              FROM jsonb_each((SELECT data::jsonb FROM record AS same WHERE batch_id = $2 AND line = 2)))
              ELSE (data::jsonb || '{"remark": "其他"}')::text END
        WHERE batch_id = $1`,
      [again, id],
    );
    await settleDeclarations(again);
    expect(await verdicts(again)).toBe('HHP');
  });

  test('another institution’s declarations are not ours', async () => {
    const id = await heldBatch({ held: [2] });
    await declare(id, [why(2)]);
    await bench.source.query(`UPDATE declaration SET institution_code = '0002'`);
    const again = await heldBatch({ held: [2] });
    await settleDeclarations(again);
    expect(await verdicts(again)).toBe('PHP');
  });

  test('the list is paged, filtered by state and walled', async () => {
    const id = await heldBatch({ held: [0, 1, 2] });
    await declare(id, [why(1), why(2), LATE]);
    await refuse(id, [2]);
    const page = async (state: DeclarationState | null, after: string | null = null) =>
      views().declarations(EVERYTHING, id, state, { first: 2, after });
    const first = await page(null);
    expect(first).toMatchObject({ total: 3, hasNext: true, items: [{ line: null, rule: WHOLE }, { line: 1 }] });
    expect(await page(null, first?.endCursor ?? null)).toMatchObject({
      items: [{ line: 2, counts: false, state: 'REFUSED', decidedStep: 'CITY', firstBatchId: id }],
    });
    expect(await page('OPEN')).toMatchObject({ total: 2 });
    const elsewhere = { institutionCode: '0002', regionPrefix: '' };
    expect(await views().declarations(elsewhere, id, null, { first: 2, after: null })).toBeUndefined();
    expect(await views().declarationsOfBatch(elsewhere, id)).toMatchObject({ total: 0 });
  });
});
