import { Worker } from 'node:worker_threads'
import type { PaperChart } from '#domain/kernel/paper.ts'
import type { Picture } from './paperParts.ts'

const patience = 20_000

/**
 * Draws charts as pictures. The work takes a tenth of a second for each, which a worker of its own does, so that nobody
 * else waits; it ends with its work.
 */
export function drawCharts(charts: readonly PaperChart[]): Promise<readonly Picture[]> {
  const worker = new Worker(new URL('./chart.worker.ts', import.meta.url), { workerData: charts })
  return new Promise<readonly Picture[]>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the charts were not drawn in time')), patience)
    const end = (settle: () => void) => {
      clearTimeout(timer)
      settle()
    }
    worker.once('message', (pictures: readonly Picture[]) =>
      end(() => resolve(pictures.map((picture) => ({ ...picture, png: Buffer.from(picture.png) })))),
    )
    worker.once('error', (error) => end(() => reject(error)))
    worker.once('exit', (code) => end(() => reject(new Error(`the charts' worker ended with ${code}`))))
  }).finally(() => void worker.terminate())
}
