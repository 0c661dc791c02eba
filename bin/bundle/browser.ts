/** What the browser bundle holds: the engine, with the packs of the release inside. */
import './without-eval';
import type { Pack } from '../../src/domain/packs/pack';

export * from '../../src/domain/rules/public';

/** Put in its place when the bundle is made. */
declare const CERTHUB_PACKS: readonly Pack[];

export const packs = CERTHUB_PACKS;
