/** A receiver's drop of files for a test: two empty folders on OpenSSH's server, and a line to them that can be cut. */
import { mkdir, mkdtemp, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connector } from '../../src/app/connector';
import type { SftpAddress } from '../../src/connectors/sftp-address';
import { sha256Of } from '../../src/connectors/sftp-checked';
import { sftpDrop } from '../../src/connectors/sftp-drop';
import type { ParcelFormat } from '../../src/domain/forwarding/form';
import { FEED } from './approved-batch';
import { type BreakableLine, breakableLine } from './breakable-line';
import { silentLog } from './database';
import { type SftpServer, startSftpServer } from './sftp-server';

export interface SftpDropPlace {
  readonly line: BreakableLine;
  readonly inbox: string;
  readonly outbox: string;
  open(change?: Partial<SftpAddress>, format?: ParcelFormat): Connector;
}

export interface SftpDrops {
  readonly server: SftpServer;
  dropAt(server?: SftpServer): Promise<SftpDropPlace>;
}

/** One server for the file; what a test opens is closed after it. */
export function useSftpDrops(): SftpDrops {
  let started: SftpServer | undefined;
  let opened: { close(): Promise<void> }[] = [];
  const server = (): SftpServer => {
    if (started === undefined) throw new Error('The server is there once a test runs.');
    return started;
  };
  beforeAll(async () => {
    started = await startSftpServer();
  });
  afterEach(async () => {
    const closing = opened.toReversed();
    opened = [];
    for (const each of closing) await each.close();
  });
  afterAll(() => started?.stop());
  return {
    get server() {
      return server();
    },
    dropAt: async (at = server()) => {
      const line = await breakableLine(at.port);
      opened.push(line);
      const place = await mkdtemp(join(at.folder, 'drop-'));
      const [inbox, outbox] = [join(place, 'inbox'), join(place, 'outbox')];
      await Promise.all([mkdir(inbox), mkdir(outbox)]);
      const address = addressOf(at, { port: line.port, inbox, outbox });
      const open: SftpDropPlace['open'] = (change = {}, format = 'json') => {
        const feed = { ...FEED, form: { ...FEED.form, format } };
        const connector = sftpDrop({ feed, address: { ...address, ...change }, log: silentLog });
        opened.push(connector);
        return connector;
      };
      return { line, inbox, outbox, open };
    },
  };
}

export const addressOf = (
  { user, fingerprint, keyFile }: Pick<SftpServer, 'user' | 'fingerprint' | 'keyFile'>,
  place: Pick<SftpAddress, 'port' | 'inbox' | 'outbox'>,
): SftpAddress => ({
  connector: 'sftp',
  host: '127.0.0.1',
  user,
  hostKeys: [fingerprint],
  privateKeyFile: keyFile,
  ...place,
});

/** As a receiver puts an answer down: whole, its checksum before it. */
export async function putAnswer(outbox: string, name: string, content: string): Promise<void> {
  await writeFile(join(outbox, `${name}.sha256`), `${sha256Of(Buffer.from(content))}  ${name}\n`);
  await writeFile(join(outbox, `${name}.tmp`), content);
  await rename(join(outbox, `${name}.tmp`), join(outbox, name));
}

export const RECEIPT_HEAD = 'certificateNo,version,accepted,code,answeredAt';
export const receiptOf = (...lines: string[]): string => [RECEIPT_HEAD, ...lines].map((line) => `${line}\r\n`).join('');
