import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { appendRecords } from '../../src/app/append-records';
import { findUpload, type FoundUpload } from '../../src/app/find-upload';
import { openUpload } from '../../src/app/open-upload';
import { pushBatch } from '../../src/app/push-batch';
import { sealUpload } from '../../src/app/seal-upload';
import { Access, READERS } from '../access';
import { found } from '../errors';
import { CertificateRecords, GivenRecordList } from '../records-scalar';
import type { RequestContext } from '../request-context';
import { BatchHeaderInput, ManifestInput } from './input';
import { PreflightManifest } from './preflight';
import { AppendRecordsResult, OpenUploadResult, SealUploadResult } from './result';
import { Upload } from './type';

@Resolver()
export class UploadResolver {
  @Access(...READERS)
  @Query(() => Upload, { description: '上传及已收到的分块 / An upload and what it has received' })
  async upload(@Arg('id', () => ID) id: string, @Ctx() { hub, territory }: RequestContext): Promise<FoundUpload> {
    return found(await findUpload(hub, territory, id));
  }

  @Access('INSTITUTION')
  @Mutation(() => OpenUploadResult, {
    description: '开启上传;重复调用返回同一上传 / Opens an upload; the same header finds it again',
  })
  async openUpload(
    @Arg('header', () => BatchHeaderInput) header: BatchHeaderInput,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof OpenUploadResult> {
    const answer = await openUpload(hub, caller, header);
    if (answer.kind === 'refused') return answer;
    const { upload, receipts, repeated } = answer;
    return { uploadId: upload.id, path: `/uploads/${upload.id}`, receipts, repeated };
  }

  @Access('INSTITUTION')
  @Mutation(() => AppendRecordsResult, {
    description: '追加一个分块;重发无害 / Appends one chunk; sending it again is harmless',
  })
  async appendRecords(
    @Arg('uploadId', () => ID) uploadId: string,
    @Arg('chunkNo', () => Int, { description: '从 1 起连续 / From 1, without gaps' }) chunkNo: number,
    @Arg('records', () => CertificateRecords) { records, refusal }: GivenRecordList,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof AppendRecordsResult> {
    return refusal ?? appendRecords(hub, caller, { uploadId, chunkNo, records });
  }

  @Access('INSTITUTION')
  @Mutation(() => SealUploadResult, { description: '封存上传,交付检查 / Seals the upload; its checks begin' })
  async sealUpload(
    @Arg('uploadId', () => ID) uploadId: string,
    @Arg('manifest', () => ManifestInput) manifest: ManifestInput,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof SealUploadResult> {
    return sealUpload(hub, caller, { uploadId, manifest });
  }

  @Access('INSTITUTION')
  @Mutation(() => SealUploadResult, { description: '小批次一次报送 / A small batch in one call' })
  async pushBatch(
    @Arg('header', () => BatchHeaderInput) header: BatchHeaderInput,
    @Arg('records', () => CertificateRecords) { records, refusal }: GivenRecordList,
    @Arg('preflight', () => PreflightManifest, { nullable: true }) preflight: PreflightManifest | null | undefined,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof SealUploadResult> {
    return refusal ?? pushBatch(hub, caller, { header, records, preflight: preflight ?? null });
  }
}
