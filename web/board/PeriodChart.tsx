import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent } from 'echarts/components'
import { type ECharts, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { PeriodInTime } from '#domain/board/board.api.ts'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import { useDisplay } from '#web/kernel/display.tsx'
import { useText } from '#web/kernel/language.tsx'
import { parts } from './PeriodTable.tsx'

use([BarChart, GridComponent, LegendComponent, AriaComponent, CanvasRenderer])

const names = ['met', 'late', 'missing'] as const
const colours = { met: '--green-solid', late: '--yellow-solid', missing: '--red-solid' } as const
/** Each part has a pattern of its own, so that it is told without colour. */
const decals = [
  { symbol: 'none' },
  { symbol: 'rect', symbolSize: 1, dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: Math.PI / 4 },
  { symbol: 'rect', symbolSize: 1, dashArrayX: [1, 0], dashArrayY: [2, 3], rotation: 0 },
]

/** Data of each period as one column: in time, late, missing. The table below it says the same. */
export function PeriodChart({ periods }: { readonly periods: readonly PeriodInTime[] }) {
  const text = useText()
  const { shown, size, isStill, isNarrow } = useDisplay()
  const place = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: theme and size are read from the page's style
  useEffect(() => {
    const element = place.current
    if (!element) return undefined
    const chart = init(element, null, { renderer: 'canvas' })
    chart.setOption({ ...look(isStill), ...contentOf(periods, text) })
    const watch = new ResizeObserver(() => resized(chart))
    watch.observe(element)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [periods, shown, size, isStill, isNarrow, text])
  const words = periods.map(({ period, met, late, missing }) =>
    text({
      zh: `${shortPeriodText(period).zh}按时${met}、迟报${late}、缺报${missing}`,
      en: `${shortPeriodText(period).en}: ${met} in time, ${late} late, ${missing} missing`,
    }),
  )
  return <div ref={place} className="period-chart" role="img" aria-label={words.join(text({ zh: '；', en: '; ' }))} />
}

const resized = (chart: ECharts): void => {
  if (!chart.isDisposed()) chart.resize()
}

const style = () => {
  const css = getComputedStyle(document.documentElement)
  return {
    colour: (name: string) => css.getPropertyValue(name).trim(),
    font: getComputedStyle(document.body).fontFamily,
    size: Number.parseFloat(css.fontSize) * 0.9,
  }
}

const look = (isStill: boolean) => ({ animation: !isStill, animationDuration: 240 })

function contentOf(periods: readonly PeriodInTime[], text: (words: { zh: string; en: string }) => string) {
  const { colour, font, size } = style()
  const words = { color: colour('--text2'), fontFamily: font, fontSize: size }
  return {
    textStyle: words,
    aria: {
      enabled: true,
      label: { enabled: false },
      decal: { show: true, decals: decals.map(drawnIn(colour('--surface'))) },
    },
    grid: { left: 8, right: 8, top: 12, bottom: size * 2.4, containLabel: true },
    legend: { bottom: 0, selectedMode: false, textStyle: words, itemWidth: size * 1.6, itemHeight: size },
    xAxis: {
      type: 'category',
      data: periods.map(({ period }) => text(shortPeriodText(period))),
      axisLabel: { ...words, hideOverlap: true },
      axisLine: { lineStyle: { color: colour('--edge') } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 3,
      axisLabel: words,
      splitLine: { lineStyle: { color: colour('--line') } },
    },
    series: names.map((name) => ({
      type: 'bar',
      stack: 'all',
      name: text(parts[name]),
      barMaxWidth: 44,
      itemStyle: { color: colour(colours[name]), borderColor: colour('--surface'), borderWidth: 1 },
      data: periods.map((period) => period[name]),
    })),
  }
}

const drawnIn = (color: string) => (decal: object) => ({ color, ...decal })
