import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import tseslint from 'typescript-eslint';

/** Folders of src/ from the lowest layer up (design: shared → store → metadata → query → data, sync → … → main). */
const layers = {
  shared: [],
  store: ['shared'],
  metadata: ['shared', 'store'],
  query: ['shared', 'store', 'metadata'],
  sync: ['shared', 'store', 'metadata', 'query'],
  data: ['shared', 'store', 'metadata', 'query', 'sync'],
  i18n: ['shared'],
  styles: [],
  state: ['shared', 'store', 'metadata', 'query', 'sync', 'data', 'i18n'],
  components: ['shared', 'store', 'metadata', 'query', 'sync', 'data', 'state', 'i18n', 'styles'],
  pages: ['shared', 'store', 'metadata', 'query', 'sync', 'data', 'state', 'i18n', 'styles', 'components'],
};

const zones = [
  ...Object.entries(layers).map(([layer, below]) => ({
    target: `./src/${layer}`,
    from: './src',
    except: [`./${layer}`, ...below.map((other) => `./${other}`)],
    message: `src/${layer} imports its own folder or lower layers only (ARCHITECTURE.md).`,
  })),
  {
    target: './src',
    from: ['./server', './sw', './solutions'],
    message: 'src imports nothing of the server or the service worker.',
  },
  {
    target: './sw',
    from: './src',
    except: ['./shared', './store', './sync', './metadata', './query'],
    message: 'sw imports shared, store, metadata, query and sync only.',
  },
  { target: './server', from: './src', except: ['./shared'], message: 'server imports src/shared only.' },
];

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'data/**',
      '.data/**',
      'coverage/**',
      'screenshots/**',
      'node_modules/**',
      '.cache/**',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: {} },
    plugins: { 'import-x': importX },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'max-lines': ['error', { max: 500, skipBlankLines: false, skipComments: false }],
      'no-console': 'error',
      'prefer-const': 'error',
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'Program > VariableDeclaration[kind="let"]', message: 'No module-level mutable state.' },
        { selector: 'TSEnumDeclaration', message: 'Use a const object and a union.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels: import the file itself.' },
      ],
    },
    settings: {
      'import-x/resolver': { node: { extensions: ['.ts', '.js', '.mjs'] } },
      'import-x/extensions': ['.ts'],
    },
  },
  {
    files: ['src/**/*.ts', 'server/**/*.ts', 'sw/**/*.ts', 'test/**/*.ts'],
    languageOptions: {
      parserOptions: {
        project: [
          './tsconfig.shared.json',
          './tsconfig.device.json',
          './tsconfig.app.json',
          './tsconfig.server.json',
          './tsconfig.test.json',
        ],
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
    },
  },
  { files: ['src/components/**/*.ts', 'src/pages/**/*.ts'], ...lit.configs['flat/recommended'] },
  {
    files: ['src/components/**/*.ts', 'src/pages/**/*.ts'],
    ...litA11y.configs.recommended,
    plugins: { 'lit-a11y': litA11y },
  },
  {
    // A whole file is one scenario on one server and one browser, set up in its beforeAll.
    files: ['test/e2e/**/*.test.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Chai's assertions are property reads, and those of open-wc are thenable whether awaited or not.
    files: ['test/**/*.browser.test.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  { files: ['public/**'], languageOptions: { globals: { localStorage: 'readonly', document: 'readonly' } } },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
      },
    },
  },
  {
    files: ['*.config.*', 'scripts/**'],
    rules: { 'import-x/no-default-export': 'off', 'no-console': 'off' },
  },
);
