import { Arg, Ctx, Field, GraphQLISODateTime, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { GraphQLJSON } from 'graphql-scalars';
import { exportFrozenSnapshot, exportSnapshot, type SnapshotExport } from '../../src/app/export-snapshot';
import type { Refusal as Refused } from '../../src/app/refusal';
import type { Snapshot } from '../../src/domain/reference/snapshot';
import { Access, RECORD_READERS } from '../access';
import { found, ToldError } from '../errors';
import type { RequestContext } from '../request-context';

@ObjectType({
  description: '参照快照:规则可知的登记数据 / What the rules may know, frozen at a moment',
  simpleResolvers: true,
})
export class ReferenceSnapshot {
  @Field(() => String, { description: '规范化 JSON(不含 asOf)的 SHA-256 / SHA-256 of the canonical JSON without asOf' })
  readonly digest: string;
  @Field(() => GraphQLJSON, {
    description:
      '快照,格式见 docs/snapshot.md;名册不向部级显示 / The snapshot, format in docs/snapshot.md; rosters are not shown to the nation',
  })
  readonly snapshot: Snapshot;
}

/** The query answers a snapshot; what the verb refuses is told as an error of the same code and texts. */
function granted(answer: SnapshotExport | Refused): SnapshotExport {
  if (!('kind' in answer)) return answer;
  throw new ToldError({ code: answer.code, message: answer.message, remedy: answer.remedy });
}

@Resolver()
export class SnapshotResolver {
  @Access(...RECORD_READERS)
  @Query(() => ReferenceSnapshot, {
    description: '导出一个计划的参照快照,供离线检查 / Exports the snapshot of a plan for offline checks',
  })
  async snapshot(
    @Arg('planNo', () => String) planNo: string,
    @Arg('knownAt', () => GraphQLISODateTime, {
      nullable: true,
      description: '按平台在此时刻所知,空为现在 / As the hub knew it then; now by default',
    })
    knownAt: Date | null | undefined,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<SnapshotExport> {
    return granted(found(await exportSnapshot(hub, caller, planNo, knownAt ?? null)));
  }

  @Access(...RECORD_READERS)
  @Query(() => ReferenceSnapshot, {
    description: '导出批次封存时的参照快照,供复核 / Exports the snapshot that a batch was judged by, for re-checking',
  })
  async snapshotOfBatch(
    @Arg('batchId', () => ID) batchId: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<SnapshotExport> {
    return found(await exportFrozenSnapshot(hub, caller, batchId));
  }
}
