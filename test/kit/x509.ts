/** Certificates for tests of TLS. Node makes none, so the `openssl` of the machine does. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

export interface Issued {
  readonly certificateFile: string;
  readonly keyFile: string;
}
export interface IssuedFor {
  /** What it is good for: `IP:127.0.0.1`, `DNS:example.cn`. */
  readonly name?: string;
  /** 0: over as it is made. */
  readonly days?: number;
}
export interface Authority {
  readonly folder: string;
  readonly caFile: string;
  issue(file: string, wanted?: IssuedFor): Promise<Issued>;
  remove(): Promise<void>;
}

export async function authority(): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), 'certhub-x509-'));
  const openssl = (...line: string[]): Promise<unknown> => run('openssl', line, { cwd: folder });
  const ca = ['-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=certhub test'];
  await openssl('req', '-x509', ...NEW_KEY, ...ca, '-addext', 'basicConstraints=critical,CA:TRUE');
  return {
    folder,
    caFile: join(folder, 'ca.pem'),
    issue: async (file, { name = 'IP:127.0.0.1', days = 2 } = {}) => {
      const key = ['-keyout', `${file}.key`, '-out', `${file}.csr`, '-subj', `/CN=${file}`];
      await openssl('req', ...NEW_KEY, ...key, '-addext', `subjectAltName=${name}`);
      const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-copy_extensions', 'copy'];
      await openssl('x509', '-req', '-in', `${file}.csr`, ...by, '-days', String(days), '-out', `${file}.pem`);
      return { certificateFile: join(folder, `${file}.pem`), keyFile: join(folder, `${file}.key`) };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
