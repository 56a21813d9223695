import { moveClock } from '#domain/session/session.api.ts'
import { useFormat } from './format.ts'
import { useText } from './language.tsx'
import { useAct } from './queries.ts'
import { useSession } from './session.tsx'

const steps = [1, 7] as const

/** Demo mode alone: the office's day, and the way forward. Reminders, warnings and cards fire as days pass. */
export function ClockStrip() {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const move = useAct(moveClock, {})
  return (
    <section className="clock-strip" aria-label={text({ zh: '演示时钟', en: 'Demo clock' })}>
      <span aria-live="polite">
        {text({ zh: `演示时钟 ${today}`, en: `Demo clock ${today}` })}
        <span className="wide-only">{format.weekday(today)}</span>
      </span>
      {steps.map((days) => (
        <button
          type="button"
          key={days}
          className={days > 1 ? 'wide-only' : undefined}
          aria-busy={move.isPending || undefined}
          onClick={() => {
            if (!move.isPending) move.mutate({ days })
          }}
        >
          {text({ zh: `前进${days}天`, en: days === 1 ? 'Forward 1 day' : `Forward ${days} days` })}
        </button>
      ))}
      {move.error && <span role="alert">{text(move.error.text)}</span>}
      <span className="wide-only">
        {text({
          zh: '只能前进。到期的预警、黄牌、红牌随日期发出。',
          en: 'Forward only. Warnings and cards fire as days pass.',
        })}
      </span>
    </section>
  )
}
