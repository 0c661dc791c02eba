/** The packs as a release held them that did not know some of today's parameters. */
import type { Pack } from '../../src/domain/packs/pack';

export const LATER_NAMES: readonly string[] = ['filingConditions', 'filingMaterials', 'venueChangeNoticeWorkingDays'];

export const beforeThem = (pack: Pack): Pack => ({
  ...pack,
  parameters: Object.fromEntries(Object.entries(pack.parameters).filter(([name]) => !LATER_NAMES.includes(name))),
  grants: pack.grants.filter(({ of }) => !LATER_NAMES.includes(of)),
});
