/**
 * Answers of one parcel out of the receiver's folder: `PARCEL.answers.csv`, then `PARCEL.answers.1.csv`, `.2` … as far as they go
 * without a gap. Names are made of the parcel's id and never taken from the receiver. Nothing is changed or taken away there.
 */
import type { GivenAnswers } from '../app/connector';
import { addedOddities } from '../domain/forwarding/read-answers';
import { readChecked } from './sftp-checked';
import { SftpProblem } from './sftp-failure';
import type { SftpFiles } from './sftp-files';
import { receiptIn } from './sftp-receipt';

/** Two thousand answers are some 150 KiB. */
export const RECEIPT_BYTES_MAX = 4 * 1024 * 1024;
/** Of one parcel: a receiver that answers each certificate by a file of its own has its limit here. */
export const RECEIPTS_MAX = 200;

export async function answersIn(files: SftpFiles, outbox: string, parcelId: string): Promise<GivenAnswers> {
  const given: GivenAnswers[] = [];
  const whole = await receiptAt(files, `${outbox}/${parcelId}.answers.csv`);
  if (whole !== undefined) given.push(whole);
  for (let number = 1; number <= RECEIPTS_MAX; number += 1) {
    const part = await receiptAt(files, `${outbox}/${parcelId}.answers.${number}.csv`);
    if (part === undefined) break;
    given.push(part);
  }
  // Files that are not there and a folder that is not there sound the same.
  if (given.length === 0 && (await files.size(outbox)) === undefined) throw new SftpProblem('SETUP', true);
  return {
    answers: given.flatMap(({ answers }) => answers),
    oddities: addedOddities(given.flatMap(({ oddities }) => oddities)),
  };
}

/** `undefined`: there is none. What is half is not read: it may be whole when it is looked at again. */
async function receiptAt(files: SftpFiles, path: string): Promise<GivenAnswers | undefined> {
  const content = await readChecked(files, path, RECEIPT_BYTES_MAX);
  if (content === 'NONE') return undefined;
  if (Buffer.isBuffer(content)) return receiptIn(content, new Date());
  return { answers: [], oddities: [{ code: content, count: 1 }] };
}
