/** What must agree at the end, however rough the way was: approved, received, counted. */
import { Client } from 'pg';
import type { TestHub } from './hub';

/** Certificate numbers that a sample receiver holds. */
export async function numbersAt(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ number: string }>('SELECT certificate_no AS number FROM certhub_certificate');
    return rows.map(({ number }) => number);
  } finally {
    await client.end();
  }
}

/** Certificates in the tallies, and those that live. */
export async function reconciliation(hub: TestHub): Promise<{ tallied: number; live: number }> {
  const { tallyReconciliation } = await hub.run<{ tallyReconciliation: { tallied: number; live: number } }>(
    'province',
    `query { tallyReconciliation { tallied live } }`,
  );
  return tallyReconciliation;
}
