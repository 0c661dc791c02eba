/** The files of a check (records, header, snapshot) of a batch of the sample province, in a folder of their own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RawRecord } from '../../src/domain/certificate/record';
import type { BatchHeader } from '../../src/domain/intake/header';
import type { Snapshot } from '../../src/domain/reference/snapshot';
import { snapshotFor } from '../../src/domain/registry/snapshot-of';
import { SAMPLE_MAIN_INSTITUTION } from '../../src/domain/sample/institutions';
import { bareEnv, runCommand, type CommandResult } from './role-process';
import { ndjson, sampleDesk, type DeskOrder } from './sample-desk';

export const CHECK_AT = '2026-06-30T09:00:00+08:00';

export interface CheckFiles {
  readonly folder: string;
  readonly header: BatchHeader;
  readonly snapshot: Snapshot;
  readonly records: readonly RawRecord[];
  /** Writes a file into the folder and answers its path. */
  write(name: string, content: string | Uint8Array): string;
  /** The flags that every check needs. */
  readonly flags: readonly string[];
  run(command: 'check' | 'fix', ...rest: readonly string[]): Promise<CommandResult>;
  remove(): void;
}

export function checkFiles(order: DeskOrder): CheckFiles {
  const folder = mkdtempSync(join(tmpdir(), 'certhub-check-'));
  const desk = sampleDesk();
  const { header, records } = desk.batch(order);
  const snapshot = snapshotFor(desk.registry, SAMPLE_MAIN_INSTITUTION, desk.planNo, CHECK_AT);
  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const flags = [
    '--snapshot',
    write('snapshot.json', JSON.stringify(snapshot)),
    '--header',
    write('header.json', JSON.stringify(header)),
    '--at',
    CHECK_AT,
  ];
  write('records.ndjson', ndjson(records));
  return {
    folder,
    header,
    snapshot,
    records,
    write,
    flags,
    run: (command, ...rest) => runCommand([command, ...flags, ...rest], bareEnv({})),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
