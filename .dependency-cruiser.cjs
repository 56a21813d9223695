// The style guide's "One direction", checked by `npm run check`.
const tests = '[.]test[.]tsx?$'
// a checkout may share its packages with another one: they need not lie in it
const packages = '(^|/)node_modules/'
const sql = `${packages}(kysely|pg|pg-copy-streams)/`

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'Two files that need each other when run are one thing. Types alone may refer to each other: they are erased.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'What is imported has to exist.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain/ imports domain/ and zod: no Node, no browser, no server, no page.',
      severity: 'error',
      from: { path: '^domain/', pathNot: tests },
      to: { pathNot: ['^domain/', `${packages}zod/`, `${packages}(@types/)?big[.]js/`] },
    },
    {
      name: 'decimals-in-one-place',
      comment: 'Only decimal.ts knows the library behind exact decimals.',
      severity: 'error',
      from: { pathNot: '^domain/kernel/decimal[.]ts$' },
      to: { path: `${packages}(@types/)?big[.]js/` },
    },
    {
      name: 'web-to-domain-only',
      comment: 'web → domain ← server: the two outer folders never meet.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(server|tools|test)/' },
    },
    {
      name: 'packs-from-the-server',
      comment:
        'A page has the rule pack of the server it talks to; only the gallery, which has no server, reads the file.',
      severity: 'error',
      from: { path: '^web/', pathNot: ['^web/kernel/gallery/', tests] },
      to: { path: '^packs/' },
    },
    {
      name: 'web-without-node',
      comment: 'A page runs in the browser.',
      severity: 'error',
      from: { path: '^web/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'server-to-domain-only',
      comment: 'web → domain ← server: the two outer folders never meet, and neither needs the tools.',
      severity: 'error',
      from: { path: '^server/', pathNot: tests },
      to: { path: '^(web|tools|test)/' },
    },
    {
      name: 'server-tests-without-web',
      comment: 'What server and web share is in domain/.',
      severity: 'error',
      from: { path: `^server/.*${tests}` },
      to: { path: '^(web|tools)/' },
    },
    {
      name: 'modules-by-their-public-part',
      comment: 'A server module calls another only through its *.public.ts, in the same transaction.',
      severity: 'error',
      from: { path: '^server/([^/]+)/', pathNot: ['^server/kernel/', tests] },
      to: { path: '^server/[^/]+/', pathNot: ['^server/$1/', '^server/(kernel|migrations)/', '[.]public[.]ts$'] },
    },
    {
      name: 'kernel-knows-no-module',
      comment: 'kernel/ is below the modules of its folder.',
      severity: 'error',
      from: { path: '^(domain|server|web)/kernel/', pathNot: tests },
      to: { path: '^$1/', pathNot: ['^$1/kernel/', '^server/migrations/grants[.]ts$'] },
    },
    {
      name: 'http-in-the-kernel',
      comment: 'Only server/kernel/http*.ts knows the HTTP framework.',
      severity: 'error',
      from: { pathNot: '^server/kernel/http' },
      to: { path: `${packages}(fastify|@fastify)/` },
    },
    {
      name: 'sql-in-stores',
      comment: 'Only stores, *.public.ts and the kernel import SQL; tests and tools look at the database as well.',
      severity: 'error',
      from: {
        path: '^(domain|server|web)/',
        pathNot: ['^server/kernel/', '^server/.*[.](store|public)[.]ts$', tests],
      },
      to: { path: sql },
    },
  ],
  options: {
    doNotFollow: { path: packages },
    exclude: { path: '^(dist|[.]jiheng)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      mainFields: ['main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.d.ts', '.css', '.json'],
    },
  },
}
