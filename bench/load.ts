/** What the benches send: clean records and a share of planted faults, as NDJSON. */
import type { RawRecord } from '../src/domain/certificate/record';
import type { BatchHeader } from '../src/domain/intake/header';
import { SAMPLE_MAIN_INSTITUTION } from '../src/domain/sample/institutions';
import { sampleLines } from '../src/domain/sample/sample-batch';
import { BENCH_SEED, type BenchHub } from './bench-hub';

/** About what comes from institutions; each faulty record costs a finding to store besides. */
export const FAULT_SHARE = 0.03;

export interface Load {
  readonly header: BatchHeader;
  readonly records: readonly RawRecord[];
  readonly body: Buffer;
}

/** `round` counts from 0; each round has other people and other certificate numbers. */
export function loadOf(
  { registry, planNo }: Pick<BenchHub, 'registry' | 'planNo'>,
  records: number,
  round: number,
): Load {
  return made({ registry, planNo }, { records, startSerial: 1 + round * records, faultShare: FAULT_SHARE });
}

/** For benches that count on each record being taken. */
export const cleanLoad = (
  bench: Pick<BenchHub, 'registry' | 'planNo'>,
  records: number,
  { startSerial }: { readonly startSerial: number },
): Load => made(bench, { records, startSerial, faultShare: 0 });

function made(
  { registry, planNo }: Pick<BenchHub, 'registry' | 'planNo'>,
  those: { readonly records: number; readonly startSerial: number; readonly faultShare: number },
): Load {
  const { header, lines } = sampleLines({
    registry,
    seed: BENCH_SEED,
    institutionCode: SAMPLE_MAIN_INSTITUTION,
    planNo,
    ...those,
  });
  const records = [...lines].map(({ record }) => record);
  return { header, records, body: Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join('')) };
}
