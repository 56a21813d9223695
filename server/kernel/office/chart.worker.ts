import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { Resvg } from '@resvg/resvg-js'
import { BarChart } from 'echarts/charts'
import { GridComponent, LegendComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { PaperChart } from '#domain/kernel/paper.ts'
import { unpackFont } from './webFont.ts'

use([BarChart, GridComponent, LegendComponent, SVGRenderer])

const family = 'Noto Sans SC'
const width = 640
/** Dark to light, so that a copy in black and white still tells them apart. */
const colours = ['#2f6f4f', '#e0b030', '#b03030', '#8fb3d9']
const [barHeight, around] = [34, 96]

/** Bars lie, so that the names of divisions are read without turning the page; the first division stands on top. */
function svgOf({ isStacked, unit, categories, series }: PaperChart): { svg: string; height: number } {
  const height = around + barHeight * categories.length
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  chart.setOption({
    animation: false,
    color: series.length > 1 ? colours : ['#2f5f8f'],
    textStyle: { fontFamily: family, fontSize: 15 },
    legend: { show: series.length > 1, top: 8, textStyle: { fontFamily: family, fontSize: 15 } },
    grid: { left: 8, right: 48, top: series.length > 1 ? 44 : 12, bottom: 8 },
    xAxis: {
      type: 'value',
      name: unit,
      ...(unit === '%' ? { min: 0, max: 100 } : { minInterval: 1 }),
      axisLabel: { fontFamily: family, fontSize: 14 },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...categories],
      axisTick: { show: false },
      axisLabel: { fontFamily: family, fontSize: 15, color: '#222', interval: 0 },
    },
    series: series.map(({ name, values }) => ({
      name,
      type: 'bar' as const,
      ...(isStacked ? { stack: 'all' } : {}),
      barMaxWidth: 20,
      data: values.map((value) => value ?? '-'),
      label: {
        show: true,
        position: isStacked ? ('inside' as const) : ('right' as const),
        fontFamily: family,
        fontSize: 13,
        formatter: ({ value }: { value: unknown }) => (value === 0 || value === '-' ? '' : String(value)),
      },
    })),
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return { svg, height }
}

const require = createRequire(import.meta.url)

/** The characters of a Chinese text and the digits, as two font files in a folder. */
async function fontFiles(folder: string): Promise<string[]> {
  return Promise.all(
    ['chinese-simplified', 'latin'].map(async (subset) => {
      const woff = require.resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-${subset}-400-normal.woff`)
      const file = join(folder, `${subset}.ttf`)
      await writeFile(file, unpackFont(await readFile(woff)))
      return file
    }),
  )
}

async function draw(charts: readonly PaperChart[]) {
  const folder = await mkdtemp(join(tmpdir(), 'jiheng-chart-'))
  try {
    const files = await fontFiles(folder)
    return charts.map((chart) => {
      const { svg, height } = svgOf(chart)
      const png = new Resvg(svg, {
        background: 'white',
        fitTo: { mode: 'width', value: width * 2 },
        font: { fontFiles: files, loadSystemFonts: false, defaultFontFamily: family },
      })
        .render()
        .asPng()
      return { png: new Uint8Array(png), width, height }
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

parentPort?.postMessage(await draw(workerData as readonly PaperChart[]))
