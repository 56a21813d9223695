import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import { uploadRoute } from '#server/kernel/http.upload.ts'
import { allRoutes } from '#server/main.ts'
import { type ArticleStory, articles, documents, endpoints, pages, type Story } from '#test/stories.ts'
import { command } from './command.ts'

/** Fails when a page, an endpoint or a document has no test, or the story table names what is not there. */
await command(async () => {
  const covered = await endpointsInTests()
  const faults = [
    ...difference('page', pagesOfWeb(), Object.keys(pages)),
    ...difference('document', documentsOfServer(), Object.keys(documents)),
    ...[...covered]
      .filter(([name, isUsed]) => !isUsed && !(name in endpoints))
      .map(([name]) => `no test: endpoint ${name}`),
    ...Object.keys(endpoints)
      .filter((name) => covered.get(name) !== false)
      .map((name) => `needs no entry or does not exist: endpoint ${name}`),
    ...[pages, endpoints, documents].flatMap((table) => Object.values(table).flatMap(faultsOf)),
    ...Object.entries(articles).flatMap(([article, told]) => faultsOfArticle(article, told)),
  ]
  const [pageCount, documentCount] = [pages, documents].map((table) => Object.keys(table).length)
  const told = `${pageCount} pages, ${covered.size} endpoints, ${documentCount} documents`
  console.log(`  ${told}, ${Object.keys(articles).length} articles`)
  for (const fault of faults) console.error(fault)
  if (faults.length > 0) process.exitCode = 1
})

function difference(kind: string, present: readonly string[], told: readonly string[]): string[] {
  if (present.length === 0) return [`no ${kind} was found: the search is broken`]
  return [
    ...present.filter((name) => !told.includes(name)).map((name) => `no story: ${kind} ${name}`),
    ...told.filter((name) => !present.includes(name)).map((name) => `no longer there: ${kind} ${name}`),
  ]
}

/** The file is there and has a test of this name, or whose name begins so. */
function faultsOf({ file, test }: Story): string[] {
  if (!existsSync(file)) return [`no such file: ${file}`]
  return readFileSync(file, 'utf8').includes(test) ? [] : [`${file} has no test “${test}”`]
}

/** The story is there and has the step with which the article ends. */
function faultsOfArticle(article: string, { ends, ...told }: ArticleStory): string[] {
  const faults = [...faultsOf(told), ...faultsOf({ file: told.file, test: ends })]
  return faults.map((fault) => `Art. ${article}: ${fault}`)
}

function filesIn(folder: string, name: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => name.test(file))
    .map((file) => `${folder}/${file}`)
    .toSorted()
}

/** Addresses of the modules' pages and of those that the frame has itself. */
function pagesOfWeb(): string[] {
  const files = [...filesIn('web', /\.routes\.ts$/), 'web/main.tsx', 'web/kernel/SignedIn.tsx']
  return files
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bpath(?:: '|=")(\/[^'"]*)['"]/g)])
    .flatMap(([, path]) => (path && !path.startsWith('/_') ? [path] : []))
}

/** Where the server calls a writer of documents: `file: writer`. */
function documentsOfServer(): string[] {
  return filesIn('server', /(?<!\.test)\.ts$/)
    .filter((file) => !file.startsWith('server/kernel/office/'))
    .flatMap((file) => {
      const called = readFileSync(file, 'utf8').matchAll(/\b(write(?:Letter|Workbook|TableDocument|Paper))\(/g)
      return [...new Set([...called].map(([, writer]) => `${file}: ${writer}`))]
    })
}

/** Each endpoint by its name, and whether a test asks it; the permission matrix, which asks all, does not count. */
async function endpointsInTests(): Promise<Map<string, boolean>> {
  const names = await endpointNames()
  const tests = [...filesIn('server', /\.test\.ts$/), ...filesIn('test', /\.(test|e2e)\.ts$/)]
    .filter((file) => !file.startsWith('test/permissions/'))
    .map((file) => readFileSync(file, 'utf8').replaceAll(/^import[\s\S]*?from '[^']+'$/gm, ''))
  return new Map(
    [...allRoutes, uploadRoute].map(({ endpoint }) => {
      const name = names.get(endpoint) ?? `${endpoint.method} ${endpoint.path}`
      const use = new RegExp(`\\b${name}\\b`)
      return [name, tests.some((test) => use.test(test))]
    }),
  )
}

async function endpointNames(): Promise<Map<Endpoint, string>> {
  const modules = await Promise.all(
    filesIn('domain', /\.api\.ts$/).map(async (file) => {
      const exported = (await import(new URL(`../${file}`, import.meta.url).href)) as Record<string, unknown>
      return Object.entries(exported)
    }),
  )
  return new Map(modules.flat().map(([name, value]) => [value as Endpoint, name]))
}
