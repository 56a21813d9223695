import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { inBoth } from '#domain/kernel/text.ts'
import { beginAmendment, readAmendmentFacts } from '#domain/plan/amendment.api.ts'
import { basisOfRoute, drafter } from '#domain/plan/amendment.ts'
import { taskDayFault } from '#domain/plan/amendmentFaults.ts'
import { type AmendmentRoute, amendmentRoutes } from '#domain/plan/amendmentRoute.ts'
import { type Item, readItem } from '#domain/plan/item.api.ts'
import { emptyContent } from '#domain/plan/item.ts'
import { lintAmended } from '#domain/plan/linter.ts'
import { readPlan } from '#domain/plan/plan.api.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import type { ApiError } from '#web/kernel/api.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { useCitation, useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { ErrorState, Loaded, Skeleton } from '#web/kernel/states.tsx'
import { ItemForm } from './ItemForm.tsx'
import { contentOfValues, type ItemValues, valuesOf } from './itemForm.ts'
import { planCrumb } from './planNames.ts'
import type { DraftPlan } from './writtenPlan.tsx'
import './itemForm.css'
import './plan.css'

export type AmendmentWords = { reason: string; taskOn?: string | null; taskSource?: string }

/** A special task, or with `?item=` a change of one item: by `?route=persons` of persons and words alone. */
export function AmendmentNewPage() {
  const { year = '' } = useParams()
  const [query] = useSearchParams()
  const plan = useRead(readPlan, { of: year })
  const facts = useRead(readAmendmentFacts, { year })
  const itemId = query.get('item')
  const changed = useRead(readItem, { id: itemId ?? '' }, { enabled: itemId !== null })
  return (
    <Loaded isPage of={plan} rows={10}>
      {(loaded) => {
        const error = facts.error ?? changed.error
        if (!facts.data || (itemId !== null && !changed.data))
          return error ? <ErrorState error={error} /> : <Skeleton rows={10} />
        const item = changed.data?.plan.id === loaded.id ? changed.data.item : undefined
        const route = item ? (query.get('route') === 'persons' ? 'persons' : 'item') : 'specialTask'
        return <NewAmendment plan={{ ...loaded, kind: 'office', lintFacts: facts.data }} item={item} route={route} />
      }}
    </Loaded>
  )
}

type Props = { readonly plan: DraftPlan; readonly item: Item | undefined; readonly route: AmendmentRoute }

function NewAmendment({ plan, item, route }: Props) {
  const text = useText()
  const navigate = useNavigate()
  const { actor, today } = useSession()
  const context = useContextOfRules()
  const [words] = Form.useForm<AmendmentWords>()
  const begin = useAct(beginAmendment, { id: plan.id })
  const values: ItemValues = item
    ? valuesOf(item)
    : {
        ...emptyContent(plan.year),
        kind: 'specialTask',
        responsibleDivisionId: actor.divisionId,
        startsOn: startOf(plan.year, today),
      }
  const save = async (content: ItemValues) => {
    const said = await soundValues(words)
    if (!said) return
    const { reason, taskOn = null, taskSource = '' } = said
    const body = { route, itemId: item?.id ?? null, content: contentOfValues(content), reason, taskOn, taskSource }
    const { id } = await begin.mutateAsync(body, { onError: (error) => showFaults(words, error) })
    void navigate(`/amendments/${id}`, { replace: true })
  }
  const { zh, en } = amendmentRoutes[route]
  const head = (
    <PageHead
      title={item ? { zh: `${zh}：${item.title}`, en: `${en}: ${item.title}` } : { zh, en }}
      crumbs={[planCrumb(plan.year)]}
      sentence={route === 'specialTask' ? '' : text(fixedOn[route])}
    />
  )
  const divisionId = (item ? item.responsibleDivision?.id : actor.divisionId) ?? ''
  if (!drafter.holds({ route, divisionId }, context))
    return (
      <div className="plan-page">
        {head}
        <p className="note warning plan-note">{text(drafter.message({ route, divisionId }, context))}</p>
      </div>
    )
  return (
    <div className="plan-page">
      {head}
      <ItemForm
        plan={plan}
        {...(item ? { item } : {})}
        values={values}
        isSaving={begin.isPending}
        error={begin.error}
        onSave={save}
        check={lintAmended}
        save={(submit) => (
          <AmendmentSave form={words} {...{ route, submit }} isPending={begin.isPending} error={begin.error} />
        )}
      />
    </div>
  )
}

/** What cannot be changed this way, told before it is written and not only when it is refused. */
const fixedOn = {
  item: {
    zh: '可改分阶段目标、考核标准、措施、责任人和未设目标值的指标；目标、权重、责任分工和已结束的阶段不能按单个事项变更。',
    en: 'Phases to come, measures, persons and indicators without a target are changed here; goal, weight, divisions and phases that are over are not.',
  },
  persons: {
    zh: '只能改责任人、参与人、措施、标题和报送方式。',
    en: 'Only persons, measures, title and reporting mode are put right here.',
  },
}

/** A task begins on the day it is written down, in its year. */
const startOf = (year: number, today: string): string => (today.startsWith(String(year)) ? today : `${year}-01-01`)

/** As the server asks it: a day, and not one that is to come. */
const taskDaySchema = (today: string) =>
  beginAmendment.body.shape.taskOn.unwrap().superRefine((day, check) => {
    const fault = taskDayFault(day, today)
    if (fault) check.addIssue({ code: 'custom', message: inBoth(fault) })
  })

type SaveProps = {
  readonly form: ReturnType<typeof Form.useForm<AmendmentWords>>[0]
  readonly route: AmendmentRoute
  readonly initial?: AmendmentWords
  readonly isPending: boolean
  readonly error: ApiError | null
  readonly submit: () => void
  /** What another has saved meanwhile. */
  readonly elsewhere?: ReactNode
}

/** Why, and of a special task on which day and from where (Art. 24). */
export function AmendmentSave({ form, route, initial, isPending, error, submit, elsewhere }: SaveProps) {
  const text = useText()
  const citationOf = useCitation()
  const { today } = useSession()
  const { shape } = beginAmendment.body
  return (
    <Panel title={{ zh: '变更', en: 'Amendment' }}>
      <Form component={false} form={form} layout="vertical" initialValues={initial ?? {}}>
        <FormItem name="reason" label={{ zh: '变更理由', en: 'Reason' }} schema={shape.reason}>
          <Input.TextArea rows={3} lang="zh" />
        </FormItem>
        {route === 'specialTask' && (
          <>
            <FormItem name="taskOn" label={{ zh: '接到任务日期', en: 'Day of the task' }} schema={taskDaySchema(today)}>
              <DayInput max={today} />
            </FormItem>
            <FormItem name="taskSource" label={{ zh: '任务来源', en: 'Where it comes from' }} schema={shape.taskSource}>
              <Input lang="zh" />
            </FormItem>
          </>
        )}
      </Form>
      {elsewhere}
      <p className="row-of-actions">
        <ButtonFace kind="primary" article={text(citationOf(basisOfRoute[route]))} loading={isPending} onClick={submit}>
          {text({ zh: '保存变更', en: 'Save the amendment' })}
        </ButtonFace>
      </p>
      {error && <ErrorState error={error} />}
    </Panel>
  )
}
