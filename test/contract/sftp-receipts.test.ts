/** What a receiver puts into its folder for the hub, read from OpenSSH's own server: receipts of parcels, answers to reports. */
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnswersAsked, Connector } from '../../src/app/connector';
import type { TallyReport } from '../../src/app/forwarding/tally-report-ports';
import { ANSWERS_MAX, answersIn } from '../../src/connectors/sftp-answers';
import { sha256Of } from '../../src/connectors/sftp-checked';
import type { SftpFiles } from '../../src/connectors/sftp-files';
import { FEED } from '../kit/approved-batch';
import { putAnswer, RECEIPT_HEAD, receiptOf, type SftpDropPlace, useSftpDrops } from '../kit/sftp-drop';
import { onSftpServer } from '../kit/sftp-server';

jest.setTimeout(60_000);
const TIMEOUT_MS = 20_000;
const NO = 'Y000051000123263000001';
const TAKEN = { kind: 'taken' };
const unreachable = (reason: string): object => ({ kind: 'unreachable', reason });

onSftpServer(() => {
  const drops = useSftpDrops();

  describe('receipts in the SFTP drop', () => {
    let drop: SftpDropPlace;
    let connector: Connector;
    let id: string;
    beforeEach(async () => {
      drop = await drops.dropAt();
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
      const gbk = Buffer.concat([
        Buffer.from(`${RECEIPT_HEAD}\nA,1,false,`),
        Buffer.from([0xd5, 0xd5]),
        Buffer.from(',\n'),
      ]);
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

    test('are read to the last of two hundred, and of all of them so many answers are kept', async () => {
      for (let file = 1; file <= 200; file += 1) await put(`answers.${file}.csv`, receiptOf(`N${file},1,true,,`));
      const given = await asked();
      expect(given.kind === 'given' && given.answers.map(({ certificateNo }) => certificateNo)).toEqual(
        Array.from({ length: 200 }, (_, index) => `N${index + 1}`),
      );
      const lines = Array.from({ length: 5_000 }, (_, index) => `A${index},1,true,,`);
      await put('answers.csv', receiptOf(...lines));
      await put('answers.1.csv', receiptOf(...lines, ...lines.map((line) => `B${line}`)));
      const many = await asked();
      expect(many.kind === 'given' && [many.answers.length, many.oddities]).toEqual([
        ANSWERS_MAX,
        [{ code: 'TOO_LONG', count: 1 }],
      ]);
    });

    test('that were read in time are given when the rest takes too long', async () => {
      const files: SftpFiles = {
        size: async () => 0,
        read: async (path) => {
          if (path.includes('.answers.3.')) return new Promise<never>(() => undefined);
          const content = Buffer.from(receiptOf(`${NO},1,true,,`));
          return path.endsWith('.sha256') ? Buffer.from(sha256Of(content)) : content;
        },
        put: async () => undefined,
      };
      const given = await answersIn(files, { outbox: '/out', parcelId: id, until: Date.now() + 200 });
      expect(given).toMatchObject({ answers: [{ certificateNo: NO }], oddities: [] });
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
          schoolType: '',
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
      const { inbox, outbox, open } = await drops.dropAt();
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
      expect(await connector.sendReport(report, TIMEOUT_MS)).toEqual({
        ...unreachable('MISSHAPEN'),
        oddities: [{ code: 'HALF_FILE', count: 1 }],
      });
      await putAnswer(outbox, answer, 'accepted,code\nperhaps,\n');
      expect(await connector.sendReport(report, TIMEOUT_MS)).toMatchObject(unreachable('MISSHAPEN'));
      await putAnswer(outbox, answer, 'accepted,code\nfalse,R-SUM\n');
      expect(await connector.sendReport(report, TIMEOUT_MS)).toEqual({ kind: 'refused', reason: 'R-SUM' });
      await putAnswer(outbox, answer, 'accepted,code\ntrue,\n');
      expect(await connector.sendReport(report, TIMEOUT_MS)).toEqual({ kind: 'accepted' });
    });

    test('is a table where the feed wants CSV, and one line of nothing where nothing was counted', async () => {
      const { inbox, open } = await drops.dropAt();
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
