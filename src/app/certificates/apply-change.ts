/** The province agreed: the new version, and whoever ever got an old one, or wants it now, is owed it. */
import { readRecord } from '../../domain/certificate/reading';
import { recordIn } from '../../domain/certificate-change/record-in';
import type { Hub, Stores } from '../ports';
import { keysOf } from '../record-keys';
import { type Refusal, refuse } from '../refusal';
import type { CertificateChange, LockedCertificate, VersionRef } from './change-ports';
import { judgeChange, judgedBefore, type JudgedRecord } from './judge-change';
import type { Bucket } from './recall-ports';
import { notLive } from './request-change';
import { upToDateFeeds } from './up-to-date-feeds';

export interface AppliedChange {
  /** That of the new number first, where there is one. */
  readonly versions: readonly VersionRef[];
  readonly deliveryIds: readonly string[];
  /** What the tallies count anew. */
  readonly buckets: readonly Bucket[];
}

export async function applyChange(
  hub: Hub,
  stores: Stores,
  {
    change,
    certificate,
    at,
  }: { readonly change: CertificateChange; readonly certificate: LockedCertificate; readonly at: Date },
): Promise<AppliedChange | Refusal> {
  const ended = await notLive(stores, certificate);
  if (ended) return ended;
  if (certificate.version !== change.baseVersion) return refuse('CERTIFICATE_CHANGED');
  const data = change.data ?? certificate.data;
  const { personKey } = keysOf(hub, readRecord(recordIn(data)));
  if (personKey !== null) await stores.certificates.lockChanging({ personKey, certificateNo: change.newCertificateNo });
  // Once more: since the request the person may have got another certificate of the same item.
  const judged =
    change.data === null
      ? judgedBefore(hub, certificate)
      : await judgeChange(hub, stores, certificate, recordIn(change.data));
  if ('kind' in judged) return judged;
  const versions = await versionsOf(stores, { change, certificate, data, judged, at });
  if (!versions) return refuse('CERTIFICATE_NUMBER_USED');
  const owed = {
    versions,
    offered: versions,
    feeds: hub.feeds,
    upToDate: await upToDateFeeds(hub, stores, change),
    at,
  };
  const deliveryIds = await stores.deliveries.createForVersions(owed, hub.newId);
  const { regionCode, batchId } = certificate;
  const periods = [certificate.issuedOn, judged.issuedOn].map((day) => day.slice(0, 'YYYY-MM'.length));
  return {
    versions,
    deliveryIds,
    buckets: [...new Set(periods)].map((period) => ({ period, regionCode, batchId })),
  };
}

async function versionsOf(
  stores: Stores,
  {
    change,
    certificate,
    data,
    judged: { keys },
    at,
  }: {
    readonly change: CertificateChange;
    readonly certificate: LockedCertificate;
    readonly data: string;
    readonly judged: JudgedRecord;
    readonly at: Date;
  },
): Promise<readonly VersionRef[] | undefined> {
  const { certificateNo, version: after } = certificate;
  const { newCertificateNo } = change;
  if (newCertificateNo !== null) {
    return stores.certificates.replace({ certificateNo, after, newCertificateNo, data, ...keys }, at);
  }
  const kind = change.kind === 'CORRECTION' ? 'CORRECTED' : 'REISSUED';
  const version = await stores.certificates.addVersion({ certificateNo, after, kind, data, ...keys }, at);
  if (!version) throw new Error('A certificate that is locked has gone on.');
  return [version];
}
