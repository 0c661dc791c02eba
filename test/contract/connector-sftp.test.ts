import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnswersAsked, Connector, Parcel } from '../../src/app/connector';
import type { TallyReport } from '../../src/app/forwarding/tally-report-ports';
import type { ParcelFormat } from '../../src/domain/forwarding/form';
import { parcelBody } from '../../src/connectors/parcel-body';
import type { SftpAddress } from '../../src/connectors/sftp-address';
import { sha256Of } from '../../src/connectors/sftp-checked';
import { sftpDrop } from '../../src/connectors/sftp-drop';
import { FEED } from '../kit/approved-batch';
import { type BreakableLine, breakableLine } from '../kit/breakable-line';
import { silentLog } from '../kit/database';
import { parcelWith } from '../kit/parcels';
import { keysInFile, onSftpServer, type SftpServer, startSftpServer } from '../kit/sftp-server';
import { connectorContract, type TestReceiver } from './connector-contract';

jest.setTimeout(60_000);
const TIMEOUT_MS = 20_000;

let server: SftpServer;
/** No posix-rename, no fsync. */
let plainServer: SftpServer;
let opened: { close(): Promise<void> }[] = [];

interface Drop {
  readonly line: BreakableLine;
  readonly inbox: string;
  readonly outbox: string;
  readonly address: SftpAddress;
  open(change?: Partial<SftpAddress>, format?: ParcelFormat): Connector;
}

/** Two empty folders of a receiver, and the way to them. */
async function dropAt({ port, user, fingerprint, keyFile, folder }: SftpServer = server): Promise<Drop> {
  const line = await breakableLine(port);
  opened.push(line);
  const place = await mkdtemp(join(folder, 'drop-'));
  const [inbox, outbox] = [join(place, 'inbox'), join(place, 'outbox')];
  await Promise.all([mkdir(inbox), mkdir(outbox)]);
  const address: SftpAddress = {
    connector: 'sftp',
    host: '127.0.0.1',
    port: line.port,
    user,
    hostKeys: [fingerprint],
    privateKeyFile: keyFile,
    inbox,
    outbox,
  };
  const open: Drop['open'] = (change = {}, format = 'json') => {
    const feed = { ...FEED, form: { ...FEED.form, format } };
    const connector = sftpDrop({ feed, address: { ...address, ...change }, log: silentLog });
    opened.unshift(connector);
    return connector;
  };
  return { line, inbox, outbox, address, open };
}

/** As a receiver puts an answer down: whole, its checksum before it. */
async function putAnswer(outbox: string, name: string, content: string): Promise<void> {
  await writeFile(join(outbox, `${name}.sha256`), `${sha256Of(Buffer.from(content))}  ${name}\n`);
  await writeFile(join(outbox, `${name}.tmp`), content);
  await rename(join(outbox, `${name}.tmp`), join(outbox, name));
}

const HEAD = 'certificateNo,version,accepted,code,answeredAt';
const receiptOf = (...lines: string[]): string => [HEAD, ...lines].map((line) => `${line}\r\n`).join('');

async function openReceiver(): Promise<TestReceiver> {
  const { line, inbox, outbox, open } = await dropAt();
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

const NO = 'Y000051000123263000001';
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
  beforeAll(async () => {
    [server, plainServer] = await Promise.all([
      startSftpServer(),
      startSftpServer({ withheld: ['posix-rename', 'fsync'] }),
    ]);
  });
  afterEach(async () => {
    const closing = opened;
    opened = [];
    for (const each of closing) await each.close();
  });
  afterAll(() => Promise.all([server.stop(), plainServer.stop()]));

  connectorContract('the SFTP drop', openReceiver, { judges: false });

  describe('a parcel at the SFTP drop', () => {
    test.each<ParcelFormat>(['json', 'csv', 'xml'])(
      'is one %s file with its checksum, and nothing besides',
      async (format) => {
        const { inbox, open } = await dropAt();
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
      for (const at of [server, plainServer]) {
        const { inbox, open } = await dropAt(at);
        const connector = open();
        expect(await connector.send(full, TIMEOUT_MS)).toEqual(TAKEN);
        expect(await connector.send(full, TIMEOUT_MS)).toEqual(TAKEN);
        const { body } = parcelBody('json', full);
        expect(readFileSync(join(inbox, `${full.deliveryId}.json`)).equals(body)).toBe(true);
        expect(readdirSync(inbox)).toHaveLength(2);
      }
    });

    test('is not put there twice when the feed has another format since', async () => {
      const { inbox, open } = await dropAt();
      const parcel = some();
      await open({}, 'csv').send(parcel, TIMEOUT_MS);
      expect(await open({}, 'json').send(parcel, TIMEOUT_MS)).toEqual(TAKEN);
      expect(readdirSync(inbox)).toHaveLength(2);
      const other = { ...parcel, certificates: some().certificates.slice(1) };
      expect(await open({}, 'xml').send(other, TIMEOUT_MS)).toEqual({ kind: 'refused', reason: 'PARCEL_DIFFERS' });
    });

    test('replaces what an interrupted sender left of something longer', async () => {
      const { inbox, open } = await dropAt();
      const parcel = some();
      const name = `${parcel.deliveryId}.json`;
      await writeFile(join(inbox, `${name}.part`), 'x'.repeat(1_000_000));
      await writeFile(join(inbox, `${name}.sha256`), 'half');
      expect(await open().send(parcel, TIMEOUT_MS)).toEqual(TAKEN);
      expect(readFileSync(join(inbox, name))).toEqual(parcelBody('json', parcel).body);
      expect(readFileSync(join(inbox, `${name}.sha256`), 'latin1')).toMatch(/^[0-9a-f]{64} {2}/);
    });

    test('that the receiver has taken away comes again with the same name and content', async () => {
      const { inbox, open } = await dropAt();
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
      const { line, open } = await dropAt();
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
      const { line, open } = await dropAt();
      const connector = open();
      await connector.send(some(), TIMEOUT_MS);
      line.holdUp();
      const [first, second] = [connector.send(some(), 2_000), connector.send(some(), 200)];
      expect(await second).toEqual(unreachable('TIMEOUT'));
      expect(await first).toEqual(unreachable('TIMEOUT'));
      line.goOn();
      expect(await connector.send(some(), TIMEOUT_MS)).toEqual(TAKEN);
    });

    test.each<[string, (drop: Drop) => Promise<Partial<SftpAddress>> | Partial<SftpAddress>, string]>([
      ['whose host key is another', () => ({ hostKeys: [`SHA256:${'A'.repeat(43)}`] }), 'HOST_KEY'],
      ['that does not know the key', () => ({ privateKeyFile: server.strangersKeyFile }), 'LOGIN'],
      ['that does not know the user', () => ({ user: 'nobody-of-that-name' }), 'LOGIN'],
      ['that has no such folder', ({ inbox }) => ({ inbox: `${inbox}/none`, outbox: `${inbox}/none` }), 'SETUP'],
      ['whose folder is a file', () => ({ inbox: server.keyFile, outbox: server.keyFile }), 'SETUP'],
      ['of which the key is not there', () => ({ privateKeyFile: join(server.folder, 'none') }), 'KEY_FILE'],
      [
        'of which the key is open to others',
        async () => {
          const path = join(server.folder, 'open');
          await copyFile(server.keyFile, path);
          await chmod(path, 0o644);
          return { privateKeyFile: path };
        },
        'KEY_FILE',
      ],
      [
        'of which the key is none',
        async () => {
          const path = join(server.folder, 'none-at-all');
          await writeFile(path, '张三', { mode: 0o600 });
          return { privateKeyFile: path };
        },
        'KEY_FILE',
      ],
    ])('a server %s is unreachable, by a code', async (_, change, reason) => {
      const drop = await dropAt();
      const connector = drop.open(await change(drop));
      expect(await connector.send(some(), TIMEOUT_MS)).toEqual(unreachable(reason));
      expect(readdirSync(drop.inbox)).toEqual([]);
    });

    test('a login by password is that of the file; a server that wants a key says no', async () => {
      const { open } = await dropAt();
      const passwordFile = join(server.folder, 'password');
      await writeFile(passwordFile, 'secret\n', { mode: 0o600 });
      const connector = open({ privateKeyFile: undefined, passwordFile });
      expect(await connector.send(some(), TIMEOUT_MS)).toEqual(unreachable('LOGIN'));
      expect(await connector.answers(randomUUID(), TIMEOUT_MS)).toEqual(unreachable('LOGIN'));
    });

    test('a disk that is full leaves nothing half, and the parcel comes later over the same line', async () => {
      const { line, inbox, open } = await dropAt();
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
      const { inbox, open } = await dropAt();
      const connector = open();
      await rm(inbox, { recursive: true });
      expect(await connector.send(some(), TIMEOUT_MS)).toEqual(unreachable('SETUP'));
      await mkdir(inbox);
      expect(await connector.send(some(), TIMEOUT_MS)).toEqual(TAKEN);
    });
  });

  describe('receipts in the SFTP drop', () => {
    let drop: Drop;
    let connector: Connector;
    let id: string;
    beforeEach(async () => {
      drop = await dropAt();
      connector = drop.open();
      id = randomUUID();
    });
    const asked = (): Promise<AnswersAsked> => connector.answers(id, TIMEOUT_MS);
    const put = (name: string, content: string): Promise<void> => putAnswer(drop.outbox, `${id}.${name}`, content);
    const numbers = async (): Promise<unknown> => {
      const given = await asked();
      if (given.kind !== 'given') return given;
      const read = given.answers.map(({ certificateNo, state, code }) => [certificateNo, state, code].join(' ').trim());
      return [read, given.oddities.map(({ code, count }) => `${code} ${count}`)];
    };

    test('come in one file or in numbered ones, each read as far as there is no gap', async () => {
      expect(await numbers()).toEqual([[], []]);
      await put('answers.1.csv', receiptOf('B,1,true,,', 'C,2,false,R-PHOTO,2026-08-01T09:30:00+08:00'));
      await put('answers.3.csv', receiptOf('E,1,true,,'));
      expect(await asked()).toEqual({
        kind: 'given',
        answers: [
          { certificateNo: 'B', version: 1, state: 'ACCEPTED', code: null, answeredAt: expect.any(Date) },
          {
            certificateNo: 'C',
            version: 2,
            state: 'REFUSED',
            code: 'R-PHOTO',
            answeredAt: new Date('2026-08-01T01:30:00Z'),
          },
        ],
        oddities: [],
      });
      await put('answers.2.csv', receiptOf('D,1,true,,'));
      await put('answers.csv', receiptOf('A,1,true,,'));
      expect(await numbers()).toEqual([
        ['A ACCEPTED', 'B ACCEPTED', 'C REFUSED R-PHOTO', 'D ACCEPTED', 'E ACCEPTED'],
        [],
      ]);
      // Nothing is taken away: the receiver keeps its own records.
      expect(readdirSync(drop.outbox)).toHaveLength(8);
    });

    test('that are half are not read, are told, and count once they are whole', async () => {
      const content = receiptOf('A,1,true,,', 'B,1,true,,');
      const path = join(drop.outbox, `${id}.answers.csv`);
      await writeFile(path, content);
      expect(await numbers()).toEqual([[], ['HALF_FILE 1']]);
      await writeFile(`${path}.sha256`, `${sha256Of(Buffer.from(content))}\n`);
      await writeFile(path, content.slice(0, -10));
      await put('answers.1.csv', receiptOf('C,1,true,,'));
      expect(await numbers()).toEqual([['C ACCEPTED'], ['HALF_FILE 1']]);
      await writeFile(path, content);
      expect(await numbers()).toEqual([['A ACCEPTED', 'B ACCEPTED', 'C ACCEPTED'], []]);
      await writeFile(`${path}.sha256`, 'x'.repeat(10_000));
      expect(await numbers()).toEqual([['C ACCEPTED'], ['HALF_FILE 1']]);
    });

    test('with unreadable lines give their good lines', async () => {
      const lines = [
        'A,1,true,,',
        'B,one,true,,',
        'C,1,yes,,',
        ',1,true,,',
        'D,1,false,"照片,不清楚",soon',
        'E,1',
        'F,1,true,,,,,more',
        'G"H,1,true,,',
      ];
      await put('answers.csv', `\uFEFF${receiptOf(...lines)}`);
      expect(await numbers()).toEqual([['A ACCEPTED', 'D REFUSED 照片,不清楚'], ['UNREADABLE_ANSWER 6']]);
    });

    test.each([
      ['nothing', '', []],
      ['a page', '<html><body>502</body></html>', []],
      ['other columns', 'number,yes\r\nA,true\r\n', ['UNREADABLE_ANSWER 1']],
      ['one line without end', 'x'.repeat(100_000), ['UNREADABLE_ANSWER 1']],
    ])('that hold %s are no answers', async (_, content, odd) => {
      await put('answers.csv', content);
      expect(await numbers()).toEqual([[], odd]);
    });

    test('in another encoding, or longer than allowed, are told', async () => {
      const gbk = Buffer.concat([Buffer.from(`${HEAD}\nA,1,false,`), Buffer.from([0xd5, 0xd5]), Buffer.from(',\n')]);
      const path = join(drop.outbox, `${id}.answers.csv`);
      await writeFile(path, gbk);
      await writeFile(`${path}.sha256`, sha256Of(gbk));
      expect(await numbers()).toEqual([[], ['UNREADABLE_ANSWER 1']]);
      await writeFile(path, Buffer.alloc(5 * 1024 * 1024, 'A'));
      expect(await numbers()).toEqual([[], ['TOO_LONG 1']]);
    });

    test('are those of the parcel alone, whatever else lies there', async () => {
      for (const name of [
        `${randomUUID()}.answers.csv`,
        'answers.csv',
        `${id}.answers.01.csv`,
        `${id}.ANSWERS.csv`,
        `${id}.answers.csv.csv`,
      ]) {
        await putAnswer(drop.outbox, name, receiptOf(`${NO},1,true,,`));
      }
      expect(await numbers()).toEqual([[], []]);
      await rm(drop.outbox, { recursive: true });
      expect(await numbers()).toEqual(unreachable('SETUP'));
    });

    test('cannot say what the receiver holds', async () => {
      expect(await connector.held({ salt: '', prefix: '', length: 0 }, TIMEOUT_MS)).toEqual({ kind: 'unsupported' });
    });
  });

  describe('a report in the SFTP drop', () => {
    const report: TallyReport = {
      id: randomUUID(),
      feed: FEED.name,
      period: '2026-07',
      regionCode: '510000',
      revision: 1,
      definition: 'certificates-1',
      certificates: 3,
      rows: [
        {
          regionCode: '510100',
          institutionKind: 'SOCIAL_ORG',
          schoolType: null,
          occupationCode: '6-31-01-03',
          level: 'LEVEL_3',
          sex: 'FEMALE',
          ageBand: '30-39',
          candidateCategory: 'EMPLOYEE',
          certificates: 3,
        },
      ],
      digest: 'd'.repeat(64),
    };

    test('is one file, handed over again until it is answered', async () => {
      const { inbox, outbox, open } = await dropAt();
      const connector = open();
      expect(await connector.sendReport(report, TIMEOUT_MS)).toEqual(TAKEN);
      expect(await connector.sendReport(report, TIMEOUT_MS)).toEqual(TAKEN);
      const name = `report-${report.id}.json`;
      expect(readdirSync(inbox).sort()).toEqual([name, `${name}.sha256`]);
      const { id, ...rest } = report;
      expect(JSON.parse(await readFile(join(inbox, name), 'utf8'))).toEqual({ reportId: id, ...rest });
      expect(await connector.sendReport({ ...report, revision: 2 }, TIMEOUT_MS)).toEqual({
        kind: 'refused',
        reason: 'REPORT_DIFFERS',
      });
      const answer = `report-${id}.answer.csv`;
      await writeFile(join(outbox, answer), 'accepted,code\ntrue,\n');
      expect(await connector.sendReport(report, TIMEOUT_MS)).toEqual(TAKEN);
      await putAnswer(outbox, answer, 'accepted,code\nperhaps,\n');
      expect(await connector.sendReport(report, TIMEOUT_MS)).toMatchObject(unreachable('MISSHAPEN'));
      await putAnswer(outbox, answer, 'accepted,code\nfalse,R-SUM\n');
      expect(await connector.sendReport(report, TIMEOUT_MS)).toEqual({ kind: 'refused', reason: 'R-SUM' });
      await putAnswer(outbox, answer, 'accepted,code\ntrue,\n');
      expect(await connector.sendReport(report, TIMEOUT_MS)).toEqual({ kind: 'accepted' });
    });

    test('is a table where the feed wants CSV, and one line of nothing where nothing was counted', async () => {
      const { inbox, open } = await dropAt();
      const connector = open({}, 'csv');
      const empty = { ...report, id: randomUUID(), certificates: 0, rows: [] };
      for (const each of [report, empty]) expect(await connector.sendReport(each, TIMEOUT_MS)).toEqual(TAKEN);
      const linesOf = async ({ id }: TallyReport): Promise<string[]> =>
        (await readFile(join(inbox, `report-${id}.csv`), 'utf8')).split('\r\n');
      const [head, row] = await linesOf(report);
      expect(head).toMatch(/^reportId,feed,period,regionCode,revision,definition,digest,/);
      expect(row).toMatch(new RegExp(`^${report.id},${FEED.name},2026-07,510000,1,certificates-1,d{64},`));
      expect(row).toMatch(/,3$/);
      const [, nothing] = await linesOf(empty);
      expect(nothing).toMatch(/,0$/);
      expect(nothing?.split(',')).toHaveLength(head?.split(',').length ?? 0);
    });
  });
});
