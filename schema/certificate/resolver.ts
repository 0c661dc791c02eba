import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { CertificateView } from '../../src/app/views';
import { Access, RECORD_READERS } from '../access';
import { found } from '../errors';
import type { RequestContext } from '../request-context';
import { Certificate } from './type';

@Resolver()
export class CertificateResolver {
  @Access(...RECORD_READERS)
  @Query(() => Certificate, { description: '按编号查询证书 / A certificate by number' })
  async certificate(
    @Arg('certificateNo', () => ID) certificateNo: string,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<CertificateView> {
    return found(await hub.views.certificate(territory, certificateNo));
  }
}
