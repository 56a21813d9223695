import type { Text } from '#domain/kernel/text.ts'
import { useText } from './language.tsx'

type Props = {
  readonly done: number
  readonly planned?: number
  /** What is going on now: it moves while one looks, and is told to whoever does not see it. */
  readonly label?: Text
}

/** Done in percent, with the plan's tick where there is one. */
export function ProgressBar({ done, planned, label }: Props) {
  const text = useText()
  const within = (percent: number): string => `${Math.min(100, Math.max(0, percent))}%`
  return (
    <>
      <span className="nw">
        {done}%{' '}
        {planned !== undefined && (
          <span className="sub">{text({ zh: `计划${planned}%`, en: `planned ${planned}%` })}</span>
        )}
      </span>
      <div
        className="bar"
        {...(label
          ? {
              role: 'progressbar',
              'aria-label': text(label),
              'aria-valuenow': done,
              'aria-valuemin': 0,
              'aria-valuemax': 100,
            }
          : { 'aria-hidden': true })}
      >
        <i style={{ width: within(done) }} />
        {planned !== undefined && <b style={{ left: within(planned) }} />}
      </div>
    </>
  )
}
