import { useState } from 'react'
import { Link } from 'react-router'
import type { Duty } from '#domain/collection/duty.api.ts'
import { factsOf, stages, transitions } from '#domain/collection/duty.ts'
import { offer } from '#domain/collection/dutyActs.api.ts'
import { type Check, faultOf, soundEntry } from '#domain/collection/dutyCheck.ts'
import { soundForm } from '#domain/collection/formEntry.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Autosave } from '#web/kernel/Autosave.tsx'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { DutyLayout } from './DutyLayout.tsx'
import { Elsewhere } from './Elsewhere.tsx'
import { EntryFields } from './EntryFields.tsx'
import { NilDialog } from './NilDialog.tsx'
import { type EntryState, useEntry } from './useEntry.ts'

/** The transition with the check of what is typed: the button says what is wrong before it is pressed. */
const offerSound = { ...transitions.offer, requires: [...transitions.offer.requires, soundEntry, soundForm] }

/** One figure being given: typed or brought along by a file, compared, checked, handed in for signature. */
export function FillPage({ duty, onReload }: { readonly duty: Duty; readonly onReload: () => void }) {
  const text = useText()
  const toast = useToast()
  const { today } = useSession()
  const state = useEntry(duty)
  const [isNil, setIsNil] = useState(false)
  const act = useAct(
    offer,
    { id: duty.id },
    { onDone: () => toast({ zh: '已提交签字', en: 'Submitted for signature' }) },
  )
  const facts: Facts = { ...factsOf(duty), check: state.check, formFault: state.formFault }
  const { value, note, evidenceFileId } = state.entry
  const submit = async () => {
    await state.halt()
    const { content } = state.further
    act.mutate({ version: duty.version, kind: 'value', value, note, evidenceFileId, content })
  }
  const isDue = duty.internalDueOn !== null && duty.internalDueOn <= today
  return (
    <DutyLayout
      duty={duty}
      actions={
        <>
          <Autosave status={state.status} />
          <ActionButton
            id="act-offer"
            transition={offerSound}
            facts={facts}
            states={stages}
            kind={isDue ? 'primary' : 'normal'}
            reason="elsewhere"
            loading={act.isPending}
            onClick={() => void submit()}
          />
        </>
      }
    >
      {duty.returnReason !== null && <Returned duty={duty} />}
      {state.status.state === 'refused' && (
        <Elsewhere message={state.status.message} onReload={onReload} onInsist={() => void state.insist()} />
      )}
      <Panel
        title={{ zh: '填报', en: 'Entry' }}
        note={text({ zh: 'Ctrl+Enter提交签字', en: 'Ctrl+Enter submits' })}
        flush
      >
        <form
          className="panel-body"
          onSubmit={(event) => event.preventDefault()}
          onKeyDown={(event) => {
            const isReady = faultOf(state.check) === undefined && !state.formFault && !act.isPending
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && isReady) void submit()
          }}
        >
          <AskedBy duty={duty} />
          <EntryFields duty={duty} state={state} />
          {act.error && <ErrorState error={act.error} />}
        </form>
        <div className="entry-foot">
          <RefusalOf transition={offerSound} facts={facts} states={stages} />
          <span className="row-of-actions">
            <ButtonFace kind="normal" onClick={() => setIsNil(true)}>
              {text({ zh: '本期零报告…', en: 'Nil return…' })}
            </ButtonFace>
          </span>
        </div>
      </Panel>
      <NilDialog duty={duty} before={state.halt} isOpen={isNil} onClose={() => setIsNil(false)} />
    </DutyLayout>
  )
}

type Facts = ReturnType<typeof factsOf<Duty>> & Pick<EntryState, 'formFault'> & { readonly check: Check }

/** What the collecting unit requires of this figure, where a collection plan says so. */
function AskedBy({ duty: { form } }: { readonly duty: Duty }) {
  const text = useText()
  if (!form) return null
  const { number, requirement, requirementFile, versionId, indicatorId, isPreliminary, provider } = form
  return (
    <div className="asked-by">
      <p className="sub">
        <Link to={`/collection-plans/${indicatorId}`}>
          {text({ zh: `收集报送工作计划第${number}版`, en: `Collection plan, version ${number}` })}
        </Link>
        {provider !== '' && text({ zh: `　提供人：${provider}`, en: `  Provided by ${provider}` })}
        {isPreliminary && text({ zh: '　本期先报快报数', en: '  A preliminary figure first' })}
      </p>
      {requirement !== '' && <p className="mid">{requirement}</p>}
      {requirementFile !== null && (
        <a href={`/api/collection-versions/${versionId}/requirement`}>
          <Icon name="clip" /> {requirementFile}
        </a>
      )}
    </div>
  )
}

function Returned({ duty }: { duty: Duty }) {
  const text = useText()
  const isReturned = duty.stage === 'returned'
  const words = isReturned
    ? { zh: `协调处退回：${duty.returnReason}`, en: `Returned by the coordinating division: ${duty.returnReason}` }
    : { zh: `撤回理由：${duty.returnReason}`, en: `Taken back because: ${duty.returnReason}` }
  return <p className="note warning">{text(words)}</p>
}
