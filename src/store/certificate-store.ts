import type { EntityManager } from 'typeorm';
import type { CertificateStore } from '../app/certificates/change-ports';
import type { Sealer } from '../app/sealer';
import { certificateVersions } from './certificate-versions';
import { lockChanging, lockIssuing } from './issuing-lock';
import { promote } from './promote';

export const certificateStore = (manager: EntityManager, sealer: Sealer): CertificateStore => ({
  ...certificateVersions(manager, sealer),

  lockIssuing: (batchId) => lockIssuing(manager, batchId),

  lockChanging: (issued) => lockChanging(manager, issued),

  promote: (batchId, at) => promote({ manager, sealer }, batchId, at),
});
