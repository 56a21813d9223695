import { lazy, Suspense, useState } from 'react'
import { divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import {
  attachPlanFile,
  type DivisionPlan,
  detachPlanFile,
  downloadPlanFile,
  type PlanFile,
} from '#domain/plan/divisionPlan.api.ts'
import { divisionPlanStates, divisionPlanTransitions } from '#domain/plan/divisionPlan.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { FileChoice } from '#web/kernel/FileChoice.tsx'
import { formatSize } from '#web/kernel/format.ts'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState, Skeleton } from '#web/kernel/states.tsx'
import { divisionFactsOf } from './planFacts.ts'

const WorkPlanForm = lazy(async () => ({ default: (await import('./WorkPlanForm.tsx')).WorkPlanForm }))

type Props = { readonly plan: DivisionPlan }

/** The division's yearly work plan (Art. 19): its text and attachments, written while the plan is drafted. */
export function WorkPlan({ plan }: Props) {
  const text = useText()
  const { actor } = useSession()
  const [isEdited, setIsEdited] = useState(false)
  const isWriter =
    plan.state === 'drafting' && isOneOf(actor.post, divisionPosts) && actor.divisionId === plan.divisionId
  const edit = (
    <ActionButton
      id="act-edit"
      transition={divisionPlanTransitions.edit}
      facts={divisionFactsOf(plan)}
      states={divisionPlanStates}
      label={{ zh: '修改工作计划', en: 'Change the work plan' }}
      kind="plain"
      onClick={() => setIsEdited(true)}
    />
  )
  return (
    <Panel
      id="work-plan"
      title={{ zh: '年度工作计划', en: 'Yearly work plan' }}
      more={isWriter && !isEdited ? edit : undefined}
    >
      {isEdited ? (
        <Suspense fallback={<Skeleton rows={8} />}>
          <WorkPlanForm plan={plan} onClose={() => setIsEdited(false)} />
        </Suspense>
      ) : (
        <div className="chapter">
          <p>{plan.workPlanText || text({ zh: '还没有写。', en: 'Nothing is written yet.' })}</p>
        </div>
      )}
      <Attachments plan={plan} isWriter={isWriter} />
    </Panel>
  )
}

function Attachments({ plan, isWriter }: Props & { isWriter: boolean }) {
  const text = useText()
  const attach = useAct(attachPlanFile, { id: plan.id })
  return (
    <div className="dialog-section">
      {plan.files.length > 0 && (
        <ul className="attachments" aria-label={text({ zh: '附件', en: 'Attachments' })}>
          {plan.files.map((file) => (
            <Attachment key={file.id} plan={plan} file={file} isWriter={isWriter} />
          ))}
        </ul>
      )}
      {isWriter && (
        <FileChoice
          label={{ zh: '添加附件…', en: 'Attach a file…' }}
          onFile={({ id }) => attach.mutate({ version: plan.version, fileId: id })}
        />
      )}
      {attach.error && <ErrorState error={attach.error} />}
    </div>
  )
}

function Attachment({ plan, file, isWriter }: Props & { file: PlanFile; isWriter: boolean }) {
  const text = useText()
  const detach = useAct(detachPlanFile, { id: plan.id, fileId: file.id })
  return (
    <li className="row-of-actions">
      <a href={addressOf(downloadPlanFile, { id: plan.id, fileId: file.id })} download>
        <Icon name="clip" /> {file.name} <span className="sub">{formatSize(file.size)}</span>
      </a>
      {isWriter && (
        <ButtonFace kind="plain" loading={detach.isPending} onClick={() => detach.mutate({ version: plan.version })}>
          {text({ zh: '去掉', en: 'Remove' })}
          <span className="hidden-words">{file.name}</span>
        </ButtonFace>
      )}
      {detach.error && <ErrorState error={detach.error} />}
    </li>
  )
}
