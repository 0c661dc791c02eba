/** What the receivers of a test hub hold: the register that each of them keeps of what it accepted. */
import { Client } from 'pg';
import type { TestHub } from '../hub';

/** `version kind` of a number as each receiver holds it, by feed; `null` where it accepted none. */
export async function heldByFeeds(hub: TestHub, certificateNo: string): Promise<Record<string, string | null>> {
  const held: Record<string, string | null> = {};
  for (const [feed, url] of Object.entries(hub.receivers)) {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      const { rows } = await client.query<{ newest: string }>(
        `SELECT version || ' ' || kind AS newest FROM receiver_register WHERE certificate_no = $1`,
        [certificateNo],
      );
      held[feed] = rows[0]?.newest ?? null;
    } finally {
      await client.end();
    }
  }
  return held;
}
