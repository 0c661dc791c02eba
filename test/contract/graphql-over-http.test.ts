import { auditServer } from 'graphql-http';
import { openFace, type Face } from '../kit/face';

let face: Face;
beforeAll(async () => {
  face = await openFace({});
});
afterAll(() => face.close());

// The second time most texts are known, and answered without Apollo.
test.each(['the first time', 'again'])('every MUST of GraphQL over HTTP holds: %s', async () => {
  const results = await auditServer({ url: `${face.url}/graphql` });
  const broken = results.filter(({ status }) => status === 'error');
  expect(broken.map(({ id, name }) => `${id} ${name}`)).toEqual([]);
  expect(results.length).toBeGreaterThan(50);
});
