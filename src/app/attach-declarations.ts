/**
 * Brings `confirm` findings and declarations together: what is said now is kept, what is kept speaks, and the verdicts of
 * the lines are decided anew. The caller holds the lock of the institution's declarations.
 */
import type { RawRecord } from '../domain/certificate/record';
import { subjectOfBatch, type DeclarationDecision } from '../domain/decision/declaration';
import { recordDigest } from '../domain/rules/declarations';
import type {
  AttachedDeclaration,
  ChosenDeclaration,
  DeclarablePlace,
  DeclarationKey,
  KeptDeclaration,
} from './declaration-ports';
import { mendedChain } from './mended-chain';
import type { CheckedBatch, Stores } from './ports';
import { redecideLines } from './redecide-lines';

export type DeclaredStores = Pick<Stores, 'declarations' | 'findings' | 'known' | 'records'>;

export interface Answering {
  /** The reason that is given now; `undefined` where nothing is, so that only what was kept can speak. */
  said(place: DeclarablePlace, subject: string): string | undefined;
  /** Whether a declaration lets its record pass. */
  counts(declaration: KeptDeclaration, isSaid: boolean): boolean;
  readonly by: string;
  readonly at: Date;
}

export interface AnsweredPlace extends AttachedDeclaration {
  readonly state: KeptDeclaration['state'];
}

/** What was accepted frees its record, also one that had been refused; what was refused holds it. */
export async function attachDecided(
  stores: DeclaredStores,
  batch: CheckedBatch,
  decided: readonly ChosenDeclaration[],
  decision: DeclarationDecision,
): Promise<void> {
  const changed = await stores.declarations.attach(
    batch.id,
    decided.map(({ line, rule, subject, reason }) => ({
      line,
      code: rule,
      subject,
      reason: decision === 'ACCEPT' ? reason : null,
    })),
  );
  await redecideLines(stores, batch.id, changed);
}

type Addressed = DeclarablePlace & { readonly subject: string };

/** Some thousand places at a time: the records are read to take their digests. Answers those that a declaration speaks of. */
export async function attachDeclarations(
  stores: DeclaredStores,
  batch: CheckedBatch,
  places: readonly DeclarablePlace[],
  answering: Answering,
): Promise<readonly AnsweredPlace[]> {
  const addressed = await addressedPlaces(stores, batch, places);
  const said = new Map<string, string>();
  for (const place of addressed) {
    const reason = answering.said(place, place.subject);
    if (reason !== undefined && !said.has(textOf(keyOf(place)))) said.set(textOf(keyOf(place)), reason);
  }
  const standing = await keepSaid(stores, batch, { addressed, said, answering });
  const answered = addressed.flatMap((place): readonly AnsweredPlace[] => {
    const kept = standing.get(textOf(keyOf(place)));
    if (kept === undefined) return [];
    const reason = answering.counts(kept, said.has(textOf(keyOf(place)))) ? kept.reason : null;
    return [{ ...place, reason, state: kept.state }];
  });
  if (answered.length === 0) return answered;
  await redecideLines(stores, batch.id, await stores.declarations.attach(batch.id, answered));
  return answered;
}

const keyOf = ({ code, subject }: Addressed): DeclarationKey => ({ rule: code, subject });
const textOf = ({ rule, subject }: DeclarationKey): string => `${rule} ${subject}`;

async function addressedPlaces(
  { known, records }: DeclaredStores,
  batch: CheckedBatch,
  places: readonly DeclarablePlace[],
): Promise<readonly Addressed[]> {
  const lines = [...new Set(places.map(({ line }) => line))].filter((line) => line > 0);
  const found = lines.length === 0 ? [] : await records.dataOf(batch.id, lines);
  const chain = places.some(({ line }) => line === 0) ? await mendedChain({ known }, batch) : undefined;
  const ofBatch = { batchId: batch.id, firstOfChain: chain?.first?.id };
  const subjects = new Map<number, string>();
  for (const [line, data] of found) {
    const record: RawRecord = JSON.parse(data);
    subjects.set(line, recordDigest(record));
  }
  return places.flatMap(({ line, code }) => {
    const subject = line === 0 ? subjectOfBatch(code, ofBatch) : subjects.get(line);
    return subject === undefined ? [] : [{ line, code, subject }];
  });
}

interface Saying {
  readonly addressed: readonly Addressed[];
  /** Reasons by key. */
  readonly said: ReadonlyMap<string, string>;
  readonly answering: Answering;
}

/** What is kept of the places, with what is said of them for the first time. What was kept before stays as it was said. */
async function keepSaid(
  { declarations }: DeclaredStores,
  { id, institutionCode }: CheckedBatch,
  { addressed, said, answering }: Saying,
): Promise<ReadonlyMap<string, KeptDeclaration>> {
  const keys = new Map(addressed.toReversed().map((place) => [textOf(keyOf(place)), place]));
  const kept = await declarations.kept(institutionCode, [...keys.values()].map(keyOf));
  const standing = new Map(kept.map((declaration) => [textOf(declaration), declaration]));
  const fresh = [...keys].flatMap(([key, place]) => {
    const reason = standing.has(key) ? undefined : said.get(key);
    return reason === undefined ? [] : [{ ...keyOf(place), reason, batchId: id, line: place.line }];
  });
  if (fresh.length > 0) await declarations.keep(institutionCode, fresh, answering);
  for (const { rule, subject, reason } of fresh) {
    standing.set(textOf({ rule, subject }), { rule, subject, reason, state: 'OPEN', decidedStep: null });
  }
  return standing;
}
