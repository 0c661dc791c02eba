/** A content of any length for the intake bench, made while it is sent: every record has a certificate number of its own. */
import { request } from 'node:http';
import { Readable } from 'node:stream';
import type { RawRecord } from '../src/domain/certificate/record';

const SERIAL_DIGITS = 6;
const ENDS_IN_SERIAL = /\d{6}$/;
const PIECE_BYTES = 64 * 1_024;
const ZERO = 0x30;

export interface Block {
  readonly bytes: Buffer;
  /** Where the serial of each record's certificate number stands; `null` in the few that have none. */
  readonly serials: readonly (number | null)[];
}

export function blockOf(records: readonly RawRecord[]): Block {
  const lines: Buffer[] = [];
  const serials: (number | null)[] = [];
  let at = 0;
  for (const record of records) {
    const number = String(record['certificateNo']);
    const line = Buffer.from(`${JSON.stringify(record)}\n`);
    const place = ENDS_IN_SERIAL.test(number) ? line.indexOf(number) : -1;
    serials.push(place === -1 ? null : at + place + number.length - SERIAL_DIGITS);
    lines.push(line);
    at += line.length;
  }
  return { bytes: Buffer.concat(lines), serials };
}

/** `records` is a multiple of those of the block. A new buffer for each turn: what is on its way is not written over. */
export function* contentOf({ bytes, serials }: Block, records: number): Generator<Buffer> {
  for (let serial = 0; serial < records;) {
    const turn = Buffer.from(bytes);
    for (const place of serials) {
      if (place !== null) writeDigits(turn, place, serial);
      serial += 1;
    }
    for (let from = 0; from < turn.length; from += PIECE_BYTES) yield turn.subarray(from, from + PIECE_BYTES);
  }
}

function writeDigits(bytes: Buffer, place: number, value: number): void {
  let rest = value;
  for (let digit = SERIAL_DIGITS - 1; digit >= 0; digit -= 1) {
    bytes[place + digit] = ZERO + (rest % 10);
    rest = Math.floor(rest / 10);
  }
}

/** Resolves when the hub has acknowledged all of it. */
export function putStream(url: string, token: string, content: Iterable<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
    const sending = request(url, { method: 'PUT', headers, agent: false }, (response) => {
      response.resume().once('end', () => {
        const { statusCode = 0 } = response;
        if (statusCode < 300) resolve();
        else reject(new Error(`The stream was refused with status ${statusCode}.`));
      });
    });
    sending.once('error', reject);
    Readable.from(content, { objectMode: false, highWaterMark: 1024 * 1024 }).pipe(sending);
  });
}
