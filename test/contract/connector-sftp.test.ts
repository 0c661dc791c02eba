/** A receiver's drop of files on OpenSSH's own server: parcels, and the line to it. */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Parcel } from '../../src/app/connector';
import { parcelBody } from '../../src/connectors/parcel-body';
import type { SftpAddress } from '../../src/connectors/sftp-address';
import type { ParcelFormat } from '../../src/domain/forwarding/form';
import { parcelWith } from '../kit/parcels';
import { putAnswer, receiptOf, type SftpDropPlace, type SftpDrops, useSftpDrops } from '../kit/sftp-drop';
import { keysInFile, onSftpServer, startSftpServer } from '../kit/sftp-server';
import { connectorContract, type TestReceiver } from './connector-contract';

jest.setTimeout(60_000);
const TIMEOUT_MS = 20_000;

async function openReceiver(drops: SftpDrops): Promise<TestReceiver> {
  const { line, inbox, outbox, open } = await drops.dropAt();
  const receipts = new Map<string, number>();
  return {
    connector: open(),
    unreachable: open({ port: 1 }),
    held: (deliveryId) => keysInFile(join(inbox, `${deliveryId}.json`)),
    answer: async (answers) => {
      for (const name of readdirSync(inbox).filter((each) => each.endsWith('.json'))) {
        const keys = await keysInFile(join(inbox, name));
        const own = answers.filter(({ certificateNo, version }) => keys.includes(`${certificateNo}/${version}`));
        if (own.length === 0) continue;
        const number = (receipts.get(name) ?? 0) + 1;
        receipts.set(name, number);
        await putAnswer(
          outbox,
          name.replace('.json', `.answers.${number}.csv`),
          receiptOf(
            ...own.map(
              ({ certificateNo, version, accepted, code }) => `${certificateNo},${version},${accepted},${code ?? ''},`,
            ),
          ),
        );
      }
    },
    breakDuringNextSend: async () => {
      line.cutWhen(() => readdirSync(inbox).some((name) => name.endsWith('.json.part')));
    },
    hang: async () => {
      line.holdUp();
      return { goOn: async () => line.goOn() };
    },
    refuseContent: () => Promise.reject(new Error('A drop takes what it is given.')),
  };
}

const certificate = (serial: number, data: object = { name: '张三', remark: null }) => ({
  certificateNo: `Y00005100012326300${String(serial).padStart(4, '0')}`,
  version: 1,
  kind: 'ISSUED',
  institutionCode: '0000',
  regionCode: '510100',
  data: JSON.stringify(data),
});
const some = (): Parcel => parcelWith([certificate(1), certificate(2)]);
const TAKEN = { kind: 'taken' };
const unreachable = (reason: string): object => ({ kind: 'unreachable', reason });

onSftpServer(() => {
  const drops = useSftpDrops();

  connectorContract('the SFTP drop', () => openReceiver(drops), { judges: false });

  describe('a parcel at the SFTP drop', () => {
    test.each<ParcelFormat>(['json', 'csv', 'xml'])(
      'is one %s file with its checksum, and nothing besides',
      async (format) => {
        const { inbox, open } = await drops.dropAt();
        const parcel = some();
        expect(await open({}, format).send(parcel, TIMEOUT_MS)).toEqual(TAKEN);
        const name = `${parcel.deliveryId}.${format}`;
        expect(readdirSync(inbox).sort()).toEqual([name, `${name}.sha256`]);
        expect(readFileSync(join(inbox, name))).toEqual(parcelBody(format, parcel).body);
        expect(execFileSync('sha256sum', ['-c', `${name}.sha256`], { cwd: inbox, encoding: 'utf8' })).toBe(
          `${name}: OK\n`,
        );
      },
    );

    test('of two thousand certificates goes whole, also where the server has no extensions', async () => {
      const full = parcelWith(
        Array.from({ length: 2_000 }, (_, index) => certificate(index + 1, { name: '张三', remark: '样'.repeat(300) })),
      );
      const plain = await startSftpServer({ withheld: ['posix-rename', 'fsync'] });
      for (const at of [drops.server, plain]) {
        const { inbox, open } = await drops.dropAt(at);
        const connector = open();
        expect(await connector.send(full, TIMEOUT_MS)).toEqual(TAKEN);
        expect(await connector.send(full, TIMEOUT_MS)).toEqual(TAKEN);
        const { body } = parcelBody('json', full);
        expect(readFileSync(join(inbox, `${full.deliveryId}.json`)).equals(body)).toBe(true);
        expect(readdirSync(inbox)).toHaveLength(2);
      }
      await plain.stop();
    });

    test('is not put there twice when the feed has another format since', async () => {
      const { inbox, open } = await drops.dropAt();
      const parcel = some();
      await open({}, 'csv').send(parcel, TIMEOUT_MS);
      expect(await open({}, 'json').send(parcel, TIMEOUT_MS)).toEqual(TAKEN);
      expect(readdirSync(inbox)).toHaveLength(2);
      const other = { ...parcel, certificates: some().certificates.slice(1) };
      expect(await open({}, 'xml').send(other, TIMEOUT_MS)).toEqual({ kind: 'refused', reason: 'PARCEL_DIFFERS' });
    });

    test('replaces what an interrupted sender left of something longer', async () => {
      const { inbox, open } = await drops.dropAt();
      const parcel = some();
      const name = `${parcel.deliveryId}.json`;
      await writeFile(join(inbox, `${name}.part`), 'x'.repeat(1_000_000));
      await writeFile(join(inbox, `${name}.sha256`), 'half');
      expect(await open().send(parcel, TIMEOUT_MS)).toEqual(TAKEN);
      expect(readFileSync(join(inbox, name))).toEqual(parcelBody('json', parcel).body);
      expect(readFileSync(join(inbox, `${name}.sha256`), 'latin1')).toMatch(/^[0-9a-f]{64} {2}/);
    });

    test('goes through beside its left-over checksum, also where the server cannot rename over it', async () => {
      const plain = await startSftpServer({ withheld: ['posix-rename', 'fsync'] });
      const { inbox, open } = await drops.dropAt(plain);
      const parcel = some();
      const connector = open();
      for (let round = 0; round < 2; round += 1) {
        expect(await connector.send(parcel, TIMEOUT_MS)).toEqual(TAKEN);
        expect(readdirSync(inbox)).toHaveLength(2);
        await unlink(join(inbox, `${parcel.deliveryId}.json`));
      }
      await plain.stop();
    });

    test('that the receiver has taken away comes again with the same name and content', async () => {
      const { inbox, open } = await drops.dropAt();
      const parcel = some();
      const connector = open();
      await connector.send(parcel, TIMEOUT_MS);
      const path = join(inbox, `${parcel.deliveryId}.json`);
      const before = readFileSync(path);
      await unlink(path);
      expect(await connector.send(parcel, TIMEOUT_MS)).toEqual(TAKEN);
      expect(readFileSync(path)).toEqual(before);
    });
  });

  describe('the line to the SFTP drop', () => {
    test('is kept between pieces of work, and opened anew when it broke', async () => {
      const { line, open } = await drops.dropAt();
      const connector = open();
      for (let sent = 0; sent < 3; sent += 1) expect(await connector.send(some(), TIMEOUT_MS)).toEqual(TAKEN);
      expect(line.connections()).toBe(1);
      await connector.answers(randomUUID(), TIMEOUT_MS);
      expect(line.connections()).toBe(2);
      line.cut();
      // The end of the line may not have come through yet: then the first one finds it out.
      if ((await connector.send(some(), TIMEOUT_MS)).kind !== 'taken') {
        expect(await connector.send(some(), TIMEOUT_MS)).toEqual(TAKEN);
      }
      expect(line.connections()).toBe(3);
    });

    test('what waits too long gives up, and what comes after it is not mixed with it', async () => {
      const { line, open } = await drops.dropAt();
      const connector = open();
      await connector.send(some(), TIMEOUT_MS);
      line.holdUp();
      const [first, second] = [connector.send(some(), 2_000), connector.send(some(), 200)];
      expect(await second).toEqual(unreachable('TIMEOUT'));
      expect(await first).toEqual(unreachable('TIMEOUT'));
      line.goOn();
      expect(await connector.send(some(), TIMEOUT_MS)).toEqual(TAKEN);
    });

    test.each<[string, (drop: SftpDropPlace) => Promise<Partial<SftpAddress>> | Partial<SftpAddress>, string]>([
      ['whose host key is another', () => ({ hostKeys: [`SHA256:${'A'.repeat(43)}`] }), 'HOST_KEY'],
      ['that does not know the key', () => ({ privateKeyFile: drops.server.strangersKeyFile }), 'LOGIN'],
      ['that does not know the user', () => ({ user: 'nobody-of-that-name' }), 'LOGIN'],
      ['that has no such folder', ({ inbox }) => ({ inbox: `${inbox}/none`, outbox: `${inbox}/none` }), 'SETUP'],
      ['whose folder is a file', () => ({ inbox: drops.server.keyFile, outbox: drops.server.keyFile }), 'SETUP'],
      ['of which the key is not there', () => ({ privateKeyFile: join(drops.server.folder, 'none') }), 'KEY_FILE'],
      [
        'of which the key is open to others',
        async () => {
          const path = join(drops.server.folder, 'open');
          await copyFile(drops.server.keyFile, path);
          await chmod(path, 0o644);
          return { privateKeyFile: path };
        },
        'KEY_FILE',
      ],
      [
        'of which the key is none',
        async () => {
          const path = join(drops.server.folder, 'none-at-all');
          await writeFile(path, '张三', { mode: 0o600 });
          return { privateKeyFile: path };
        },
        'KEY_FILE',
      ],
    ])('a server %s is unreachable, by a code', async (_, change, reason) => {
      const drop = await drops.dropAt();
      const connector = drop.open(await change(drop));
      const oddities = reason === 'HOST_KEY' ? { oddities: [{ code: reason, count: 1 }] } : {};
      expect(await connector.send(some(), TIMEOUT_MS)).toEqual({ ...unreachable(reason), ...oddities });
      expect(readdirSync(drop.inbox)).toEqual([]);
    });

    test('a login by password is that of the file; a server that wants a key says no', async () => {
      const { open } = await drops.dropAt();
      const passwordFile = join(drops.server.folder, 'password');
      await writeFile(passwordFile, 'secret\n', { mode: 0o600 });
      const connector = open({ privateKeyFile: undefined, passwordFile });
      expect(await connector.send(some(), TIMEOUT_MS)).toEqual(unreachable('LOGIN'));
      expect(await connector.answers(randomUUID(), TIMEOUT_MS)).toEqual(unreachable('LOGIN'));
    });

    test('a disk that is full leaves nothing half, and the parcel comes later over the same line', async () => {
      const { line, inbox, open } = await drops.dropAt();
      const parcel = some();
      const connector = open();
      const part = join(inbox, `${parcel.deliveryId}.json.part`);
      await symlink('/dev/full', part);
      expect(await connector.send(parcel, TIMEOUT_MS)).toEqual(unreachable('FULL'));
      expect(existsSync(join(inbox, `${parcel.deliveryId}.json`))).toBe(false);
      await unlink(part);
      expect(await connector.send(parcel, TIMEOUT_MS)).toEqual(TAKEN);
      expect(line.connections()).toBe(1);
    });

    test('a folder that the receiver mends is found', async () => {
      const { inbox, open } = await drops.dropAt();
      const connector = open();
      await rm(inbox, { recursive: true });
      expect(await connector.send(some(), TIMEOUT_MS)).toEqual(unreachable('SETUP'));
      await mkdir(inbox);
      expect(await connector.send(some(), TIMEOUT_MS)).toEqual(TAKEN);
    });
  });
});
