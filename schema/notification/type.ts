import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { Subject } from '../../src/app/decisions/decision-ports';
import type { NotificationView } from '../../src/app/notifications/notification-ports';
import { WorkSubject } from '../decision/subject-type';
import { PartOfList } from '../page';
import { resultOf } from '../refusal/type';
import { Text } from '../text/type';

@ObjectType('Notification', { description: '一条通知 / One notification', simpleResolvers: true })
export class Notification implements NotificationView {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => String, { description: '主题代码 / Code of the topic' })
  readonly topic: string;
  @Field(() => WorkSubject, { description: '对象 / What it is about' })
  readonly subject: Subject;
  @Field(() => Text, { description: '内容 / Text' })
  readonly text: Text;
  @Field(() => GraphQLISODateTime, { description: '时刻 / When' })
  readonly at: Date;
  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: '本单位首次标记已读的时刻 / When somebody of the office marked it read',
  })
  readonly readAt: Date | null;
}

@ObjectType({ description: '一页通知 / One page of notifications', simpleResolvers: true })
export class NotificationPage extends PartOfList {
  @Field(() => [Notification], { description: '本页各行 / Rows of this page' })
  readonly items: readonly NotificationView[];
  @Field(() => Int, { description: '未读总数 / All that are unread' })
  readonly unread: number;
}

@ObjectType({ description: '通知已标记为已读 / The notifications are marked read', simpleResolvers: true })
export class NotificationsRead {
  @Field(() => Int, { description: '此前未读的条数 / How many were unread until now' })
  readonly marked: number;
}

export const MarkNotificationsReadResult = resultOf(
  'MarkNotificationsReadResult',
  NotificationsRead,
  '标记已读的结果 / Answer to markNotificationsRead',
);
