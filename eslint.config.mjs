import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'coverage/**', '**/*.{js,cjs,mjs}'] },
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      // Configuration is read once, in one place (src/platform/config.ts, handed the environment by bin/).
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Ask the configuration: src/platform/config.ts.' },
      ],
    },
  },
  {
    files: ['bin/process-config.ts', 'ormconfig.ts', 'test/**', 'bench/**'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // A store is one literal of short functions; a migration is one text of SQL.
    files: ['src/store/*-store.ts', 'src/store/migrations/*.ts'],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
  },
  {
    // A package writes a notice to the console while it loads: this file sends it to the log instead.
    files: ['src/platform/identity/load-provider.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
);
