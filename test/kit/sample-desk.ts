/** Hands out batches of the sample province to tests, each with serials that no other batch of the hub used. */
import { readOccupations } from '../../bin/commands/read-occupations';
import type { CertificateRecord, RawRecord } from '../../src/domain/certificate/record';
import type { BatchHeader } from '../../src/domain/intake/header';
import { SAMPLE_MAIN_INSTITUTION } from '../../src/domain/sample/institutions';
import { sampleBatch, type SampleBatch } from '../../src/domain/sample/sample-batch';
import { sampleRegistry, type SampleRegistry } from '../../src/domain/sample/sample-registry';

export const SAMPLE_SEED = 1;

export interface DeskOrder {
  readonly records: number;
  /** 0 … 1; none when left out. */
  readonly faultShare?: number;
  readonly faults?: readonly string[];
  readonly priorRecords?: readonly CertificateRecord[];
}

export interface SampleDesk {
  readonly registry: SampleRegistry;
  readonly planNo: string;
  batch(order: DeskOrder): SampleBatch;
}

export function sampleDesk(institutionCode: string = SAMPLE_MAIN_INSTITUTION): SampleDesk {
  const registry = sampleRegistry({ seed: SAMPLE_SEED, occupations: readOccupations() });
  const planNo = registry.plans.find((plan) => plan.institutionCode === institutionCode)?.planNo;
  if (planNo === undefined) throw new Error('The sample institution has no plan.');
  let nextSerial = 1;
  return {
    registry,
    planNo,
    batch: ({ records, faultShare = 0, ...rest }) => {
      const startSerial = nextSerial;
      nextSerial += records;
      return sampleBatch({
        registry,
        seed: SAMPLE_SEED,
        institutionCode,
        planNo,
        records,
        faultShare,
        startSerial,
        ...rest,
      });
    },
  };
}

export const ndjson = (records: readonly RawRecord[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

/** The header as GraphQL takes it, with changes. */
export const headerWith = (header: BatchHeader, changes: Partial<BatchHeader> = {}): BatchHeader => ({
  ...header,
  ...changes,
});
