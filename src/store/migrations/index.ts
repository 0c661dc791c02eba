/** Append-only: a merged migration is never changed. One more is one file and one line here. */
import { MainFlow1764000000000 } from './1764000000000-main-flow';
import { HubLookUps1764100000000 } from './1764100000000-hub-look-ups';
import { Declarations1764200000000 } from './1764200000000-declarations';
import { Packs1764300000000 } from './1764300000000-packs';
import { SigningKeys1764400000000 } from './1764400000000-signing-keys';
import { PackSetOfBatch1764500000000 } from './1764500000000-pack-set-of-batch';

export const MIGRATIONS = [
  MainFlow1764000000000,
  HubLookUps1764100000000,
  Declarations1764200000000,
  Packs1764300000000,
  SigningKeys1764400000000,
  PackSetOfBatch1764500000000,
];
