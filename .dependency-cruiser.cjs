/** Arrows point inward (docs/decisions.md). `npm run walls` holds it; test/guard/walls.test.ts plants a wrong import. */
const outside = (from, allowed) => ({ from: { path: from }, to: { pathNot: allowed, dependencyTypesNot: ['core'] } });
const rule = (name, comment, rest) => ({ name, comment, severity: 'error', ...rest });

module.exports = {
  forbidden: [
    rule('domain-is-pure', 'The domain knows itself and packages that do no I/O, and no part of Node.', {
      from: { path: '^src/domain/' },
      to: { pathNot: ['^src/domain/', '^node_modules/(@noble/hashes|canonicalize|chinese-days|zod)/'] },
    }),
    rule('app-knows-domain', 'Verbs know ports and the domain; of Node only hashing, comparison and a look at bytes.', {
      from: { path: '^src/app/' },
      to: { pathNot: ['^src/(app|domain)/', '^node_modules/canonicalize/', '^(node:)?(buffer|crypto|util)$'] },
    }),
    rule('outside-knows-ports', 'Store, connectors and platform know the ports and the domain, not the faces.', {
      ...outside('^src/(store|connectors|platform)/', [
        '^src/(app|domain|store|connectors|platform)/',
        '^(node_modules|csv-parse)/',
        '^packs/',
      ]),
    }),
    rule('ways-in-know-ports', 'What comes in is read by packages and the domain, for one port.', {
      ...outside('^src/formats/', [
        '^src/app/(upload-format|limits)\\.ts$',
        '^src/(domain|formats)/',
        '^(node_modules|csv-parse)/',
      ]),
    }),
    rule('src-knows-no-face', 'The body knows neither face.', {
      from: { path: '^src/' },
      to: { path: '^(schema|jobs|bin|test|bench|web)/' },
    }),
    rule('schema-knows-the-body', 'GraphQL knows verbs, domain and its own folder; its entry may open the platform.', {
      from: { path: '^schema/', pathNot: '^schema/(main|server|oauth|emit)\\.ts$' },
      to: { path: ['^jobs/', '^bin/', '^src/(store|connectors|formats|platform|hub)'] },
    }),
    rule('jobs-know-the-body', 'Workers know verbs and domain; the entry may open the queue.', {
      from: { path: '^jobs/', pathNot: '^jobs/main\\.ts$' },
      to: { path: ['^schema/', '^bin/', '^src/(store|connectors|formats|platform|hub)'] },
    }),
    rule('faces-apart', 'The faces never import each other.', {
      from: { path: '^(schema|jobs)/' },
      to: { path: '^(schema|jobs|bin)/', pathNot: '^$1/' },
    }),
    rule('no-test-in-product', 'What ships does not import tests or benches.', {
      from: { path: '^(src|schema|jobs|bin)/' },
      to: { path: '^(test|bench)/' },
    }),
    rule('no-cycles', 'A cycle hides which way an arrow points.', {
      from: { pathNot: '^src/store/entities/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    }),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
  },
};
