import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { command } from './command.ts'
import { buildWeb } from './web.ts'

/**
 * How much JavaScript each page loads, from the manifest of the build, against what is allowed: kB by gzip.
 * A route counts with what it loads beyond the home page.
 */
const allowed = { home: 480, logIn: 200, route: 80 }
const entry = 'index.html'
const frame = 'kernel/SignedIn.tsx'
const beforeLogIn = /^session\/(LogIn|SetUp)Page\.tsx$/
const onDemand = /\/antd\/locale\/en_US\.js$/
const chartCode = /echarts|zrender|chart\.js|d3-scale/i

type Chunk = {
  readonly file: string
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
}
type Size = { readonly name: string; readonly size: number; readonly limit: number }

const folder = fileURLToPath(new URL('../dist/web/', import.meta.url))

await command(async () => {
  await buildWeb()
  const chunks = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>
  const home = loadedBy(chunks, [entry, frame, 'home/HomePage.tsx'])
  const logIn = loadedBy(chunks, [entry, 'session/LogInPage.tsx'])
  const sizes = [
    sizeOf(chunks, 'home', home, allowed.home),
    sizeOf(chunks, 'log-in', logIn, allowed.logIn),
    ...routesOf(chunks).map((page) => {
      const more = [...loadedBy(chunks, [page])].filter((name) => !home.has(name))
      return sizeOf(chunks, page, more, allowed.route)
    }),
  ]
  const faults = [
    ...sizes.filter(({ size, limit }) => size > limit).map((size) => `too large: ${line(size)}`),
    ...inAdvance(chunks, new Set([...home, ...logIn])),
    ...otherHosts(),
  ]
  const [atHome, atLogIn, ...routes] = sizes
  const largest = routes.toSorted((a, b) => b.size - a.size).slice(0, 3)
  for (const size of [atHome, atLogIn, ...largest]) if (size) console.log(line(size))
  console.log(`  ${routes.length} routes in all`)
  for (const fault of faults) console.error(fault)
  if (faults.length > 0) process.exitCode = 1
})

function line({ name, size, limit }: Size): string {
  return `  ${size.toFixed(1).padStart(6)} of ${limit} kB  ${name}`
}

function loadedBy(chunks: Record<string, Chunk>, names: readonly string[], seen = new Set<string>()): Set<string> {
  for (const name of names) {
    const chunk = chunks[name]
    if (!chunk) throw new Error(`the build has no ${name}`)
    if (seen.has(name)) continue
    seen.add(name)
    loadedBy(chunks, chunk.imports ?? [], seen)
  }
  return seen
}

function contentOf(chunks: Record<string, Chunk>, name: string): Buffer {
  const file = chunks[name]?.file ?? ''
  return file.endsWith('.js') ? readFileSync(join(folder, file)) : Buffer.alloc(0)
}

function sizeOf(chunks: Record<string, Chunk>, name: string, loaded: Iterable<string>, limit: number): Size {
  const size = [...loaded].reduce((total, each) => total + gzipSync(contentOf(chunks, each)).length, 0)
  return { name, size: size / 1000, limit }
}

/** Every page that the frame loads on demand; a build without any was not understood. */
function routesOf(chunks: Record<string, Chunk>): string[] {
  const pages = [entry, frame, ...loadedBy(chunks, [frame])]
    .flatMap((name) => chunks[name]?.dynamicImports ?? [])
    .filter((name) => name.endsWith('Page.tsx') && !beforeLogIn.test(name))
  if (pages.length === 0) throw new Error('the manifest names no page')
  return [...new Set(pages)].toSorted()
}

/** What must come only when it is asked for. */
function inAdvance(chunks: Record<string, Chunk>, loaded: ReadonlySet<string>): string[] {
  const english = Object.keys(chunks).filter((name) => onDemand.test(name))
  return [
    ...(english.length === 1 ? [] : ['the English words of Ant Design are no file of their own']),
    ...english.filter((name) => loaded.has(name)).map((name) => `loaded in advance: ${name}`),
    ...[...loaded]
      .filter((name) => chartCode.test(contentOf(chunks, name).toString('utf8')))
      .map((name) => `chart code before it is asked for: ${name}`),
  ]
}

/** Pages and style sheets name no other host; what scripts fetch is refused by the content security policy. */
function otherHosts(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(html|css)$/.test(name))
    .flatMap((name) =>
      [
        ...readFileSync(join(folder, name), 'utf8').matchAll(
          /(?:(?:src|href)="|url\(['"]?|@import\s+['"])(?:https?:)?\/\/[^"')]+/g,
        ),
      ].map(([address]) => `another host in ${name}: ${address}`),
    )
}
