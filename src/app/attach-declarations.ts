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
import type { CheckedBatch, Hub, Stores } from './ports';
import { redecideLines } from './redecide-lines';

export type DeclaredStores = Pick<Stores, 'declarations' | 'findings' | 'known' | 'records'>;

export interface Answering extends Pick<Hub, 'keyedDigest'> {
  /**
   * The reason that is given now, also by the digest that the institution knows a record by; `undefined` where nothing is, so
   * that only what was kept can speak.
   */
  said(place: DeclarablePlace, recordDigest: string): string | undefined;
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

interface Addressed extends DeclarablePlace {
  /** Keyed: whoever has the database alone could try out contents on a plain digest. */
  readonly subject: string;
  /** The digest that anybody can take of the record; also what an earlier release kept as its subject. */
  readonly plain: string;
}

/** Some thousand places at a time: the records are read to take their digests. Answers those that a declaration speaks of. */
export async function attachDeclarations(
  stores: DeclaredStores,
  batch: CheckedBatch,
  places: readonly DeclarablePlace[],
  answering: Answering,
): Promise<readonly AnsweredPlace[]> {
  const addressed = await addressedPlaces(stores, batch, places, answering);
  const said = new Map<string, string>();
  for (const place of addressed) {
    const reason = answering.said(place, place.plain);
    if (reason !== undefined && !said.has(textOf(keyOf(place)))) said.set(textOf(keyOf(place)), reason);
  }
  const standing = await keepSaid(stores, batch, { addressed, said, answering });
  const answered = addressed.flatMap((place): readonly AnsweredPlace[] => {
    const kept = standing.get(textOf(keyOf(place)));
    if (kept === undefined) return [];
    const reason = answering.counts(kept, said.has(textOf(keyOf(place)))) ? kept.reason : null;
    return [{ line: place.line, code: place.code, subject: kept.subject, reason, state: kept.state }];
  });
  if (answered.length === 0) return answered;
  await redecideLines(stores, batch.id, await stores.declarations.attach(batch.id, answered));
  return answered;
}

const keyOf = ({ code, subject }: Addressed): DeclarationKey => ({ rule: code, subject });
const textOf = ({ rule, subject }: DeclarationKey): string => `${rule} ${subject}`;

async function addressedPlaces(
  stores: DeclaredStores,
  batch: CheckedBatch,
  places: readonly DeclarablePlace[],
  { keyedDigest }: Answering,
): Promise<readonly Addressed[]> {
  const lines = [...new Set(places.map(({ line }) => line))].filter((line) => line > 0);
  const found = lines.length === 0 ? [] : await stores.records.dataOf(batch.id, lines);
  const chain = places.some(({ line }) => line === 0) ? await mendedChain(stores, batch) : undefined;
  const ofBatch = { batchId: batch.id, firstOfChain: chain?.first?.id };
  const records = new Map<number, Pick<Addressed, 'subject' | 'plain'>>();
  for (const [line, data] of found) {
    const record: RawRecord = JSON.parse(data);
    const plain = recordDigest(record);
    records.set(line, { subject: keyedDigest(plain).toString('hex'), plain });
  }
  const subjectOf = (code: string): Pick<Addressed, 'subject' | 'plain'> => {
    const subject = subjectOfBatch(code, ofBatch);
    return { subject, plain: subject };
  };
  return places.flatMap(({ line, code }) => {
    const addressed = line === 0 ? subjectOf(code) : records.get(line);
    return addressed === undefined ? [] : [{ line, code, ...addressed }];
  });
}

/** By what each is kept under from now on, also where an earlier release kept it. */
function standingOf(
  places: ReadonlyMap<string, Addressed>,
  kept: readonly KeptDeclaration[],
): Map<string, KeptDeclaration> {
  const found = new Map(kept.map((declaration) => [textOf(declaration), declaration]));
  const standing = new Map<string, KeptDeclaration>();
  for (const [key, { code, plain }] of places) {
    const declaration = found.get(textOf({ rule: code, subject: plain })) ?? found.get(key);
    if (declaration !== undefined) standing.set(key, declaration);
  }
  return standing;
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
  const kept = await declarations.kept(
    institutionCode,
    [...keys.values()].flatMap((place) =>
      [...new Set([place.subject, place.plain])].map((subject) => ({ rule: place.code, subject })),
    ),
  );
  const standing = standingOf(keys, kept);
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
