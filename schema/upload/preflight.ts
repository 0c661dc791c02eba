import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { Preflight, PreflightStanding } from '../../src/domain/intake/preflight';

const VERSION = { nullable: true, description: '清单格式版本 / Version of the form' };
const PACK = { description: '规则包名称 / Names of the packs' };
const PACK_DIGEST = { description: '规则包摘要 / Digest of the packs' };
const SNAPSHOT_DIGEST = { description: '参照快照摘要 / Digest of the reference snapshot' };
const ENGINE = { description: '规则引擎版本 / Version of the rule engine' };
const DIGEST = { description: '全部记录字节的 SHA-256 / SHA-256 over all bytes of the records' };
const RECORDS = { description: '记录数 / Records' };
const PASSED = { description: '通过 / Passed' };
const HELD = { description: '待说明 / Held' };
const RETURNED = { description: '退回 / Returned' };
const VERDICT_DIGEST = { description: '结论摘要 / Digest of all verdicts' };
const AT = { description: '检查时刻,带时区 / When it was checked, with its offset' };

/** One class for both ways: what the institution says is shown as it was said. */
@InputType('PreflightInput', {
  description: '预检清单,由 certhub check --manifest 或 dryRun 得到 / What the institution’s own check said',
})
@ObjectType('Preflight', { description: '预检清单 / A pre-flight manifest', simpleResolvers: true })
export class PreflightManifest implements Preflight {
  @Field(() => Int, VERSION)
  readonly version?: number | null;
  @Field(() => String, PACK)
  readonly pack: string;
  @Field(() => String, PACK_DIGEST)
  readonly packDigest: string;
  @Field(() => String, SNAPSHOT_DIGEST)
  readonly snapshotDigest: string;
  @Field(() => String, ENGINE)
  readonly engineVersion: string;
  @Field(() => String, DIGEST)
  readonly digest: string;
  @Field(() => Int, RECORDS)
  readonly records: number;
  @Field(() => Int, PASSED)
  readonly passed: number;
  @Field(() => Int, HELD)
  readonly held: number;
  @Field(() => Int, RETURNED)
  readonly returned: number;
  @Field(() => String, VERDICT_DIGEST)
  readonly verdictDigest: string;
  @Field(() => String, AT)
  readonly at: string;
}

@ObjectType('PreflightStanding', {
  description: '预检清单在封存时是否仍为最新 / What of a pre-flight manifest was up to date at the seal',
  simpleResolvers: true,
})
export class Standing implements PreflightStanding {
  @Field(() => Boolean, { description: '规则包为最新 / Its packs are those of the seal' })
  readonly packUpToDate: boolean;
  @Field(() => Boolean, { description: '登记数据未变 / Its snapshot is that of the seal' })
  readonly snapshotUpToDate: boolean;
  @Field(() => Boolean, { description: '引擎版本一致 / Its engine is the hub’s' })
  readonly engineUpToDate: boolean;
  @Field(() => Boolean, { description: '检查的即所封存的内容 / It checked the very content that was sealed' })
  readonly digestMatches: boolean;
  @Field(() => [String], {
    nullable: true,
    description:
      '自预检以来参数或开关有变的规则;空表示系统不认识当时的规则包 / Rules that have changed since; null when the hub does not know the packs of the manifest',
  })
  readonly changedRules: readonly string[] | null;
}

@ObjectType({
  description: '随批次报送的预检清单 / The pre-flight manifest that came with a batch',
  simpleResolvers: true,
})
export class BatchPreflight {
  @Field(() => PreflightManifest, { description: '清单 / The manifest' })
  readonly manifest: Preflight;
  @Field(() => Standing, { description: '封存时的比对 / How it stood at the seal' })
  readonly standing: PreflightStanding;
  @Field(() => Boolean, {
    nullable: true,
    description: '检查结论是否一致,检查完成后有值 / Whether the hub came to the same verdicts, once checked',
  })
  readonly verdictMatches: boolean | null;
}
