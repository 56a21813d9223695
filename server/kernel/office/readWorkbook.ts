import { Worker } from 'node:worker_threads'
import type { Sheet } from '#domain/kernel/sheet.ts'
import { decodeText } from './decodeText.ts'
import { FileRefused, type Outcome, outcomeOf, refuse } from './fileRefused.ts'
import { isMarkup, refuseOldOffice } from './fileType.ts'
import { checkOfficePackage } from './officePackage.ts'
import { type Answer, tooMuch, type WorkbookLimits, workbookLimits } from './workbookLimits.ts'
import { isZip } from './zip.ts'

/**
 * Reads a workbook whose layout matters (merged cells, hidden rows, percent formats) as plain data. The package is
 * checked first; the sheets are then read in a worker of its own that is stopped when it takes too much memory or time.
 */
export const readWorkbook = (bytes: Buffer, limits = workbookLimits): Promise<Outcome<{ sheets: Sheet[] }>> =>
  outcomeOf(async () => {
    if (!isZip(bytes)) refuseOther(bytes)
    const { kind } = await checkOfficePackage(bytes, limits)
    if (kind !== 'xlsx') refuseAs('Word文档', 'a Word document')
    return { sheets: await inTurn(() => readInWorker(bytes, limits)) }
  })

let last: Promise<unknown> = Promise.resolve()

/** One workbook after the other: two at once would cost twice the memory. */
function inTurn<Result>(read: () => Promise<Result>): Promise<Result> {
  const turn = last.then(read)
  last = turn.catch(() => undefined)
  return turn
}

function refuseOther(bytes: Buffer): never {
  const start = bytes.toString('hex', 0, 8)
  if (bytes.length === 0) return refuse('文件是空的。', 'The file is empty.')
  if (start === 'd0cf11e0a1b11ae1') return refuseOldOffice()
  if (start.startsWith('25504446')) return refuseAs('PDF', 'a PDF')
  if (start.startsWith('89504e47') || start.startsWith('ffd8ff')) return refuseAs('图片', 'an image')
  if (start.startsWith('504b')) return refuse('文件已损坏或不完整。', 'The file is damaged or incomplete.')
  const decoded = decodeText(bytes)
  if (!decoded.ok) return refuse('这个文件不是Excel工作簿。', 'This file is not an Excel workbook.')
  return isMarkup(decoded.text) ? refuseAs('网页', 'a web page') : refuseAs('文本', 'text')
}

function refuseAs(zh: string, en: string): never {
  return refuse(`这个文件不是Excel工作簿（内容为${zh}）。`, `This file is not an Excel workbook (it is ${en}).`)
}

function readInWorker(bytes: Buffer, limits: WorkbookLimits): Promise<Sheet[]> {
  const worker = new Worker(new URL('./workbook.worker.ts', import.meta.url), {
    workerData: { bytes, limits },
    // a small young generation is cleared often: without it what is garbage already adds 80 MB
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMegabytes, maxYoungGenerationSizeMb: 12 },
    execArgv: [],
  })
  const refusal = new FileRefused(tooMuch)
  return new Promise<Sheet[]>((resolve, reject) => {
    const timer = setTimeout(() => reject(refusal), limits.milliseconds)
    worker.once('message', (answer: Answer) => {
      if ('sheets' in answer) resolve(answer.sheets)
      else reject(new FileRefused(answer.refused))
    })
    worker.once('error', (error: Error & { code?: string }) => {
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refusal : error)
    })
    worker.once('exit', () => {
      clearTimeout(timer)
      // whatever it has said is told first; one that ends without an answer must not keep the next workbook waiting
      setImmediate(() => reject(refusal))
    })
  }).finally(() => worker.terminate())
}
