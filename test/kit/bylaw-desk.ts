/** Two institutions of one city that publish bylaws, on a fresh database with the packs of the release. */
import { createHash, randomUUID } from 'node:crypto';
import { publishBylaw } from '../../src/app/bylaws/publish-bylaw';
import type { Caller } from '../../src/app/caller';
import type { BylawKind } from '../../src/domain/registry/bylaw';
import { applicantOf } from './filing-cases';
import { filingBench, type FilingBench } from './filing-bench';

const own = (institutionCode: string): Caller => ({
  clientId: `client-${institutionCode}`,
  role: 'INSTITUTION',
  institutionCode,
  regionCode: null,
});
export const [ONE, TWO, UNFILED] = [own('0001'), own('0002'), own('0009')] as const;

export interface BylawDesk {
  readonly bench: FilingBench;
  /** The institution stands in this region from now on. */
  place(code: string, regionCode: string): Promise<void>;
  /** Id of an attachment. */
  sent(by: Caller, text: string, mediaType?: string): Promise<string>;
  publish(by: Caller, attachmentId: string, kind?: BylawKind): ReturnType<typeof publishBylaw>;
  /** Id of the bylaw. */
  published(by: Caller, attachmentId: string, kind?: BylawKind): Promise<string>;
}

export async function bylawDesk(): Promise<BylawDesk> {
  const bench = await filingBench();
  const { hub } = bench;
  const place = (code: string, regionCode: string): Promise<void> =>
    bench.save({ institutions: [{ ...applicantOf(Number(code), { regionCode }), code, names: [] }] });
  for (const code of ['0001', '0002']) await place(code, '150700');
  const publish = (by: Caller, attachmentId: string, kind: BylawKind = 'QUALITY') =>
    publishBylaw(hub, by, { kind, attachmentId });
  return {
    bench,
    place,
    sent: async (by, text, mediaType = 'application/pdf') => {
      const id = randomUUID();
      const body = Buffer.from(text);
      const digest = createHash('sha256').update(body).digest('hex');
      const { institutionCode, clientId: sentBy, role } = by;
      const bytes = body.length;
      const file = { id, institutionCode, regionCode: '150700', fileName: "质量'管理.pdf", mediaType, bytes };
      await hub.transaction(({ attachments }) =>
        attachments.insert({ ...file, digest, sentBy, role, sentAt: hub.now() }, body),
      );
      return id;
    },
    publish,
    published: async (by, attachmentId, kind) => {
      const answer = await publish(by, attachmentId, kind);
      if (answer.kind === 'refused') throw new Error(answer.code);
      return answer.bylawId;
    },
  };
}
