import { useText } from './language.tsx'

/** Done in percent, with the plan's tick where there is one. */
export function ProgressBar({ done, planned }: { done: number; planned?: number }) {
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
      <div className="bar" aria-hidden="true">
        <i style={{ width: within(done) }} />
        {planned !== undefined && <b style={{ left: within(planned) }} />}
      </div>
    </>
  )
}
