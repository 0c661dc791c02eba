import { Arg, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { GraphQLJSON } from 'graphql-scalars';
import { exportSnapshot, type SnapshotExport } from '../../src/app/export-snapshot';
import type { Snapshot } from '../../src/domain/reference/snapshot';
import { Access, RECORD_READERS } from '../access';
import { found } from '../errors';
import type { RequestContext } from '../request-context';

@ObjectType({ description: '参照快照:规则可知的登记数据 / What the rules may know, frozen now', simpleResolvers: true })
export class ReferenceSnapshot {
  @Field(() => String, { description: '规范化 JSON 的 SHA-256 / SHA-256 of the canonical JSON' })
  readonly digest: string;
  @Field(() => GraphQLJSON, {
    description:
      '快照,格式见 docs/snapshot.md;名册不向部级显示 / The snapshot, format in docs/snapshot.md; rosters are not shown to the nation',
  })
  readonly snapshot: Snapshot;
}

@Resolver()
export class SnapshotResolver {
  @Access(...RECORD_READERS)
  @Query(() => ReferenceSnapshot, {
    description: '导出一个计划的参照快照,供离线检查 / Exports the snapshot of a plan for offline checks',
  })
  async snapshot(
    @Arg('planNo', () => String) planNo: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<SnapshotExport> {
    return found(await exportSnapshot(hub, caller, planNo));
  }
}
