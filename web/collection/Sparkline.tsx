import type { Text } from '#domain/kernel/text.ts'
import { useText } from '#web/kernel/language.tsx'

type Props = { readonly values: readonly number[]; readonly name: Text }

const [width, height, edge] = [150, 34, 4]

/** The course of the last figures, without axes: it shows direction, the figures beside it are what is read. */
export function Sparkline({ values, name }: Props) {
  const text = useText()
  if (values.length < 2) return <span className="sub">{text({ zh: '无以往数据', en: 'No earlier data' })}</span>
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const x = (at: number) => edge + (at * (width - 2 * edge)) / (values.length - 1)
  const y = (value: number) =>
    most === least ? height / 2 : height - edge - 1 - ((value - least) * (height - 2 * edge - 2)) / (most - least)
  const points = values.map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`)
  return (
    <svg className="spark" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={text(name)}>
      <polyline points={points.join(' ')} />
      <circle cx={x(values.length - 1)} cy={y(values.at(-1) ?? 0)} r="3.2" />
    </svg>
  )
}
