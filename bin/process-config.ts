/** The one place that reads the environment of the process and hands it on. */
import { type Config, loadConfig, type Needs } from '../src/platform/config';

export const processEnv = (): NodeJS.ProcessEnv => process.env;

/** Ends the process with every problem named when the configuration cannot be used. */
export function processConfig(changes: NodeJS.ProcessEnv = {}, needs: Needs = {}): Config {
  try {
    return loadConfig({ ...process.env, ...changes }, needs);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'Bad configuration.'}\n`);
    process.exit(2);
  }
}
