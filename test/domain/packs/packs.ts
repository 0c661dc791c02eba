/** Packs for tests: the release's, and small ones laid over them. */
import type { PackFile } from '../../../src/domain/packs/check-packs';
import type { Pack } from '../../../src/domain/packs/pack';
import { PackError } from '../../../src/domain/packs/resolve-pack';
import { samplePacks } from '../../kit/sample-record';

export const RELEASE = samplePacks();
export const BASIS = ['示例文件 一'];

export const overlay = (change: Partial<Pack> = {}): Pack => ({
  jurisdiction: 'example-city',
  region: '510100',
  base: 'sichuan',
  version: '2026-01-01',
  title: { zh: '示例', en: 'Example' },
  from: '2026-01-01',
  to: '2026-12-31',
  parameters: {},
  rules: {},
  grants: [],
  ...change,
});

export const value = (given: unknown) => ({ value: given, basis: BASIS });
export const grantFor = (of: string) => ({ of, basis: BASIS, reason: { zh: '试点', en: 'pilot' } });
export const asFiles = (contents: readonly unknown[]): readonly PackFile[] =>
  contents.map((content, index) => ({ path: `${index}.json`, content }));

export function packNamed(name: string): Pack {
  const found = RELEASE.find(({ jurisdiction, version }) => `${jurisdiction}@${version}` === name);
  if (found === undefined) throw new Error(`The release has no pack ${name}.`);
  return found;
}

/** What `attempt` finds wrong, in English; empty when it goes through. */
export function problemsOf(attempt: () => unknown): readonly string[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (error instanceof PackError) return error.problems.map(({ en }) => en);
    throw error;
  }
}
