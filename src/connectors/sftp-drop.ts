/**
 * A drop of files: parcels into one folder of the receiver's, answers out of another (docs/receiver-sftp.md). The receiver's programs
 * see a file under its name only when it is whole. What they think of it they say in their receipts.
 */
import type { Answer, AnswersAsked, Connector, Parcel } from '../app/connector';
import { PARCEL_FORMATS } from '../domain/forwarding/form';
import type { Opening } from './index';
import { parcelBody } from './parcel-body';
import type { SftpAddress } from './sftp-address';
import { answersIn } from './sftp-answers';
import { placeOf, putChecked } from './sftp-checked';
import { SftpProblem, unreachableBySftp } from './sftp-failure';
import type { SftpFiles } from './sftp-files';
import { openSftpLine } from './sftp-line';
import { dropReport } from './sftp-report';

/** Of the time for a question: what was read by then is given. */
const READING_SHARE = 0.75;
const DIFFERS: Answer = { kind: 'refused', reason: 'PARCEL_DIFFERS' };

export function sftpDrop({ feed, address, log }: Opening<SftpAddress>): Connector {
  const { inbox, outbox } = address;
  const { format } = feed.form;
  // A question need not wait for a long parcel.
  const [sending, asking] = [openSftpLine(address), openSftpLine(address)];
  return {
    send: async (parcel, timeoutMs) => {
      try {
        return await sending.run(timeoutMs, (files) => drop(files, inbox, { parcel, format }));
      } catch (error) {
        return unreachableBySftp(error);
      }
    },
    answers: async (deliveryId, timeoutMs): Promise<AnswersAsked> => {
      const until = Date.now() + timeoutMs * READING_SHARE;
      try {
        const given = await asking.run(timeoutMs, (files) => answersIn(files, { outbox, parcelId: deliveryId, until }));
        return { kind: 'given', ...given };
      } catch (error) {
        const unreachable = unreachableBySftp(error);
        log.warn(
          { feed: feed.name, deliveryId, reason: unreachable.reason },
          'The feed could not be asked for answers.',
        );
        return unreachable;
      }
    },
    held: async () => ({ kind: 'unsupported' }),
    sendReport: async (report, timeoutMs) => {
      try {
        return await sending.run(timeoutMs, (files) => dropReport(files, { inbox, outbox, format }, report));
      } catch (error) {
        return unreachableBySftp(error);
      }
    },
    close: async () => {
      await Promise.all([sending.close(), asking.close()]);
    },
  };
}

interface Dropped {
  readonly parcel: Parcel;
  readonly format: (typeof PARCEL_FORMATS)[number];
}

const nameOf = ({ parcel, format }: Dropped): string => `${parcel.deliveryId}.${format}`;

/** The same parcel may lie there already: sent before, by another process, or in the format that the feed had then. */
async function drop(files: SftpFiles, inbox: string, dropped: Dropped): Promise<Answer> {
  const others = PARCEL_FORMATS.filter((format) => format !== dropped.format);
  for (const each of [dropped, ...others.map((format) => ({ ...dropped, format }))]) {
    const place = await lies(files, inbox, each);
    if (place !== 'NONE') return place === 'SAME' ? { kind: 'taken' } : DIFFERS;
  }
  try {
    await putChecked(files, inbox, nameOf(dropped), bodyOf(dropped));
  } catch (error) {
    // Another sender of the same parcel may have put its file in place meanwhile.
    if (!(error instanceof SftpProblem) || (await lies(files, inbox, dropped)) !== 'SAME') throw error;
  }
  return { kind: 'taken' };
}

const bodyOf = ({ parcel, format }: Dropped): Buffer => parcelBody(format, parcel).body;

async function lies(files: SftpFiles, inbox: string, dropped: Dropped): Promise<'NONE' | 'SAME' | 'OTHER'> {
  const path = `${inbox}/${nameOf(dropped)}`;
  // Written out only where there is something to compare it with.
  return (await files.size(path)) === undefined ? 'NONE' : placeOf(files, path, bodyOf(dropped));
}
