import { Form, Input } from 'antd'
import { z } from 'zod'
import { aspects } from '#domain/inspection/check.ts'
import {
  changeInspection,
  type Inspection,
  listCheckTemplates,
  planInspection,
} from '#domain/inspection/inspection.api.ts'
import { type InspectionKind, inspectionKinds } from '#domain/inspection/inspection.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { useNamed } from '#web/kernel/Filters.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'
import { useRead } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'

type Values = {
  kind?: InspectionKind
  aspect: Inspection['aspect']
  title: string
  scope?: string
  startsOn: string
  divisionIds?: string[]
  points?: string
  requestDocument?: string
  requestOn?: string
}

const bodyOf = ({
  kind: _,
  scope = '',
  divisionIds = [],
  points = '',
  requestDocument,
  requestOn,
  ...rest
}: Values) => ({
  ...{ ...rest, scope, divisionIds, requestDocument: requestDocument || null, requestOn: requestOn || null },
  points: points
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean),
})

type NewProps = { readonly onClose: () => void; readonly onDone: (inspection: Inspection) => void }

/** Plans an inspection: what is missing is added before it is notified or begun. */
export function PlanDialog({ onClose, onDone }: NewProps) {
  return (
    <FormDialog<typeof planInspection, Values>
      endpoint={planInspection}
      address={{}}
      title={planInspection.summary}
      isOpen
      onClose={onClose}
      initial={{ kind: 'special', aspect: 'reporting' }}
      bodyOf={(values) => ({ kind: values.kind ?? 'special', ...bodyOf(values) })}
      done={{ zh: '已拟定', en: 'Planned' }}
      onDone={onDone}
    >
      <Fields isNew />
    </FormDialog>
  )
}

/** Changes the plan until the divisions are notified. */
export function ChangePlanDialog({
  inspection,
  onClose,
}: {
  readonly inspection: Inspection
  readonly onClose: () => void
}) {
  const { id, version, kind, aspect, title, scope, startsOn, divisions, points, request } = inspection
  return (
    <FormDialog<typeof changeInspection, Values>
      endpoint={changeInspection}
      address={{ id }}
      title={{ zh: `修改：${title}`, en: `Change: ${title}` }}
      isOpen
      onClose={onClose}
      initial={{
        ...{ kind, aspect, title, scope, startsOn, divisionIds: divisions.map((one) => one.id) },
        points: points.map(({ words }) => words).join('\n'),
        ...(request ? { requestDocument: request.document, requestOn: request.on } : {}),
      }}
      bodyOf={(values) => ({ version, ...bodyOf(values) })}
      done={{ zh: '已保存', en: 'Saved' }}
    >
      <Fields kind={kind} />
    </FormDialog>
  )
}

function Fields({ isNew = false, kind }: { readonly isNew?: boolean; readonly kind?: InspectionKind }) {
  const named = useNamed()
  const { shape } = planInspection.body
  const chosen = Form.useWatch<InspectionKind | undefined>('kind') ?? kind
  return (
    <>
      {isNew && (
        <FormItem name="kind" label={{ zh: '种类', en: 'Kind' }} schema={shape.kind}>
          <Select options={named(inspectionKinds)} />
        </FormItem>
      )}
      <FormItem name="aspect" label={{ zh: '方面', en: 'Aspect' }} schema={shape.aspect}>
        <Select options={named(aspects)} />
      </FormItem>
      <FormItem name="title" label={{ zh: '名称', en: 'Title' }} schema={shape.title}>
        <Input lang="zh" autoComplete="off" />
      </FormItem>
      <FormItem name="startsOn" label={{ zh: '检查日', en: 'Day' }} schema={shape.startsOn}>
        <DayInput />
      </FormItem>
      <FormItem
        name="divisionIds"
        label={{ zh: '被检查处', en: 'Divisions' }}
        schema={shape.divisionIds.optional()}
        hint={{
          zh: '办绩效办所在处须单独检查，由领导小组副组长判定。',
          en: 'The division that houses the performance office is checked alone; a deputy judges.',
        }}
      >
        <Select mode="multiple" optionFilterProp="label" options={useDivisionOptions()} />
      </FormItem>
      <FormItem name="scope" label={{ zh: '检查范围', en: 'Scope' }} schema={shape.scope.optional()}>
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
      <Points />
      {chosen === 'special' && (
        <>
          <FormItem
            name="requestDocument"
            label={{ zh: '依据市里来文', en: 'Document of the city' }}
            schema={z.string().trim().max(200).optional()}
            hint={{ zh: '自行组织的不填。', en: 'Empty where it is our own.' }}
          >
            <Input lang="zh" autoComplete="off" />
          </FormItem>
          <FormItem
            name="requestOn"
            label={{ zh: '来文日期', en: 'Day of the document' }}
            schema={z.string().optional()}
          >
            <DayInput />
          </FormItem>
        </>
      )}
    </>
  )
}

/** The check-list, one point in a line; a kept list is put in and then belongs to this inspection. */
function Points() {
  const text = useText()
  const form = Form.useFormInstance()
  const templates = useRead(listCheckTemplates, {})
  const inUse = (templates.data?.rows ?? []).filter(({ isRetired }) => !isRetired)
  const label = { zh: '套用要点模板', en: 'Take over a check-list' }
  return (
    <>
      {inUse.length > 0 && (
        <Form.Item label={text(label)}>
          <Select
            aria-label={text(label)}
            value={null}
            options={inUse.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id: string | null) => {
              const points = inUse.find((one) => one.id === id)?.points ?? []
              form.setFieldValue('points', points.join('\n'))
            }}
          />
        </Form.Item>
      )}
      <FormItem
        name="points"
        label={{ zh: '检查要点', en: 'Check-list' }}
        schema={z.string().optional()}
        hint={{ zh: '每行一个要点。', en: 'One point in a line.' }}
      >
        <Input.TextArea rows={5} lang="zh" />
      </FormItem>
    </>
  )
}
