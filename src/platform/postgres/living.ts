import { readFileSync } from 'node:fs';
import { errorCode } from '../error-code';

/** A process and, where the system tells it (Linux), when it began: numbers are used again, soon so in containers. */
export interface LivingProcess {
  readonly pid: number;
  /** Clock ticks since boot; empty where unknown. */
  readonly began: string;
}

export const thisProcess = (): LivingProcess => ({ pid: process.pid, began: beginOf(process.pid) });

export const isStillThere = ({ pid, began }: LivingProcess): boolean => isAlive(pid) && beginOf(pid) === began;

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat. The second field, the program's name, may hold spaces and brackets, so it is cut off first. */
function beginOf(pid: number): string {
  const FIELDS_AFTER_NAME = 19;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[FIELDS_AFTER_NAME] ?? '';
  } catch {
    return '';
  }
}
