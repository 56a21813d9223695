import { readWithdrawnRevision } from '#domain/plan/revision.api.ts'
import { revisionTitle } from '#domain/plan/revisionTitle.ts'
import type { ApiError } from '#web/kernel/api.ts'
import { Facts } from '#web/kernel/Facts.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { ErrorPage, Skeleton } from '#web/kernel/states.tsx'
import { planCrumb, stateTag } from './planNames.ts'
import { WithdrawnNote } from './WithdrawnNote.tsx'

type Props = { readonly id: string; readonly otherwise: ApiError }

/** Whoever saw a revision before it was withdrawn, and its draft no more, finds here what became of it. */
export function WithdrawnRevision({ id, otherwise }: Props) {
  const text = useText()
  const { data, isPending } = useRead(readWithdrawnRevision, { id })
  if (isPending) return <Skeleton rows={6} />
  if (!data) return <ErrorPage error={otherwise} />
  const { title, year, state, reason, withdrawal } = data
  return (
    <div className="plan-page">
      <PageHead
        title={revisionTitle(title)}
        crumbs={[planCrumb(year), { label: { zh: '方案变更', en: 'Amendments' }, to: `/plans/${year}/amendments` }]}
        chips={<StageTag {...stateTag(state)} />}
        sentence={text({
          zh: '该调整已经撤回，现行方案不变；草稿撤回后不再展示。',
          en: 'This revision was withdrawn and the plan in force stays as it is; its draft is not shown any more.',
        })}
      />
      {withdrawal && <WithdrawnNote withdrawal={withdrawal} />}
      <Panel title={{ zh: '调整', en: 'Revision' }}>
        <Facts facts={[{ name: { zh: '调整理由', en: 'Why it was begun' }, value: reason }]} />
      </Panel>
    </div>
  )
}
