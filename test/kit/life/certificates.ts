/** A certificate by its number, as its readers see it. */
import type { Asker } from './answers';

export interface SeenCertificate {
  readonly certificateNo: string;
  readonly state: string;
  readonly version: number;
  readonly occupationName: string;
  readonly level: string;
  readonly institution: { readonly name: string };
  readonly feeds: readonly { readonly feed: string; readonly state: string; readonly version: number }[];
}

export async function certificateOf(by: Asker, certificateNo: string): Promise<SeenCertificate> {
  const { certificate } = await by.run<{ certificate: SeenCertificate }>(
    `query ($no: ID!) { certificate(certificateNo: $no) { certificateNo state version occupationName level
       institution { name } feeds { feed state version } } }`,
    { no: certificateNo },
  );
  return certificate;
}
