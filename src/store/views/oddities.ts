import type { OddityView, OddityViews } from '../../app/forwarding/oddity-ports';
import type { Territory } from '../../domain/tenancy/territory';
import { Conditions } from './conditions';
import { listAll } from './listing';
import type { Query } from './query';

/** No institution, and no city of a province's feed. */
function seen({ institutionCode, regionPrefix }: Territory): Conditions {
  const where = new Conditions();
  return institutionCode === null ? where.inRegion('feed.region_code', regionPrefix) : where.andPlain('FALSE');
}

export const oddityViews = (query: Query): OddityViews => ({
  oddities: (territory, { feed, code }, page) =>
    listAll<OddityView>(
      query,
      {
        select: `oddity.feed, oddity.code, least(oddity.count, 2147483647)::int AS count, oddity.first_at AS "firstAt", oddity.last_at AS "lastAt",
                 oddity.delivery_id AS "deliveryId"`,
        from: 'feed_oddity AS oddity JOIN feed ON feed.name = oddity.feed',
        where: seen(territory).andIf('oddity.feed = ?', feed).andIf('oddity.code = ?', code),
        key: [
          { column: 'oddity.last_at', cast: 'timestamptz' },
          { column: 'oddity.feed', cast: 'text' },
          { column: 'oddity.code', cast: 'text' },
        ],
        order: 'DESC',
      },
      page,
    ),
});
