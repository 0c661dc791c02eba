/** A sealer with a key of its own, for hubs without a key file. */
import { sealerOf } from '../../src/platform/sealer';

const KEY_BYTES = 32;

export const testSealer = sealerOf({
  sealKeys: [{ id: '7e570001', key: Buffer.alloc(KEY_BYTES, 'test').toString('base64') }],
});
