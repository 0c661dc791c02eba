/** Where each version of a parcel from another hub goes: a new number, a number that goes on, or nowhere. Pure, of what was read. */
import type { ReceivedRefusal } from '../../domain/forwarding/received-certificate';
import type { FitVersion, NewCertificate, StandingCertificate } from './received-ports';
import { isRefused, type ReadVersion, stateOf } from './read-received';

export interface LaterVersion {
  readonly fit: FitVersion;
  readonly standing: StandingCertificate;
}

export interface PlacedParcel {
  readonly issued: readonly NewCertificate[];
  /** All versions of a new number, by the number. */
  readonly versionsOf: ReadonlyMap<string, readonly FitVersion[]>;
  readonly later: readonly LaterVersion[];
  readonly refused: ReadonlyMap<ReadVersion, ReceivedRefusal>;
}

/** `institutionCode`: of the parcel. */
export function placeVersions(
  read: readonly ReadVersion[],
  standing: readonly StandingCertificate[],
  institutionCode: string,
): PlacedParcel {
  const known = new Map(standing.map((certificate) => [certificate.certificateNo, certificate]));
  const refused = new Map<ReadVersion, ReceivedRefusal>();
  const versionsOf = new Map<string, FitVersion[]>();
  const later: LaterVersion[] = [];
  for (const each of read) {
    if (isRefused(each)) {
      refused.set(each, each.code);
      continue;
    }
    const { fit } = each;
    const stands = known.get(fit.certificateNo);
    if (stands === undefined) versionsOf.set(fit.certificateNo, [...(versionsOf.get(fit.certificateNo) ?? []), fit]);
    else {
      const code = refusalBeside(stands, fit, institutionCode);
      if (code === undefined) later.push({ fit, standing: stands });
      else refused.set(each, code);
    }
  }
  const issued = [...versionsOf.values()].flatMap((versions, index): NewCertificate[] => {
    const highest = highestOf(versions);
    return highest === undefined ? [] : [{ line: index + 1, state: stateOf(highest), highest }];
  });
  return { issued, versionsOf, later, refused };
}

export const highestOf = (versions: readonly FitVersion[]): FitVersion | undefined =>
  [...versions].sort((one, other) => other.version - one.version)[0];

function refusalBeside(
  standing: StandingCertificate,
  { version, regionCode }: FitVersion,
  institutionCode: string,
): ReceivedRefusal | undefined {
  const isSame = standing.institutionCode === institutionCode && standing.regionCode === regionCode;
  if (!standing.isOfSender || !isSame) return 'H-TAKEN';
  return standing.versions.includes(version) ? 'H-DIFFERS' : undefined;
}
