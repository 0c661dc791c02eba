/** Gathers what the hub answers to bad input, and holds it to the promises: typed, in both languages, no value repeated. */
import { put, type HttpAnswer } from './graphql-client';
import type { TestHub } from './hub';
import { openUpload, type Refused } from './operations';
import type { SampleDesk } from './sample-desk';

/** Planted in records that are refused: no answer and no log line may hold them. */
export const MARKED_NAME = '欧阳标记';
export const MARKED_ID = '519901190003078912';
export const MARKED_NUMBER = 'S9999519901992699907';
export const MARKS = [MARKED_NAME, MARKED_ID, MARKED_NUMBER] as const;

export const marked = <Fields extends object>(record: Fields): Fields & Record<string, unknown> => ({
  ...record,
  name: MARKED_NAME,
  idNumber: MARKED_ID,
  certificateNo: MARKED_NUMBER,
});

export interface ToldByHttp {
  readonly status: number;
  readonly refusal: Partial<Refused>;
}

export interface Ear {
  /** Everything that was answered so far. */
  readonly answers: string[];
  told(refusal: Partial<Refused>): Partial<Refused>;
  toldByHttp(answer: HttpAnswer): ToldByHttp;
  putAs(url: string, body: string | Buffer, type?: string): Promise<ToldByHttp>;
  /** A fresh upload, and records for it. */
  open(): Promise<{ uploadId: string; url: string; records: ReturnType<SampleDesk['batch']>['records'] }>;
  /** Chunks that the hub holds of an upload. */
  stored(uploadId: string): Promise<number>;
  expectNoMarks(): void;
}

export function earFor(hub: () => TestHub, desk: SampleDesk): Ear {
  const answers: string[] = [];
  const told: Ear['told'] = (refusal) => {
    answers.push(JSON.stringify(refusal));
    for (const text of [refusal.message, refusal.remedy, ...(refusal.places ?? []).map(({ message }) => message)]) {
      expect(text?.zh).toMatch(/\p{Script=Han}/u);
      expect(text?.en).toMatch(/[a-z]{3}/i);
    }
    return refusal;
  };
  const toldByHttp: Ear['toldByHttp'] = ({ status, text, body }) => {
    answers.push(text);
    return { status, refusal: told((body['refusal'] ?? {}) as Partial<Refused>) };
  };
  return {
    answers,
    told,
    toldByHttp,
    putAs: async (url, body, type) => toldByHttp(await put(url, await hub().bearer('institution'), body, type)),
    open: async () => {
      const { header, records } = desk.batch({ records: 5 });
      const { uploadId = '', path = '' } = await openUpload(hub(), header);
      return { uploadId, url: `${hub().url}${path}`, records };
    },
    stored: async (uploadId) => {
      const [row] = await hub().query<{ chunks: number }>(
        `SELECT count(*)::int AS chunks FROM chunk WHERE upload_id = $1`,
        [uploadId],
      );
      return row?.chunks ?? -1;
    },
    expectNoMarks: () => {
      const everything = `${answers.join('\n')}\n${hub().logs()}`;
      for (const mark of MARKS) expect(everything.includes(mark)).toBe(false);
      expect(hub().errorLines()).toEqual([]);
    },
  };
}
