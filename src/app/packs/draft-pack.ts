/** Takes in a pack that is to be published. It is checked whole, by itself and together with everything that is in force. */
import { isStorable } from '../../domain/certificate/text';
import type { Pack } from '../../domain/packs/pack';
import { packName } from '../../domain/packs/pack';
import { isPack, problemsOfPack } from '../../domain/packs/validate-pack';
import { mayPublish } from '../../domain/publishing/may-publish';
import { canonicalDigest } from '../../domain/reference/canonical-digest';
import type { Caller } from '../caller';
import { PACK_CHARS_MAX, PACK_DRAFTS_MAX } from '../limits';
import type { Hub, Stores } from '../ports';
import { type Place, type Refusal, refuse } from '../refusal';
import { asNewDraft, packReader } from './known-names';
import type { PackRow } from './pack-ports';
import { problemOfCut, problemsOfSet } from './sets-ahead';
import { problemPlace } from './usable-packs';

export interface PackDrafted {
  readonly kind: 'drafted';
  readonly packId: string;
  readonly name: string;
  /** SHA-256 (hex) of the canonical JSON. */
  readonly digest: string;
  /** The same content had been drafted before. */
  readonly repeated: boolean;
}

const NOT_YOURS: Place = {
  record: null,
  field: 'region',
  message: { zh: '不在本机关可发布规则包的辖区内', en: 'Not a region for which this caller may publish packs' },
};
const TOO_LARGE: Place = {
  record: null,
  field: null,
  message: { zh: `规则包最多 ${PACK_CHARS_MAX} 个字符`, en: `A pack has at most ${PACK_CHARS_MAX} characters` },
};
const UNSTORABLE: Place = {
  record: null,
  field: null,
  message: { zh: '含有无法保存的字符', en: 'Holds characters that cannot be stored' },
};

export async function draftPack(hub: Hub, caller: Caller, content: unknown): Promise<PackDrafted | Refusal> {
  const region = typeof content === 'object' && content !== null ? Reflect.get(content, 'region') : undefined;
  if (typeof region === 'string' && !mayPublish(caller, region)) return refuse('FORBIDDEN', { places: [NOT_YOURS] });
  const text = JSON.stringify(content) ?? '';
  if (text.length > PACK_CHARS_MAX) return refuse('PACK_INVALID', { places: [TOO_LARGE] });
  if (!holdsStorableTexts(text)) return refuse('PACK_INVALID', { places: [UNSTORABLE] });
  if (!isPack(content)) return refuse('PACK_INVALID', { places: problemsOfPack(content).map(problemPlace) });
  if (!mayPublish(caller, content.region)) return refuse('FORBIDDEN', { places: [NOT_YOURS] });
  const outcome = await hub.transaction(async (stores) => {
    await stores.packs.lock();
    return insertDraft(hub, stores, caller, content);
  });
  if (outcome.kind === 'drafted' && !outcome.repeated) {
    hub.log.info({ by: caller.clientId, packId: outcome.packId, pack: outcome.name }, 'A rule pack was drafted.');
  }
  return outcome;
}

/** JSON text writes what cannot be stored as an escape. */
const holdsStorableTexts = (text: string): boolean => isStorable(text) && !/\\u(0000|d[89a-f][0-9a-f]{2})/i.test(text);

async function insertDraft(hub: Hub, stores: Stores, caller: Caller, pack: Pack): Promise<PackDrafted | Refusal> {
  const published = await stores.packs.published();
  const digest = canonicalDigest(pack);
  const name = packName(pack);
  const namesake = published.find((row) => packName(row.pack) === name);
  if (namesake?.digest === digest) return { kind: 'drafted', packId: namesake.id, name, digest, repeated: true };
  if (namesake !== undefined) return refuse('PACK_NAME_USED', { existingId: namesake.id });
  if (hub.releasePacks.some((each) => packName(each) === name)) return refuse('PACK_NAME_USED');
  const waiting = published.filter((row) => row.state === 'DRAFT' && row.pack.region === pack.region);
  if (waiting.length >= PACK_DRAFTS_MAX) return refuse('PACK_DRAFTS_TOO_MANY');
  const approved = published.filter(({ state }) => state === 'APPROVED');
  const read = await packReader(stores.packs);
  const problems = [
    ...problemsOfSet(hub.releasePacks, [...approved.map(read), asNewDraft(pack)]),
    ...problemOfCut(pack, [...hub.releasePacks, ...approved.map((row) => row.pack)]),
  ];
  if (problems.length > 0) return refuse('PACK_INVALID', { places: problems.map(problemPlace) });
  const row: PackRow = {
    id: hub.newId(),
    source: 'PUBLISHED',
    state: 'DRAFT',
    pack,
    digest,
    draftedBy: caller.clientId,
    draftedAt: hub.now(),
    approvedBy: null,
    approvedAt: null,
    activeFrom: null,
    retiredAt: null,
    withdrawnBy: null,
    withdrawnAt: null,
    signature: null,
    keyId: null,
  };
  await stores.packs.insert(row);
  return { kind: 'drafted', packId: row.id, name, digest, repeated: false };
}
