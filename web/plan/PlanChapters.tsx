import { lazy, Suspense, useState } from 'react'
import { chapterNames } from '#domain/plan/linter.ts'
import type { Plan } from '#domain/plan/plan.api.ts'
import { planStates, planTransitions } from '#domain/plan/plan.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { Skeleton } from '#web/kernel/states.tsx'
import { factsOf } from './planFacts.ts'

const ChaptersForm = lazy(async () => ({ default: (await import('./ChaptersForm.tsx')).ChaptersForm }))

type Chapter = keyof typeof chapterNames
const chapters = Object.keys(chapterNames) as Chapter[]

/** The general chapters (Art. 11): read, and while drafting written. */
export function PlanChapters({ plan }: { plan: Plan }) {
  const text = useText()
  const { actor } = useSession()
  const [isEdited, setIsEdited] = useState(false)
  const isWriter = plan.state === 'drafting' && actor.post.startsWith('performanceOffice.')
  const edit = (
    <ActionButton
      transition={planTransitions.edit}
      facts={factsOf(plan)}
      states={planStates}
      label={{ zh: '修改总则', en: 'Change the chapters' }}
      kind="plain"
      onClick={() => setIsEdited(true)}
    />
  )
  return (
    <Panel id="chapters" title={{ zh: '总则', en: 'General chapters' }} more={isWriter && !isEdited ? edit : undefined}>
      {isEdited ? (
        <Suspense fallback={<Skeleton rows={8} />}>
          <ChaptersForm plan={plan} onClose={() => setIsEdited(false)} />
        </Suspense>
      ) : (
        <ChaptersText plan={plan} />
      )}
      {!isEdited && chapters.every((chapter) => plan[chapter] === '') && (
        <p className="sub">{text({ zh: '还没有写。', en: 'Nothing is written yet.' })}</p>
      )}
    </Panel>
  )
}

/** The chapters as they read in the document. */
export function ChaptersText({ plan }: { plan: Pick<Plan, Chapter> }) {
  const text = useText()
  return chapters
    .filter((chapter) => plan[chapter] !== '')
    .map((chapter) => (
      <section key={chapter} className="chapter">
        <h3>{text(chapterNames[chapter])}</h3>
        <p>{plan[chapter]}</p>
      </section>
    ))
}
