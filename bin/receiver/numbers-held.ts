import { Client } from 'pg';

/** Certificate numbers in the exchange database of a sample receiver. */
export async function numbersHeld(url: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ number: string }>('SELECT certificate_no AS number FROM certhub_certificate');
    return rows.map(({ number }) => number);
  } finally {
    await client.end();
  }
}
