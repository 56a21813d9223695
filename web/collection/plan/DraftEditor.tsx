import { Form, type FormInstance } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { CollectionContent } from '#domain/collection/collectionContent.ts'
import { type CollectionPlan, changeCollectionVersion } from '#domain/collection/collectionPlan.api.ts'
import { contentFields, versionStates, versionTransitions } from '#domain/collection/collectionPlan.ts'
import { fullForm } from '#domain/collection/form.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { listExternalBodies } from '#domain/organization/organization.api.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import type { ApiError } from '#web/kernel/api.ts'
import { Columns } from '#web/kernel/Columns.tsx'
import { showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useLeaveGuard } from '#web/kernel/useLeaveGuard.tsx'
import { ContentFields } from './ContentFields.tsx'
import { contentOf, type DraftValues, isUnsaved, saidOf, valuesOf } from './draftValues.ts'
import { FormShown } from './FormShown.tsx'
import { FurtherFields } from './FurtherFields.tsx'
import { factsOf } from './planFacts.ts'
import { SaidProvider } from './Said.tsx'
import { ChangesTable, partsOf } from './VersionComparison.tsx'
import { type Version, VersionSheet } from './VersionSheet.tsx'

type Props = {
  readonly plan: CollectionPlan
  readonly draft: Version
  /** Another version that is looked at meanwhile; the draft waits with what was typed. */
  readonly other: ReactNode | null
  readonly head: (isUnsaved: boolean) => ReactNode
  readonly side: ReactNode
  readonly below: ReactNode
}

/**
 * The draft as it is written. What was typed stays until it is saved or given up: somebody else's save is told, shown
 * beside it and never taken over or written over unseen.
 */
export function DraftEditor({ plan, draft, other, head, side, below }: Props) {
  const [form] = Form.useForm<DraftValues>()
  const typed = Form.useWatch([], { form, preserve: true }) as DraftValues | undefined
  const { base, save, error, isPending, takeTheirs } = useDraft(draft, form)
  const values = typed?.externalDue ? typed : valuesOf(base)
  const content = contentOf(values)
  const unsaved = isUnsaved(values, base)
  const guard = useLeaveGuard(unsaved)
  const isOvertaken = base.version !== draft.version && !isPending
  useEffect(() => {
    if (isOvertaken && !unsaved) takeTheirs()
  })
  return (
    <>
      {head(unsaved)}
      <div className="plan-editor">
        <Columns
          sideWidth={360}
          main={
            <>
              <div className="stack" hidden={other !== null}>
                <SaidProvider said={saidOf(plan, base, content)}>
                  <DraftForm plan={plan} form={form} initial={base} onSave={save} />
                </SaidProvider>
                {isOvertaken && <Overtaken draft={draft} values={values} onTake={takeTheirs} />}
                {error && error.fields.length === 0 && <ErrorState error={error} />}
                <SaveDraft plan={plan} draft={draft} isUnsaved={unsaved} isPending={isPending} onSave={save} />
              </div>
              {other}
              {below}
            </>
          }
          side={
            <>
              {other === null && <AsAsked plan={plan} content={content} />}
              {side}
            </>
          }
        />
      </div>
      <div className="on-paper">{other ?? <VersionSheet plan={plan} version={draft} />}</div>
      {guard}
    </>
  )
}

type FormProps = {
  readonly plan: CollectionPlan
  readonly form: FormInstance<DraftValues>
  readonly initial: Version
  readonly onSave: () => Promise<void>
}

function DraftForm({ plan, form, initial, onSave }: FormProps) {
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={valuesOf(initial)}
      autoComplete="off"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void onSave()
      }}
    >
      <div className="stack">
        <ContentFields plan={plan} />
        <FurtherFields plan={plan} />
      </div>
    </Form>
  )
}

type SaveProps = {
  readonly plan: CollectionPlan
  readonly draft: Version
  readonly isUnsaved: boolean
  readonly isPending: boolean
  readonly onSave: () => Promise<void>
}

function SaveDraft({ plan, draft, isUnsaved: isDirty, isPending, onSave }: SaveProps) {
  const text = useText()
  return (
    <p className="row-of-actions plan-save">
      <ActionButton
        id="act-change"
        transition={versionTransitions.change}
        facts={factsOf(plan, draft)}
        states={versionStates}
        label={changeCollectionVersion.summary}
        kind="primary"
        loading={isPending}
        onClick={() => void onSave()}
      />
      <span className="sub" aria-live="polite">
        {isDirty ? text({ zh: '有改动未保存', en: 'Not saved yet' }) : text({ zh: '已保存', en: 'Saved' })}
      </span>
      <span className="sub">Ctrl+Enter</span>
    </p>
  )
}

/** The form as the division will get it, as it is being written. */
function AsAsked({ plan, content }: { plan: CollectionPlan; content: CollectionContent }) {
  const text = useText()
  return (
    <Panel
      title={{ zh: '责任处将看到的表', en: 'What the division will see' }}
      note={text({ zh: '随改随变', en: 'as it is written' })}
    >
      <FormShown
        form={fullForm(plan.indicator, content)}
        evidence={content.evidence}
        isPreliminary={content.isPreliminary}
      />
    </Panel>
  )
}

/** Saves over the version that was read; after a refusal, over the one that was shown then. */
function useDraft(draft: Version, form: FormInstance<DraftValues>) {
  const toast = useToast()
  const [base, setBase] = useState(draft)
  const act = useAct(
    changeCollectionVersion,
    { id: draft.id },
    {
      onDone: (reply) => {
        const saved = reply.versions.find(({ id }) => id === draft.id)
        if (saved) setBase(saved)
        toast({ zh: '拟稿已保存', en: 'The draft is saved' })
      },
    },
  )
  const refused = (error: ApiError) =>
    showFaults(form, {
      fields: error.fields.map((fault) => ({ ...fault, path: fault.path.replace('body.content.', 'body.') })),
    })
  const save = async (): Promise<void> => {
    if (act.isPending || !(await soundValues(form))) return
    const values = form.getFieldsValue(true) as DraftValues
    const body = { effectiveOn: values.effectiveOn, content: contentOf(values) }
    // once the other's save was shown, saving again is meant to go over it
    const version = act.error?.code === 'stale' ? draft.version : base.version
    act.mutate({ ...body, version }, { onError: refused })
  }
  const takeTheirs = () => {
    setBase(draft)
    form.setFieldsValue(valuesOf(draft) as Parameters<typeof form.setFieldsValue>[0])
    act.reset()
  }
  return { base, save, takeTheirs, error: act.error, isPending: act.isPending }
}

type OvertakenProps = { readonly draft: Version; readonly values: DraftValues; readonly onTake: () => void }

/** Somebody else has saved the draft meanwhile: what differs from what stands here. */
function Overtaken({ draft, values, onTake }: OvertakenProps) {
  const text = useText()
  const units = useRead(listExternalBodies, {})
  const unit = units.data?.rows.find(({ id }) => id === values.collectingUnitId)
  const mine = {
    ...{ effectiveOn: values.effectiveOn, content: contentOf(values) },
    ...{ collectingUnit: unit ?? null, requirementFile: values.requirementFile ?? null },
  }
  return (
    <Panel
      title={{ zh: '拟稿已被他人改过', en: 'Somebody else has saved the draft' }}
      more={
        <ButtonFace kind="normal" onClick={onTake}>
          {text({ zh: '改用他人保存的内容', en: 'Take what they saved' })}
        </ButtonFace>
      }
      flush
    >
      <ChangesTable
        name={{ zh: '与他人保存的不同', en: 'What differs' }}
        changes={changesOf(contentFields, partsOf(draft), partsOf(mine))}
        titles={[
          { zh: '他人保存的', en: 'Saved by them' },
          { zh: '您所填的', en: 'What you typed' },
        ]}
        same={{ zh: '内容与您所填的相同。', en: 'It says what you typed.' }}
      />
    </Panel>
  )
}
