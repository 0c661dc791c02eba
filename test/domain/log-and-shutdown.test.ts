import { createLog, loggableError } from '../../src/platform/log';
import { createShutdown } from '../../src/platform/shutdown';

describe('what the log says of an error', () => {
  test('of a database error the code and the place, never the text or the values', () => {
    const error = Object.assign(new Error('invalid input syntax for type date: "hunter2"'), {
      code: '22007',
      table: 'record',
      constraint: 'record_pk',
      detail: 'Key (id_number)=(hunter2) exists',
      query: "INSERT 'hunter2'",
      parameters: ['hunter2'],
    });
    const said = loggableError(error);
    expect(said).toMatchObject({ type: 'Error', code: '22007', table: 'record', constraint: 'record_pk' });
    expect(JSON.stringify(said)).not.toContain('hunter2');
    expect(JSON.stringify(loggableError(new Error('could not store', { cause: error })))).not.toContain('hunter2');
  });

  test('of any other error its text, and where it happened', () => {
    const said = loggableError(Object.assign(new Error('no such file'), { code: 'ENOENT' }));
    expect(said).toMatchObject({ code: 'ENOENT', message: 'no such file' });
    expect(JSON.stringify(said['stack'])).toContain('log-and-shutdown.test');
    expect(loggableError('hunter2')).toEqual({ type: 'string' });
  });
});

describe('shutdown', () => {
  const log = createLog('silent', 'test');
  afterEach(() => {
    process.removeAllListeners('SIGINT');
    process.removeAllListeners('SIGTERM');
  });

  test('stops in reverse order, once, however many signals come', async () => {
    const stopped: string[] = [];
    const codes: number[] = [];
    const shutdown = createShutdown({ log, exit: (code) => codes.push(code) });
    shutdown.add('database', () => void stopped.push('database'));
    shutdown.add('server', async () => void stopped.push('server'));
    process.emit('SIGINT');
    process.emit('SIGINT');
    expect(await shutdown.run('again')).toBe(0);
    expect(stopped).toEqual(['server', 'database']);
    await new Promise(setImmediate);
    expect(codes).toEqual([0, 0]);
  });

  test('a part that fails does not keep the others running, and shows in the exit code', async () => {
    const stopped: string[] = [];
    const shutdown = createShutdown({ log, exit: () => undefined });
    shutdown.add('database', () => void stopped.push('database'));
    shutdown.add('server', () => Promise.reject(new Error('stuck')));
    expect(await shutdown.run('test')).toBe(1);
    expect(stopped).toEqual(['database']);
  });

  test('a part that hangs is left behind at the limit', async () => {
    const shutdown = createShutdown({ log, limitMs: 20, exit: () => undefined });
    shutdown.add('server', () => new Promise(() => undefined));
    expect(await shutdown.run('test')).toBe(1);
  });
});
