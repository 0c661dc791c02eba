import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import { markNotificationsRead, NOTIFICATIONS_MARKED_MAX } from '../../src/app/notifications/mark-notifications-read';
import { Access, READERS } from '../access';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { MarkNotificationsReadResult, NotificationPage } from './type';

@Resolver()
export class NotificationResolver {
  @Access(...READERS)
  @Query(() => NotificationPage, {
    description:
      '发给本机构或本机关的通知,最近在前 / What the caller’s institution or office was told, the latest first',
  })
  notifications(
    @Arg('unread', () => Boolean, { defaultValue: false, description: '只看未读 / Only the unread ones' })
    unread: boolean,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<NotificationPage> {
    return hub.views.notifications(caller, { unread }, pageOf(page, info));
  }

  @Access(...READERS)
  @Mutation(() => MarkNotificationsReadResult, {
    description: '标记已读,对整个机构或机关有效 / Marks as read, for the whole institution or office',
  })
  markNotificationsRead(
    @Arg('ids', () => [ID], {
      description: `最多 ${NOTIFICATIONS_MARKED_MAX} 个 / At most ${NOTIFICATIONS_MARKED_MAX}`,
    })
    ids: string[],
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof MarkNotificationsReadResult> {
    return markNotificationsRead(hub, caller, { ids });
  }
}
