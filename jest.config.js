/** @type {import('jest').Config} */
const project = (displayName, testMatch, more = {}) => ({
  ...more,
  displayName,
  testMatch,
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': '@swc/jest' },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
});

const { availableParallelism } = require('node:os');

module.exports = {
  // Tests wait for disks and processes half of their time: two at a time also on two cores.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  projects: [
    // Pure and fast: no server, no process. `npm run check` runs this one alone.
    project('fast', ['<rootDir>/test/{guard,domain}/**/*.test.ts']),
    // Real PostgreSQL, real queue, real processes.
    project('real', ['<rootDir>/test/{contract,flow}/**/*.test.ts'], {
      setupFilesAfterEnv: ['<rootDir>/test/kit/one-query-at-a-time.ts'],
    }),
  ],
};
