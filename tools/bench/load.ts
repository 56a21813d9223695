/** What one round gave: requests per second and the time below which 95 of 100 were answered, in milliseconds. */
export type Round = { readonly perSecond: number; readonly p95: number }

/** Runs `work` so many times by so many workers at once; each run is told its number. */
export async function round(times: number, workers: number, work: (n: number) => Promise<unknown>): Promise<Round> {
  const spans = new Float64Array(times)
  let next = 0
  const began = performance.now()
  const worker = async () => {
    for (let n = next++; n < times; n = next++) {
      const start = performance.now()
      await work(n)
      spans[n] = performance.now() - start
    }
  }
  await Promise.all(Array.from({ length: workers }, worker))
  const seconds = (performance.now() - began) / 1_000
  return { perSecond: times / seconds, p95: spans.toSorted()[Math.floor(times * 0.95)] ?? 0 }
}

/** Contestants in turn, three rounds after one to warm up; of each the middle round counts. */
export async function interleaved<Name extends string>(
  contestants: Record<Name, (n: number) => Promise<unknown>>,
  { times = 2_000, workers = 8, rounds = 3 } = {},
): Promise<Record<Name, Round>> {
  const names = Object.keys(contestants) as Name[]
  const results = new Map<Name, Round[]>(names.map((name) => [name, []]))
  for (const name of names) await round(Math.min(times, 200), workers, contestants[name])
  for (let at = 0; at < rounds; at += 1) {
    for (const name of names) results.get(name)?.push(await round(times, workers, contestants[name]))
  }
  const middle = (all: Round[]) => all.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(all.length / 2)]
  return Object.fromEntries(names.map((name) => [name, middle(results.get(name) ?? [])])) as Record<Name, Round>
}
