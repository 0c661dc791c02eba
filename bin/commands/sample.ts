/**
 * certhub sample
 *
 * in    a seed, sizes
 * out   registry.json, and per batch: batch-N.ndjson, batch-N.header.json, batch-N.snapshot.json, batch-N.faults.json
 */
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { isDate } from '../../src/domain/calendar/dates';
import type { CertificateRecord } from '../../src/domain/certificate/record';
import { snapshotFor } from '../../src/domain/registry/snapshot-of';
import {
  BATCH_FAULTS,
  headerWith,
  linesWith,
  registryWith,
  type BatchFaultKind,
} from '../../src/domain/sample/batch-faults';
import { SAMPLE_MAIN_INSTITUTION } from '../../src/domain/sample/institutions';
import { roomOf } from '../../src/domain/sample/plans';
import { sampleLines, type PlantedFault, type SampleLine } from '../../src/domain/sample/sample-batch';
import { SAMPLE_TODAY, sampleRegistry, type SampleRegistry } from '../../src/domain/sample/sample-registry';
import { readOccupations } from './read-occupations';
import { wholeNumber } from '../whole-number';

const RECORDS_MAX = 1_000_000;
const BATCHES_MAX = 1_000;
const SEED_MAX = 2 ** 32 - 1;
/** The exams of the sample lie in the year before; the catalogue of 2022 must have been in force by then. */
const TODAY_MIN = '2024-01-01';
const TODAY_MAX = '2090-12-31';
/** Clean records of a plan kept for faults of its later batches. */
const PRIOR_RECORDS_KEPT = 100;
const EXIT_UNUSABLE = 2;

/** What was asked for does not fit the sample; the message is bilingual. */
class NoRoom extends Error {}

interface SampleFlags {
  readonly out: string;
  readonly records: number;
  readonly batches: number;
  readonly seed: number;
  readonly faultShare: number;
  readonly institution: string;
  readonly today: string;
  readonly batchFault?: BatchFaultKind;
}

function share(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= 0 && number <= 1) return number;
  throw new InvalidArgumentError('应为 0 至 1 的数。 A number from 0 to 1 is expected.');
}
function day(text: string): string {
  if (isDate(text) && text >= TODAY_MIN && text <= TODAY_MAX) return text;
  throw new InvalidArgumentError(
    `应为 ${TODAY_MIN} 至 ${TODAY_MAX} 的日期。 A date from ${TODAY_MIN} to ${TODAY_MAX} is expected.`,
  );
}

function faultOfBatch(code: string): BatchFaultKind {
  const kind = BATCH_FAULTS.find((each) => each.code === code);
  if (kind !== undefined) return kind;
  const codes = BATCH_FAULTS.map((each) => each.code).join(' ');
  throw new InvalidArgumentError(`应为 ${codes} 之一。 One of these is expected: ${codes}.`);
}

const option = (flags: string, description: string): Option => new Option(flags, description);

export const sampleCommand = new Command('sample')
  .description('生成虚构的样例省份与含已知差错的批次 · write an invented province and batches with planted faults')
  .addOption(option('--out <dir>', '输出目录 · folder to write to').default('sample'))
  .addOption(
    option('--records <n>', '每批记录数 · records per batch').default(1_000).argParser(wholeNumber(1, RECORDS_MAX)),
  )
  .addOption(option('--batches <n>', '批次数 · batches').default(1).argParser(wholeNumber(1, BATCHES_MAX)))
  .addOption(
    option('--seed <n>', '随机种子；相同种子输出相同 · same seed, same bytes')
      .default(1)
      .argParser(wholeNumber(0, SEED_MAX)),
  )
  .addOption(option('--fault-share <share>', '差错比例 · share of records with a fault').default(0.03).argParser(share))
  .addOption(option('--institution <code>', '评价机构代码 · institution').default(SAMPLE_MAIN_INSTITUTION))
  .addOption(
    option('--today <date>', '样例所处的日期 · the day on which the sample plays').default(SAMPLE_TODAY).argParser(day),
  )
  .addOption(
    option(
      '--batch-fault <code>',
      '整批差错的规则代码,此时各条记录无差错 · spoil the batch as a whole; its records are clean then',
    ).argParser(faultOfBatch),
  )
  .action(async (flags: SampleFlags, command: Command) => {
    try {
      await writeSample(flags);
    } catch (error) {
      if (!(error instanceof NoRoom)) throw error;
      command.error(error.message, { exitCode: EXIT_UNUSABLE });
    }
  });

async function writeSample(flags: SampleFlags): Promise<void> {
  const sound = sampleRegistry({ seed: flags.seed, occupations: readOccupations(), today: flags.today });
  const slots = batchSlots(sound, flags);
  const { batchFault } = flags;
  const registry = slots.reduce(
    (spoilt, { planNo }) => (batchFault === undefined ? spoilt : registryWith(spoilt, planNo, batchFault)),
    sound,
  );
  await mkdir(flags.out, { recursive: true });
  await writeJson(join(flags.out, 'registry.json'), registry);
  say(
    `样例省份：${registry.institutions.length} 家机构、${registry.plans.length} 个计划，见 ${join(flags.out, 'registry.json')}`,
  );
  say(`Sample province: ${registry.institutions.length} institutions, ${registry.plans.length} plans`);
  const prior = new Map<string, CertificateRecord[]>();
  for (const [index, slot] of slots.entries()) await writeBatch(registry, flags, slot, index + 1, prior);
}

interface BatchSlot {
  readonly planNo: string;
  readonly startSerial: number;
}

/** Goes round the plans that have room for a batch; a plan that comes again goes on after its last record. */
function batchSlots(registry: SampleRegistry, { institution, records, batches }: SampleFlags): readonly BatchSlot[] {
  const plans = registry.plans.filter((plan) => plan.institutionCode === institution && plan.status === 'APPROVED');
  if (plans.length === 0) throw new NoRoom('样例中没有该机构。 The sample has no such institution.');
  const slots = Array.from({ length: batches }, (_, round) =>
    plans
      .map((plan) => ({ planNo: plan.planNo, room: roomOf(plan), startSerial: 1 + round * records }))
      .filter(({ room, startSerial }) => startSerial - 1 + records <= room),
  ).flat();
  if (slots.length < batches) {
    const room = Math.max(...plans.map(roomOf));
    throw new NoRoom(
      `该机构的计划只能容纳 ${slots.length} 个这样的批次，单批最多 ${room} 条。 ` +
        `The plans of the institution have room for ${slots.length} such batches; the largest takes ${room} records.`,
    );
  }
  return slots.slice(0, batches);
}

async function writeBatch(
  registry: SampleRegistry,
  { out, records, seed, faultShare, institution, today, batchFault }: SampleFlags,
  { planNo, startSerial }: BatchSlot,
  number: number,
  prior: Map<string, CertificateRecord[]>,
): Promise<void> {
  const file = (ending: string): string => join(out, `batch-${number}.${ending}`);
  const { header: sound, lines } = sampleLines({
    registry,
    seed,
    institutionCode: institution,
    planNo,
    records,
    faultShare: batchFault === undefined ? faultShare : 0,
    startSerial,
    priorRecords: prior.get(planNo) ?? [],
    today,
  });
  const header = batchFault === undefined ? sound : headerWith(sound, batchFault);
  await writeJson(file('header.json'), header);
  await writeJson(file('snapshot.json'), snapshotFor(registry, institution, planNo, `${today}T09:00:00+08:00`));
  const kept: CertificateRecord[] = [];
  const byCode = new Map<string, number>();
  const faults = createWriteStream(file('faults.json'));
  faults.write(`{"header":${JSON.stringify(header)},"faults":[`);
  const onFault = (fault: PlantedFault): void => {
    faults.write(`${byCode.size === 0 ? '\n' : ',\n'}${JSON.stringify(fault)}`);
    byCode.set(fault.code, (byCode.get(fault.code) ?? 0) + 1);
  };
  const spoilt = batchFault === undefined ? lines : linesWith(lines, batchFault);
  let written = 0;
  const onLine = (): void => void (written += 1);
  await pipeline(Readable.from(textOf(spoilt, kept, { onLine, onFault })), createWriteStream(file('ndjson')));
  await new Promise<void>((resolve, reject) => faults.once('error', reject).end('\n]}\n', resolve));
  prior.set(planNo, kept);
  printBatch(file('ndjson'), written, byCode);
  if (batchFault !== undefined) printBatchFault(batchFault);
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const PIECE_CHARS = 64 * 1024;

/** The lines of the file, joined to pieces that are worth a write. */
function* textOf(
  lines: Iterable<SampleLine>,
  kept: CertificateRecord[],
  { onLine, onFault }: { readonly onLine: () => void; readonly onFault: (fault: PlantedFault) => void },
): Generator<string> {
  let piece = '';
  for (const { record, original, fault } of lines) {
    piece += `${JSON.stringify(record)}\n`;
    onLine();
    if (fault !== undefined) onFault(fault);
    else if (kept.length < PRIOR_RECORDS_KEPT) kept.push(original);
    if (piece.length < PIECE_CHARS) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

const writeJson = (path: string, value: unknown): Promise<void> => writeFile(path, `${JSON.stringify(value)}\n`);

function printBatch(path: string, records: number, byCode: ReadonlyMap<string, number>): void {
  const faults = [...byCode.values()].reduce((sum, count) => sum + count, 0);
  const codes = [...byCode].sort().map(([code, count]) => `${code}×${count}`);
  say(`${path}：${records} 条记录，${faults} 处差错 · ${records} records, ${faults} planted faults`);
  if (codes.length > 0) say(`  ${codes.join(' ')}`);
}

function printBatchFault({ code, jurisdiction, receivedDaysLater }: BatchFaultKind): void {
  const pack = jurisdiction === undefined ? '' : ` --pack ${jurisdiction}`;
  say(`  整批差错 fault of the batch: ${code}${pack === '' ? '' : ` (certhub check${pack})`}`);
  if (receivedDaysLater !== undefined) {
    say(
      `  样例日后第 ${receivedDaysLater} 天起逾期 · late from day ${receivedDaysLater} after the day of the sample (--at)`,
    );
  }
}
