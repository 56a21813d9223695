import { cardStates, cardSteps } from '#domain/card/card.ts'
import { answerStates } from '#domain/card/cardAnswer.ts'
import { seesEverything } from '#domain/kernel/actor.ts'
import { SavedViews } from '#web/board/SavedViews.tsx'
import { Filter, useNamed, YearFilter } from '#web/kernel/Filters.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'
import { useSession } from '#web/kernel/session.tsx'

/** Year, kind, state and, for those who see the whole office, the division hit. */
export function CardFilters({ year }: { year: number }) {
  const { pack, actor } = useSession()
  const text = useText()
  const named = useNamed()
  const divisions = useDivisionOptions({ isPastToo: true })
  return (
    <div className="filters panel-body">
      <YearFilter year={year} />
      <Filter
        name="step"
        label={{ zh: '种类', en: 'Kind' }}
        options={cardSteps.map((value) => ({ value, label: text(pack.cards[value]) }))}
      />
      <Filter name="state" label={{ zh: '状态', en: 'State' }} options={named(cardStates)} />
      <Filter name="answerState" label={{ zh: '说明', en: 'Explanation' }} options={named(answerStates)} />
      <Filter name="dimension" label={{ zh: '维度', en: 'Dimension' }} options={named(pack.dimensions)} />
      {seesEverything(actor) && (
        <Filter name="divisionId" label={{ zh: '记入的处', en: 'Division hit' }} options={divisions} />
      )}
      <SavedViews path="/cards" />
    </div>
  )
}
