/** What each feed in force makes of one certificate. */
import type { FeedWishView } from '../../app/forwarding/wish-views';
import type { Bilingual } from '../../domain/bilingual';
import { type FeedDescription, plainFeed } from '../../domain/forwarding/feed';
import { type WantedFacts, wish } from '../../domain/forwarding/wants';

/** Of the row `certificate` around it; the newest version by the key of `delivery_item`. */
export const WISHING_FEEDS = `
SELECT coalesce(jsonb_agg(jsonb_build_object('name', feed.name, 'connector', feed.connector, 'region', feed.region_code,
         'title', jsonb_build_object('zh', feed.title_zh, 'en', feed.title_en), 'description', feed.description,
         'version', given.version, 'state', given.state) ORDER BY feed.name), '[]') AS wishing
  FROM feed
  LEFT JOIN LATERAL (SELECT item.version, item.state FROM delivery_item AS item
                      WHERE item.feed = feed.name AND item.certificate_no = certificate.certificate_no
                      ORDER BY item.version DESC LIMIT 1) AS given ON true
 WHERE feed.enabled`;

export interface WishingFeed extends Pick<FeedWishView, 'version' | 'state'> {
  readonly name: string;
  readonly connector: string;
  readonly region: string;
  readonly title: Bilingual;
  /** `null` until a process of this release has started with the feeds file. */
  readonly description: FeedDescription | null;
}

export function wishOf(feed: WishingFeed, facts: WantedFacts): FeedWishView {
  const { name, title, version, state, description } = feed;
  const found = wish(description ?? plainFeed(feed), facts);
  const why = found.kind === 'unwanted' ? found : { reason: null, text: null };
  return {
    feed: name,
    title,
    wanted: found.kind === 'wanted',
    reason: why.reason,
    reasonText: why.text,
    version,
    state,
  };
}
