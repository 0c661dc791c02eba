/**
 * Answers of one parcel out of the receiver's folder: `PARCEL.answers.csv`, then `PARCEL.answers.1.csv`, `.2` … as far as they go
 * without a gap. Names are made of the parcel's id and never taken from the receiver. Nothing is changed or taken away there.
 */
import type { GivenAnswers, Oddity } from '../app/connector';
import type { ItemAnswer } from '../app/forwarding-ports';
import { PARCEL_CERTIFICATES_MAX } from '../domain/forwarding/feed';
import { addedOddities } from '../domain/forwarding/read-answers';
import { readChecked } from './sftp-checked';
import { SftpProblem } from './sftp-failure';
import type { SftpFiles } from './sftp-files';
import { receiptIn } from './sftp-receipt';

/** Two thousand answers are some 150 KiB. */
export const RECEIPT_BYTES_MAX = 4 * 1024 * 1024;
/** Of one parcel: a receiver that answers each certificate by a file of its own has its limit here. */
export const RECEIPTS_MAX = 200;

/** A receiver may say each answer again in every file; what is kept of all of them has its limit here. */
export const ANSWERS_MAX = 4 * PARCEL_CERTIFICATES_MAX;
/** Read at once; most parcels have one or two files, so the first look is at two. */
const WINDOW = 10;
const FIRST_WINDOW = 2;

interface ReceiptPlace {
  readonly outbox: string;
  readonly parcelId: string;
  /** Milliseconds as of `Date.now`: what was read by then is given, the first answer stands, and the next question reads again. */
  readonly until: number;
}
/** NONE: there is no such file · UNREAD: not by then */
type Look = GivenAnswers | 'NONE' | 'UNREAD';

export async function answersIn(files: SftpFiles, place: ReceiptPlace): Promise<GivenAnswers> {
  const kept = keptAnswers();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, place.until - Date.now()));
  });
  try {
    for (let from = 0; from <= RECEIPTS_MAX;) {
      const to = Math.min(from === 0 ? FIRST_WINDOW : from + WINDOW, RECEIPTS_MAX + 1);
      const isMore = (await looksAt(files, place, { from, to, over, isFirst: kept.files() === 0 })).every(
        (look, index) =>
          // `answers.csv` may be missing where numbered ones are there.
          typeof look === 'string' ? look === 'NONE' && from + index === 0 : kept.add(look),
      );
      if (!isMore) break;
      from = to;
    }
  } finally {
    clearTimeout(timer);
  }
  // Files that are not there and a folder that is not there sound the same.
  if (kept.files() === 0 && (await files.size(place.outbox)) === undefined) throw new SftpProblem('SETUP', true);
  return kept.given();
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly over: Promise<void>;
  /** Nothing was read yet: then there is nothing to give in place of waiting. */
  readonly isFirst: boolean;
}

async function looksAt(files: SftpFiles, place: ReceiptPlace, { from, to, over, isFirst }: Window): Promise<Look[]> {
  const looks = Array.from({ length: to - from }, (): Look => 'UNREAD');
  const reading = Promise.all(
    looks.map(async (_, index) => {
      const number = from + index;
      const name = number === 0 ? 'answers.csv' : `answers.${number}.csv`;
      looks[index] = (await receiptAt(files, `${place.outbox}/${place.parcelId}.${name}`)) ?? 'NONE';
    }),
  );
  reading.catch(() => undefined);
  await Promise.race([reading, over]);
  if (isFirst && looks.every((look) => typeof look === 'string')) await reading;
  return [...looks];
}

interface KeptAnswers {
  /** `false`: there is no room for more. */
  add(receipt: GivenAnswers): boolean;
  files(): number;
  given(): GivenAnswers;
}

function keptAnswers(): KeptAnswers {
  const answers = new Map<string, ItemAnswer>();
  let oddities: readonly Oddity[] = [];
  let files = 0;
  return {
    add: (receipt) => {
      files += 1;
      oddities = addedOddities([...oddities, ...receipt.oddities]);
      for (const answer of receipt.answers) {
        const key = JSON.stringify([answer.certificateNo, answer.version, answer.state, answer.code]);
        if (answers.has(key)) continue;
        if (answers.size === ANSWERS_MAX) {
          oddities = addedOddities([...oddities, { code: 'TOO_LONG', count: 1 }]);
          return false;
        }
        answers.set(key, answer);
      }
      return true;
    },
    files: () => files,
    given: () => ({ answers: [...answers.values()], oddities }),
  };
}

/** `undefined`: there is none. What is half is not read: it may be whole when it is looked at again. */
async function receiptAt(files: SftpFiles, path: string): Promise<GivenAnswers | undefined> {
  const content = await readChecked(files, path, RECEIPT_BYTES_MAX);
  if (content === 'NONE') return undefined;
  if (Buffer.isBuffer(content)) return receiptIn(content, new Date());
  return { answers: [], oddities: [{ code: content, count: 1 }] };
}
