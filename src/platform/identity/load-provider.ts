import type { Log } from '../log';

const NOTICE = /oidc-provider WARNING: /;

/**
 * oidc-provider is an ES module, so it is loaded when asked for. On import it tells the console that it wants Node 22
 * or later; what the hub uses of it is tested on Node 20, so its notices go to the log at debug level instead.
 * Every other warning passes.
 */
export async function loadProvider(log: Log) {
  const { warn } = console;
  console.warn = (...words: unknown[]): void => {
    if (typeof words[0] === 'string' && NOTICE.test(words[0]))
      log.debug({ notice: words[0] }, 'notice of the token library');
    else warn(...words);
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}
