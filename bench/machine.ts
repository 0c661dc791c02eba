import { cpus, totalmem } from 'node:os';

const BYTES_PER_GIB = 1024 ** 3;

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  readonly postgres: string | null;
}

export const machineWith = (postgres: string | null): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / BYTES_PER_GIB),
  node: process.version,
  postgres,
});
