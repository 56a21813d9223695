import type { Text } from '#domain/kernel/text.ts'
import { type YearState, yearStateNames } from '#domain/session/session.ts'
import { useText } from '#web/kernel/language.tsx'

const steps: readonly { name: Text; chapter: Text }[] = [
  { name: { zh: '编制方案', en: 'Planning' }, chapter: { zh: '第四章', en: 'Chapter IV' } },
  { name: { zh: '执行与报送', en: 'Executing' }, chapter: { zh: '第五章', en: 'Chapter V' } },
  { name: { zh: '督查与评估', en: 'Evaluating' }, chapter: { zh: '第六章', en: 'Chapter VI' } },
  { name: { zh: '报告与运用', en: 'Reporting' }, chapter: { zh: '第七章', en: 'Chapter VII' } },
]
const current: Text = { zh: '，当前', en: ', now' }

/** The year by chapters of the regulation, and where in it the office stands. */
export function YearLine({ year, state }: { year: number; state: YearState }) {
  const text = useText()
  const now = yearStateNames.indexOf(state)
  const isOver = state === 'closed'
  return (
    <ol className="year-line" aria-label={text({ zh: `${year}年度进程`, en: `Course of the year ${year}` })}>
      {steps.map(({ name, chapter }, step) => {
        const isNow = !isOver && step === now
        return (
          <li
            key={name.en}
            className={[step <= now && 'done', isNow && 'now'].filter(Boolean).join(' ')}
            aria-current={isNow ? 'step' : undefined}
          >
            <b>{text(name)}</b>
            {text(chapter)}
            {isNow && text(current)}
          </li>
        )
      })}
    </ol>
  )
}
