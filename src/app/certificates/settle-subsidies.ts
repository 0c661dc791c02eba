/** What became of the subsidies that were drawn on revoked certificates (内人社办发〔2024〕53号 第四十四条). */
import { reasonFault } from '../../domain/decision/declared-reason';
import { isUuid } from '../../domain/intake/check-header';
import type { Place } from '../../domain/intake/place';
import type { SubsidyState } from '../../domain/recall/recall-state';
import { coversRegion, territoryOf } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import type { Hub } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { SUBSIDIES_MAX, SUBSIDY_YUAN_MAX } from './change-limits';
import { noteOfRecall } from './note-of-recall';
import { recallConflict } from './recall-conflict';
import { placeOf } from './request-checks';

export interface SubsidiesGiven {
  readonly recallId: string;
  /** `null`: all open ones of the recall. */
  readonly certificateNos: readonly string[] | null;
  readonly outcome: Exclude<SubsidyState, 'OPEN'>;
  /** For each of the certificates, in yuan with up to two decimals; of RECOVERED only. */
  readonly amountYuan: number | null;
  readonly reason: string;
}

export interface SubsidiesSettled {
  readonly kind: 'settled';
  readonly recallId: string;
  /** Settled now. */
  readonly settled: number;
  /** Those that stood so already. */
  readonly before: number;
}

const FEN_PER_YUAN = 100;
const NUMBERS = { zh: `应为 1 至 ${SUBSIDIES_MAX} 个证书编号`, en: `1 to ${SUBSIDIES_MAX} certificate numbers` };
const FOREIGN = { zh: '有的证书不在该作废决定中', en: 'Some certificates are not of this recall' };
const AMOUNT = {
  zh: `追回的须填每本金额:0.01 至 ${SUBSIDY_YUAN_MAX} 元,至多两位小数;未发放的不填`,
  en: `What was recovered needs the amount for each, 0.01 to ${SUBSIDY_YUAN_MAX} yuan with two decimals at most; what was not paid has none`,
};

export async function settleSubsidies(
  hub: Hub,
  caller: Caller,
  given: SubsidiesGiven,
): Promise<SubsidiesSettled | Refusal> {
  if (caller.role !== 'CITY' && caller.role !== 'PROVINCE') return refuse('FORBIDDEN');
  const places = placesOf(given);
  if (places.length > 0) return refuse('SUBSIDY_INVALID', { places });
  const { recallId, outcome, amountYuan } = given;
  const certificateNos = given.certificateNos === null ? null : [...new Set(given.certificateNos)];
  const reason = given.reason.trim();
  return hub.transaction(async (stores) => {
    const recall = isUuid(recallId) ? await stores.recalls.lock(recallId) : undefined;
    if (!recall || !coversRegion(territoryOf(caller), recall.regionCode)) return refuse('RECALL_NOT_FOUND');
    if (recall.state !== 'CONFIRMED') return recallConflict(recall);
    const named = certificateNos && (await stores.recalls.subsidiesAmong(recall.id, certificateNos));
    if (certificateNos && named !== certificateNos.length) {
      return refuse('SUBSIDY_INVALID', { places: [placeOf('certificateNos', FOREIGN)] });
    }
    const at = hub.now();
    const { settled, before } = await stores.recalls.settleSubsidies({
      recallId: recall.id,
      certificateNos,
      state: outcome,
      amountFen: amountYuan === null ? null : Math.round(amountYuan * FEN_PER_YUAN),
      reason,
      by: caller.clientId,
      at,
    });
    if (certificateNos && settled + before < certificateNos.length) return refuse('SUBSIDY_SETTLED');
    if (settled === 0) return { kind: 'settled', recallId: recall.id, settled, before };
    await noteOfRecall(hub, stores, caller, { recall, act: `SUBSIDY_${outcome}`, reason, at });
    return { kind: 'settled', recallId: recall.id, settled, before };
  });
}

function placesOf({ certificateNos, outcome, amountYuan, reason }: SubsidiesGiven): readonly Place[] {
  const fault = reasonFault(reason);
  const isList =
    certificateNos === null ||
    (certificateNos.length >= 1 &&
      certificateNos.length <= SUBSIDIES_MAX &&
      certificateNos.every((number) => !number.includes('\0')));
  return [
    ...(isList ? [] : [placeOf('certificateNos', NUMBERS)]),
    ...(fitsOutcome(outcome, amountYuan) ? [] : [placeOf('amountYuan', AMOUNT)]),
    ...(fault === undefined ? [] : [placeOf('reason', fault)]),
  ];
}

function fitsOutcome(outcome: SubsidiesGiven['outcome'], amountYuan: number | null): boolean {
  if (outcome === 'NOT_PAID' || amountYuan === null) return outcome === 'NOT_PAID' && amountYuan === null;
  const fen = Math.round(amountYuan * FEN_PER_YUAN);
  // 19.99 × 100 is not whole in binary; what is off by more than rounding has more decimals.
  return fen >= 1 && amountYuan <= SUBSIDY_YUAN_MAX && Math.abs(amountYuan * FEN_PER_YUAN - fen) < 1e-6;
}
