import { regionPrefixOf } from '../tenancy/region-prefix';

/** A feed of 000000 wants every certificate, one of a province or city those of its own territory. */
export const wantsRegion = (feedRegion: string, regionCode: string): boolean =>
  regionCode.startsWith(regionPrefixOf(feedRegion));
