/** One-way imports, as docs/architecture.md draws them. Type imports count. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  comment: `${from} may import only itself and ${allowed.join(', ') || 'nothing'}`,
  from: { path: `^packages/${from}/src` },
  to: { path: '^packages/', pathNot: [`^packages/(${[from, ...allowed].join('|')})/`] },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('protocol-imports-nothing', 'protocol', []),
    only('analysis', 'analysis', ['protocol']),
    only('report', 'report', ['protocol', 'analysis']),
    only('sdk', 'sdk', ['protocol', 'analysis', 'report']),
    only('dashboard', 'dashboard', ['protocol', 'analysis', 'report']),
    only('server', 'server', ['protocol', 'analysis', 'report']),
    only('cli', 'cli', ['protocol', 'analysis', 'report', 'sdk']),
    {
      name: 'nothing-imports-apps',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(apps|examples|e2e|bench)/' },
    },
    {
      name: 'host-page-dependencies',
      severity: 'error',
      comment: 'what ships into the host page has no dependency but web-vitals',
      from: { path: '^packages/(protocol|analysis|sdk)/src', pathNot: '(\\.test\\.ts$|/testing/)' },
      to: { dependencyTypes: ['npm', 'core'], pathNot: ['node_modules/web-vitals', '^packages/'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // pages and jobs run in the browser and import what their server gives them; assembly is AssemblyScript
    exclude: {
      path: '(/dist/|/\\.cache/|/build/|/fixtures/|/work/|e2e/pages/.*\\.js$|e2e/modules/jobs/|/assembly/)',
    },
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@wasm-vitals/source', 'import', 'default', 'types'],
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'],
    },
  },
};
