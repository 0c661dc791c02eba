/** A receiver's answers put to the items of one delivery: the first answer of an item stands, and what fits nothing is told apart. */
import type { EntityManager } from 'typeorm';
import type { AppliedAnswers, ItemAnswer, RefusedItem } from '../app/forwarding-ports';
import type { Oddity } from '../app/connector';
import { answerKey } from '../domain/forwarding/read-answers';
import { rows } from './rows';

/** The delivery first, as everybody does who changes its items: two that come with the same answers wait for each other. */
const APPLY = `
WITH locked AS MATERIALIZED (SELECT id, feed FROM delivery WHERE id = $1 FOR UPDATE)
UPDATE delivery_item AS item SET state = answer.state, code = answer.code, answered_at = answer.answered_at
  FROM unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::timestamptz[])
         AS answer (certificate_no, version, state, code, answered_at),
       locked
 WHERE item.delivery_id = locked.id AND item.feed = locked.feed AND item.state = 'PENDING'
   AND item.certificate_no = answer.certificate_no AND item.version = answer.version
RETURNING item.certificate_no AS "certificateNo", item.version, item.state, item.code`;

const LINES = `
SELECT version.certificate_no AS "certificateNo", version.batch_id AS "batchId", version.line, refused.code
  FROM unnest($1::text[], $2::int[], $3::text[]) AS refused (certificate_no, version, code)
  JOIN certificate_version AS version
    ON version.certificate_no = refused.certificate_no AND version.version = refused.version
 ORDER BY version.line`;

/** What moved on to a later delivery is answered there; who answers the parcel it was in first says nothing odd. */
const ODDITIES = `
SELECT code, count(*)::int AS count
  FROM (SELECT CASE
                 WHEN item.feed IS NOT NULL AND item.delivery_id <> delivery.id
                   THEN CASE WHEN delivery.moved = 0 THEN 'OTHER_PARCEL' END
                 WHEN item.feed IS NOT NULL
                   THEN CASE WHEN (item.state, item.code) IS DISTINCT FROM (answer.state, answer.code) THEN 'CHANGED_MIND' END
                 WHEN EXISTS (SELECT FROM delivery_item AS other
                               WHERE other.feed = delivery.feed AND other.certificate_no = answer.certificate_no)
                   THEN 'UNKNOWN_VERSION'
                 ELSE 'UNKNOWN_CERTIFICATE'
               END AS code
          FROM delivery
         CROSS JOIN unnest($2::text[], $3::int[], $4::text[], $5::text[]) AS answer (certificate_no, version, state, code)
          LEFT JOIN delivery_item AS item
            ON item.feed = delivery.feed AND item.certificate_no = answer.certificate_no AND item.version = answer.version
         WHERE delivery.id = $1) AS odd
 WHERE code IS NOT NULL GROUP BY code ORDER BY code`;

interface AppliedItem {
  readonly certificateNo: string;
  readonly version: number;
  readonly state: string;
  readonly code: string | null;
}

/** One statement where every answer is a new one and none a refusal. Of each version at most one answer is given. */
export async function appliedAnswers(
  manager: EntityManager,
  deliveryId: string,
  answers: readonly ItemAnswer[],
): Promise<AppliedAnswers> {
  if (answers.length === 0) return { accepted: 0, refused: [], oddities: [] };
  const applied = await rows<AppliedItem>(manager, APPLY, [
    deliveryId,
    ...columnsOf(answers),
    answers.map(({ answeredAt }) => answeredAt),
  ]);
  const refused = applied.filter(({ state }) => state === 'REFUSED');
  return {
    accepted: applied.length - refused.length,
    refused: await linesOf(manager, refused),
    oddities: await odditiesOf(manager, deliveryId, unapplied(answers, applied)),
  };
}

function unapplied(answers: readonly ItemAnswer[], applied: readonly AppliedItem[]): readonly ItemAnswer[] {
  if (applied.length === answers.length) return [];
  const done = new Set(applied.map(answerKey));
  return answers.filter((answer) => !done.has(answerKey(answer)));
}

async function linesOf(manager: EntityManager, refused: readonly AppliedItem[]): Promise<readonly RefusedItem[]> {
  if (refused.length === 0) return [];
  return rows<RefusedItem>(manager, LINES, [
    refused.map(({ certificateNo }) => certificateNo),
    refused.map(({ version }) => version),
    refused.map(({ code }) => code),
  ]);
}

async function odditiesOf(
  manager: EntityManager,
  deliveryId: string,
  answers: readonly ItemAnswer[],
): Promise<readonly Oddity[]> {
  if (answers.length === 0) return [];
  return rows<Oddity>(manager, ODDITIES, [deliveryId, ...columnsOf(answers)]);
}

const columnsOf = (answers: readonly ItemAnswer[]): readonly unknown[] => [
  answers.map(({ certificateNo }) => certificateNo),
  answers.map(({ version }) => version),
  answers.map(({ state }) => state),
  answers.map(({ code }) => code),
];
