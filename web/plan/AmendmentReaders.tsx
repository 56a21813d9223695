import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { same } from '#domain/kernel/text.ts'
import { type Amendment, markAmendmentRead } from '#domain/plan/amendment.api.ts'
import { readingBasis, readingRules } from '#domain/plan/amendmentReading.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

/** Who of the leading group was informed of a change that is in the plan, and who has read it; hidden where nobody was. */
export function AmendmentReaders({ amendment: { id, readers } }: { readonly amendment: Amendment }) {
  const text = useText()
  const format = useFormat()
  const toast = useToast()
  const context = useContextOfRules()
  const act = useAct(markAmendmentRead, { id }, { onDone: () => toast({ zh: '已阅知', en: 'Marked as read' }) })
  if (readers.length === 0) return null
  const own = readers.find((reader) => reader.id === context.actor.id)
  const facts = { isInformed: own !== undefined, readAt: own?.readAt ?? null }
  const mayRead = refusalOfRules(readingRules, readingBasis, facts, context) === undefined
  const read = readers.filter(({ readAt }) => readAt !== null).length
  return (
    <Panel
      id="readers"
      title={{ zh: '告知领导小组', en: 'Leading group informed' }}
      note={text({ zh: `${read}/${readers.length}人已阅`, en: `${read} of ${readers.length} have read it` })}
      more={
        mayRead && (
          <ActionButton
            id="act-read"
            endpoint={markAmendmentRead}
            kind="primary"
            loading={act.isPending}
            onClick={() => act.mutate({})}
          />
        )
      }
    >
      <Facts
        facts={readers.map(({ name, readAt }) => ({
          name: same(name),
          value: readAt ? format.instant(readAt) : text({ zh: '未阅', en: 'not yet' }),
        }))}
      />
      {act.error && <ErrorState error={act.error} />}
    </Panel>
  )
}
