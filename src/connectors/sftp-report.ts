/** Counts of a period as a file, and the receiver's answer to it (docs/receiver-sftp.md). */
import type { ReportAnswer } from '../app/connector';
import type { TallyReport } from '../app/forwarding/tally-report-ports';
import type { ParcelFormat } from '../domain/forwarding/form';
import { receiverCode } from '../domain/forwarding/refusal-finding';
import { TALLY_DIMENSIONS } from '../domain/statistics/definition';
import { z } from 'zod';
import { placeOf, putChecked, readChecked } from './sftp-checked';
import type { SftpFiles } from './sftp-files';
import { linesIn } from './sftp-receipt';

const ANSWER_BYTES_MAX = 10_000;
const HEAD = ['id', 'feed', 'period', 'regionCode', 'revision', 'definition', 'digest'] as const;

const answerLine = z.object({ accepted: z.enum(['true', 'false']), code: z.string().optional() });

export interface ReportPlace {
  readonly inbox: string;
  readonly outbox: string;
  readonly format: ParcelFormat;
}

/** Handed over again it changes nothing and reads the answer that has come meanwhile. */
export async function dropReport(
  files: SftpFiles,
  { inbox, outbox, format }: ReportPlace,
  report: TallyReport,
): Promise<ReportAnswer> {
  const name = `report-${report.id}.${format === 'csv' ? 'csv' : 'json'}`;
  const content = format === 'csv' ? csvOf(report) : jsonOf(report);
  const place = await placeOf(files, `${inbox}/${name}`, content);
  if (place === 'OTHER') return { kind: 'refused', reason: 'REPORT_DIFFERS' };
  const answer = await readChecked(files, `${outbox}/report-${report.id}.answer.csv`, ANSWER_BYTES_MAX);
  if (Buffer.isBuffer(answer)) return answerIn(answer);
  if (answer !== 'NONE') return misshapen(answer);
  if (place === 'NONE') await putChecked(files, inbox, name, content);
  return { kind: 'taken' };
}

/** One that cannot be read is none: it is looked at again. */
const misshapen = (code: string): ReportAnswer => ({
  kind: 'unreachable',
  reason: 'MISSHAPEN',
  oddities: [{ code, count: 1 }],
});

function answerIn(content: Buffer): ReportAnswer {
  const read = answerLine.safeParse(linesIn(content).lines[0]);
  if (!read.success) return misshapen('MISSHAPEN');
  const { accepted, code } = read.data;
  return accepted === 'true' ? { kind: 'accepted' } : { kind: 'refused', reason: receiverCode(code ?? null) };
}

function jsonOf({ id, rows, ...head }: TallyReport): Buffer {
  return Buffer.from(`${JSON.stringify({ reportId: id, ...head, rows })}\n`);
}

/** What the report says as a whole stands in each line; where nothing was counted, one line says 0. */
function csvOf(report: TallyReport): Buffer {
  const columns = ['reportId', ...HEAD.slice(1), ...TALLY_DIMENSIONS, 'certificates'];
  const head = HEAD.map((name) => String(report[name]));
  const rows = report.rows.map((row) => [
    ...TALLY_DIMENSIONS.map((dimension) => row[dimension]),
    String(row.certificates),
  ]);
  const nothing = [...TALLY_DIMENSIONS.map(() => ''), '0'];
  const lines = (rows.length === 0 ? [nothing] : rows).map((row) => [...head, ...row]);
  return Buffer.from([columns, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join(''));
}

const cell = (value: string | null): string =>
  value === null ? '' : /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
