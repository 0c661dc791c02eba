import type { EntityManager } from 'typeorm';
import type { CertificateStore } from '../app/certificates/change-ports';
import type { Sealer } from '../app/sealer';
import { certificateVersions } from './certificate-versions';
import { lockIssuing, promote } from './promote';

export const certificateStore = (manager: EntityManager, sealer: Sealer): CertificateStore => ({
  ...certificateVersions(manager, sealer),

  lockIssuing: () => lockIssuing(manager),

  promote: (batchId, at) => promote({ manager, sealer }, batchId, at),
});
