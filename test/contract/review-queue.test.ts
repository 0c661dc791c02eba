/** The desk of a regulator: its queue, and who reviews what. */
import type { Caller } from '../../src/app/caller';
import { openTerm } from '../../src/app/deadlines/open-term';
import type { Refusal } from '../../src/app/refusal';
import { assignReview, type ReviewAssigned } from '../../src/app/review/assign-review';
import { reviewQueue } from '../../src/app/review/review-queue';
import type { ReviewQueueFilter } from '../../src/app/review/review-ports';
import { INSTITUTION_CALLER, OTHER_CITY, SECOND_CITY, useOffice } from '../kit/review-office';
import { CITY, NATION, OTHER_PROVINCE, PROVINCE } from '../kit/waiting-batch';

const PAGE = { first: 50, after: null };

describe('the review queue', () => {
  const office = useOffice();
  const { waiting } = office;

  describe('queue', () => {
    const queue = async (filter: ReviewQueueFilter = {}, caller: Caller = CITY) => {
      const page = await reviewQueue(office.desk.hub, caller, filter, PAGE);
      return page?.items ?? [];
    };
    const ids = async (filter?: ReviewQueueFilter, caller?: Caller): Promise<readonly string[]> =>
      (await queue(filter, caller)).map(({ id }) => id);
    /** Five working days from that day on. */
    const termFrom = (id: string, on: string): Promise<void> =>
      office.bench.transaction((stores) =>
        openTerm(office.desk.hub, stores, {
          term: 'BATCH_CITY',
          subject: { kind: 'BATCH', id },
          institutionCode: '0001',
          regionCode: '510100',
          on,
        }),
      );
    const sealedAt = (id: string, at: string): Promise<unknown> =>
      office.bench.source.query(`UPDATE batch SET sealed_at = $2, checked_at = $2 WHERE id = $1`, [id, at]);

    test('the most urgent first: by the last day of the term, then by how long it waits', async () => {
      const [late, early, soon, overdue] = [await waiting(), await waiting(), await waiting(), await waiting()];
      await sealedAt(late, '2026-10-09T02:00:00Z');
      await sealedAt(early, '2026-09-30T02:00:00Z');
      await termFrom(soon, '2026-09-29');
      await termFrom(overdue, '2026-09-28');
      const rows = await queue();
      expect(rows.map(({ id }) => id)).toEqual([overdue, soon, early, late]);
      expect(rows.map((row) => [row.dueOn, row.overdue])).toEqual([
        ['2026-10-10', true],
        ['2026-10-12', false],
        [null, false],
        [null, false],
      ]);
      // 1 to 7 October are holidays, Saturday the 10th is a make-up workday: 8, 9, 10, 12.
      expect(rows.slice(2).map(({ ageWorkingDays }) => ageWorkingDays)).toEqual([4, 2]);
      expect(await ids({ overdue: true })).toEqual([overdue]);
      expect(await ids({ overdue: false })).toEqual([soon, early, late]);
    });

    test('an age that reaches into a year without a calendar is not counted', async () => {
      const id = await waiting();
      await sealedAt(id, '2026-12-30T02:00:00Z');
      office.setNow(new Date('2027-01-08T02:00:00Z'));
      expect(await queue()).toMatchObject([{ id, ageWorkingDays: null }]);
    });

    test('page by page, with its total', async () => {
      const all = [await waiting(), await waiting(), await waiting()];
      const first = await reviewQueue(office.desk.hub, CITY, {}, { first: 2, after: null });
      expect(first).toMatchObject({ total: 3, hasNext: true });
      const second = await reviewQueue(office.desk.hub, CITY, {}, { first: 2, after: first?.endCursor ?? null });
      expect(second).toMatchObject({ total: 3, hasNext: false });
      expect([...(first?.items ?? []), ...(second?.items ?? [])].map(({ id }) => id).sort()).toEqual(all.sort());
    });

    test('only what waits at the step of the caller, inside its territory', async () => {
      const [atCity, atProvince] = [await waiting(), await waiting(3, { state: 'PROVINCE_REVIEW' })];
      await waiting(3, { state: 'RETURNED' });
      expect(await ids({}, CITY)).toEqual([atCity]);
      expect(await ids({}, PROVINCE)).toEqual([atProvince]);
      expect(await ids({}, OTHER_CITY)).toEqual([]);
      expect(await ids({}, OTHER_PROVINCE)).toEqual([]);
      expect(await reviewQueue(office.desk.hub, NATION, {}, PAGE)).toBeUndefined();
      expect(await reviewQueue(office.desk.hub, INSTITUTION_CALLER, {}, PAGE)).toBeUndefined();
    });

    test('filters: region, institution, plan, time, rule, declarations', async () => {
      const [plain, told] = [await waiting(), await waiting()];
      await office.bench.source.query(
        `INSERT INTO finding (batch_id, line, code, severity, dimension, path, message_zh, message_en, basis, source, subject, declared_reason)
         VALUES ($1, 1, 'AUT-009', 'confirm', 'authenticity', '', '样例', 'sample', '{}', 'HUB', 's1', '遗失补证'),
                ($1, 2, 'AUT-016', 'signal', 'authenticity', '', '样例', 'sample', '{}', 'CHECK', NULL, NULL),
                ($1, 3, 'AUT-016', 'signal', 'authenticity', '', '样例', 'sample', '{}', 'CHECK', NULL, NULL)`,
        [told],
      );
      await office.bench.source.query(
        `INSERT INTO declaration (institution_code, rule, subject, reason, batch_id, line, declared_by, declared_at, state)
         VALUES ('0001', 'AUT-009', 's1', '遗失补证', $1, 1, 'institution', now(), 'OPEN')`,
        [told],
      );
      await sealedAt(told, '2026-10-09T02:00:00Z');
      await sealedAt(plain, '2026-10-08T02:00:00Z');
      expect(await queue({ hasDeclarations: true })).toMatchObject([
        { id: told, openDeclarations: 1, signals: [{ code: 'AUT-016', records: 2 }], passed: 3, acceptance: 'PARTIAL' },
      ]);
      expect(await ids({ hasDeclarations: false })).toEqual([plain]);
      expect(await ids({ ruleCode: 'AUT-016' })).toEqual([told]);
      expect(await ids({ ruleCode: 'AUT-017' })).toEqual([]);
      expect(await ids({ regionCode: '510100' })).toHaveLength(2);
      expect(await ids({ regionCode: '510300' })).toEqual([]);
      expect(await ids({ institutionCode: '0002' })).toEqual([]);
      expect(await ids({ planNo: 'P1' })).toHaveLength(2);
      expect(await ids({ occupationCode: '6-31-01-03' })).toEqual([]);
      expect(await ids({ sealedFrom: new Date('2026-10-09T00:00:00Z') })).toEqual([told]);
      expect(await ids({ sealedTo: new Date('2026-10-09T00:00:00Z') })).toEqual([plain]);
    });
  });

  describe('assignment', () => {
    const assign = (
      batchIds: readonly string[],
      reviewer: string | null,
      { caller = CITY, reassign = false }: { caller?: Caller; reassign?: boolean } = {},
    ): Promise<ReviewAssigned | Refusal> => assignReview(office.desk.hub, caller, { batchIds, reviewer, reassign });

    test('taken, handed on, given back; saying it again changes nothing', async () => {
      const [one, two] = [await waiting(), await waiting()].sort();
      const taken = { kind: 'assigned', batchIds: [one], taken: [], notWaiting: [], left: 1 };
      expect(await assign([one ?? ''], CITY.clientId)).toEqual(taken);
      expect(await assign([one ?? ''], CITY.clientId)).toEqual(taken);
      expect(await assign([one ?? '', two ?? ''], SECOND_CITY.clientId)).toMatchObject({
        batchIds: [one, two],
        left: 0,
      });
      expect(await assign([one ?? ''], CITY.clientId)).toMatchObject({
        batchIds: [],
        taken: [{ batchId: one, reviewer: SECOND_CITY.clientId }],
      });
      expect(await assign([one ?? ''], CITY.clientId, { reassign: true })).toMatchObject({
        batchIds: [one],
        taken: [],
      });
      const own = await reviewQueue(office.desk.hub, CITY, { assignedToMe: true }, PAGE);
      expect(own?.items.map(({ id, reviewer }) => [id, reviewer])).toEqual([[one, CITY.clientId]]);
      expect(await assign([one ?? '', two ?? ''], null)).toMatchObject({
        batchIds: [one],
        taken: [{ batchId: two }],
        left: 1,
      });
      expect(await assign([two ?? ''], null, { reassign: true })).toMatchObject({ left: 2 });
    });

    test('of two who take the same batches at once each batch has one reviewer, and the other one is told', async () => {
      const batches = [await waiting(), await waiting(), await waiting()];
      const answers = await Promise.all([
        assign(batches, CITY.clientId),
        assign(batches, SECOND_CITY.clientId, { caller: SECOND_CITY }),
      ]);
      const [won, lost] = answers
        .map((answer) => ('taken' in answer ? answer : undefined))
        .sort((one, other) => (other?.batchIds.length ?? 0) - (one?.batchIds.length ?? 0));
      expect(won).toMatchObject({ taken: [], left: 0 });
      expect(won?.batchIds).toHaveLength(3);
      expect(lost?.batchIds).toEqual([]);
      expect(lost?.taken).toHaveLength(3);
    });

    test('only to a person of the same office, and only what waits there', async () => {
      const [here, gone] = [await waiting(), await waiting(3, { state: 'PROVINCE_REVIEW' })];
      for (const stranger of [OTHER_CITY.clientId, PROVINCE.clientId, 'nobody']) {
        expect(await assign([here], stranger)).toMatchObject({ code: 'REVIEWER_UNKNOWN' });
      }
      await office.bench.source.query(`UPDATE api_client SET disabled_at = now() WHERE client_id = $1`, [
        SECOND_CITY.clientId,
      ]);
      expect(await assign([here], SECOND_CITY.clientId)).toMatchObject({ code: 'REVIEWER_UNKNOWN' });
      expect(await assign([here, gone], CITY.clientId)).toMatchObject({ batchIds: [here], notWaiting: [gone] });
      expect(await assign([here], OTHER_CITY.clientId, { caller: OTHER_CITY })).toMatchObject({ notWaiting: [here] });
      expect(await assign([here], null, { caller: INSTITUTION_CALLER })).toMatchObject({ code: 'FORBIDDEN' });
      expect(await assign([], CITY.clientId)).toMatchObject({ code: 'REVIEW_BATCHES_INVALID' });
      expect(
        await assign(
          Array.from({ length: 101 }, (_, index) => `${index}`),
          null,
        ),
      ).toMatchObject({
        code: 'REVIEW_BATCHES_INVALID',
      });
    });
  });
});
