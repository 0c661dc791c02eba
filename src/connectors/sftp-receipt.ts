/** Answers in a file of the receiver's: CSV, one line for each certificate version (docs/receiver-sftp.md). */
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { GivenAnswers } from '../app/connector';
import type { ItemAnswer } from '../app/forwarding-ports';

/** Lines longer than this are no answers. */
const LINE_CHARS_MAX = 10_000;
const UNREADABLE = 'UNREADABLE_ANSWER';

const line = z.object({
  certificateNo: z.string().min(1),
  version: z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .transform(Number),
  accepted: z.enum(['true', 'false']),
  code: z.string().optional(),
  answeredAt: z.string().optional(),
});
/** A moment without its zone would be read by that of this machine. */
const moment = z.iso.datetime({ offset: true });
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The good lines count; each of the others is one answer of which nothing can be made. */
export function receiptIn(content: Buffer, now: Date): GivenAnswers {
  const { lines, unreadable } = linesIn(content);
  const answers = lines.flatMap((each) => answerOf(each, now));
  const odd = unreadable + lines.length - answers.length;
  return { answers, oddities: odd === 0 ? [] : [{ code: UNREADABLE, count: odd }] };
}

interface CsvLines {
  readonly lines: readonly unknown[];
  readonly unreadable: number;
}

/** A file that cannot be read at all is one unreadable answer. */
export function linesIn(content: Buffer): CsvLines {
  let unreadable = 0;
  try {
    const lines = parse(utf8.decode(content), {
      columns: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count_less: true,
      max_record_size: LINE_CHARS_MAX,
      skip_records_with_error: true,
      on_skip: () => {
        unreadable += 1;
        return undefined;
      },
    });
    return { lines, unreadable };
  } catch {
    return { lines: [], unreadable: Math.max(unreadable, 1) };
  }
}

function answerOf(given: unknown, now: Date): readonly ItemAnswer[] {
  const read = line.safeParse(given);
  if (!read.success) return [];
  const { certificateNo, version, accepted, code, answeredAt } = read.data;
  return [
    {
      certificateNo,
      version,
      state: accepted === 'true' ? 'ACCEPTED' : 'REFUSED',
      code: code === undefined || code === '' ? null : code,
      answeredAt: moment.safeParse(answeredAt).success ? new Date(String(answeredAt)) : now,
    },
  ];
}
