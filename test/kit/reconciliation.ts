import type { TestHub } from './hub';

/** Certificates in the tallies, and those that live. */
export async function reconciliation(hub: TestHub): Promise<{ tallied: number; live: number }> {
  const { tallyReconciliation } = await hub.run<{ tallyReconciliation: { tallied: number; live: number } }>(
    'province',
    `query { tallyReconciliation { tallied live } }`,
  );
  return tallyReconciliation;
}
