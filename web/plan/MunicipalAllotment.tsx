import { Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { frequencies } from '#domain/calendar/periods.ts'
import { id as idSchema, reason as reasonSchema } from '#domain/kernel/endpoint.ts'
import { listDivisions } from '#domain/organization/organization.api.ts'
import { allotIndicator, type MunicipalPlan, type MunicipalRow } from '#domain/plan/municipalPlan.api.ts'
import { isOpenRow } from '#domain/plan/municipalPlan.ts'
import { officeClasses } from '#domain/plan/municipalRow.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { Dialog } from '#web/kernel/Dialog.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { closing } from '#web/kernel/keptRefusals.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'

/** Every row of the city's table with whose it is; rows nobody has taken stand out. */
export function MunicipalAllotment({ city }: { city: MunicipalPlan }) {
  const { actor } = useSession()
  const [row, setRow] = useState<MunicipalRow>()
  const isOffice = actor.post.startsWith('performanceOffice.')
  const isWritten = isOffice && (city.isDrafting || city.rows.some(isOpenRow))
  return (
    <Panel title={{ zh: '任务分解', en: 'Allotment' }} flush>
      <DataTable
        name={{ zh: '任务分解', en: 'Allotment' }}
        columns={useColumns(city, isWritten, setRow)}
        keyOf={({ id }) => id}
        rows={city.rows}
        empty={<EmptyState why={{ zh: '没有指标。', en: 'There are no indicators.' }} />}
      />
      {row && <AllotDialog key={row.id} row={row} onClose={() => setRow(undefined)} />}
    </Panel>
  )
}

function useColumns(
  city: MunicipalPlan,
  isWritten: boolean,
  onAllot: (row: MunicipalRow) => void,
): Column<MunicipalRow>[] {
  const text = useText()
  const kind = city.officeClass
  const firstOpen = city.rows.find(isOpenRow)
  return [
    {
      key: 'name',
      title: { zh: '指标', en: 'Indicator' },
      onPhone: 'name',
      render: ({ number, name, level1, level2, ...row }) => (
        <span className="two-lines">
          <span>
            {number}　{name}
          </span>
          <span className="sub">
            {level1}　{level2}
          </span>
          <Standard {...row} />
        </span>
      ),
    },
    { key: 'unit', title: { zh: '责任单位', en: 'Collecting unit' }, render: (row) => row.collectingUnits },
    {
      key: 'frequency',
      title: { zh: '频度', en: 'Frequency' },
      render: ({ frequency }) => (frequency ? text(frequencies[frequency]) : '–'),
    },
    {
      key: 'weight',
      title: { zh: `权重（${officeClasses[kind].zh}）`, en: `Weight (${officeClasses[kind].en})` },
      isNumber: true,
      onPhone: 'value',
      render: ({ weights }) => (weights[kind] === null ? '–' : `${weights[kind]}%`),
    },
    {
      key: 'whose',
      title: { zh: '责任处、协调处', en: 'Divisions' },
      render: (row) => <Whose row={row} />,
    },
    {
      key: 'item',
      title: { zh: '事项', en: 'Item' },
      render: (row) => <ItemLink row={row} year={city.year} isWritten={city.isDrafting && isWritten} />,
    },
    ...(isWritten
      ? [
          {
            key: 'act',
            title: { zh: '办理', en: 'Act' },
            onPhone: 'bare' as const,
            render: (row: MunicipalRow) =>
              row.withdrawnOn === null && (city.isDrafting || isOpenRow(row)) ? (
                <ActionButton
                  endpoint={allotIndicator}
                  {...(row.id === firstOpen?.id ? { id: 'act-allot' } : {})}
                  label={isOpenRow(row) ? first : again}
                  onClick={() => onAllot(row)}
                />
              ) : (
                '–'
              ),
          },
        ]
      : []),
  ]
}

const first = { zh: '分解', en: 'Allot' }
const again = { zh: '改分解', en: 'Allot anew' }

/** Whose the indicator is, and what the city has done to it since. */
function Whose({ row }: { row: MunicipalRow }) {
  const text = useText()
  const format = useFormat()
  const divisions = useRead(listDivisions, {})
  const nameOf = (id: string | null) => {
    const division = divisions.data?.rows.find((one) => one.id === id)
    return division ? text(division.name) : '–'
  }
  const { withdrawnOn, notApplicableReason: reason } = row
  if (withdrawnOn) {
    const day = format.longDay(withdrawnOn)
    return text({ zh: `市里已撤销（${day}）`, en: `Withdrawn by the city (${day})` })
  }
  if (isOpenRow(row)) return <b className="cell-missing">{text({ zh: '没有分解', en: 'Not allotted' })}</b>
  return (
    <span className="two-lines">
      {reason ? (
        text({ zh: `不适用：${reason}`, en: `Not applicable: ${reason}` })
      ) : (
        <>
          <span>{nameOf(row.responsibleDivisionId)}</span>
          <span className="sub">{nameOf(row.coordinatingDivisionId)}</span>
        </>
      )}
      {row.revisedOn && (
        <span className="cell-missing">
          {text({ zh: '市里已改动，请复核', en: 'Changed by the city: look again' })}
        </span>
      )}
    </span>
  )
}

/** What the city says of how it is evaluated, where the table has it. */
function Standard({ standard, sourceDocument }: Pick<MunicipalRow, 'standard' | 'sourceDocument'>) {
  const text = useText()
  if (!standard && !sourceDocument) return null
  return (
    <details className="standard">
      <summary className="sub">{text({ zh: '评估标准', en: 'Standard' })}</summary>
      {standard && <p>{standard}</p>}
      {sourceDocument && (
        <p className="sub">{text({ zh: `依据：${sourceDocument}`, en: `Source: ${sourceDocument}` })}</p>
      )}
    </details>
  )
}

type LinkProps = { readonly row: MunicipalRow; readonly year: number; readonly isWritten: boolean }

function ItemLink({ row, year, isWritten }: LinkProps) {
  const text = useText()
  if (row.itemId) return <Link to={`/items/${row.itemId}`}>{text({ zh: '查看', en: 'See it' })}</Link>
  if (!isWritten || !row.responsibleDivisionId || row.withdrawnOn) return '–'
  return <Link to={`/plans/${year}/items/new?row=${row.id}`}>{text({ zh: '带入方案', en: 'Begin the item' })}</Link>
}

type Values = {
  kind: 'divisions' | 'notApplicable'
  responsibleDivisionId: string
  coordinatingDivisionId: string
  reason: string
}

/** The divisions there are, to choose from. */
function useDivisionOptions() {
  const text = useText()
  const divisions = useRead(listDivisions, {})
  return (divisions.data?.rows ?? [])
    .filter(({ isPresent }) => isPresent)
    .map(({ id, name }) => ({ value: id, label: text(name) }))
}

function AllotDialog({ row: now, ...props }: { row: MunicipalRow; onClose: () => void }) {
  const row = useAsOpened(now)
  const text = useText()
  const toast = useToast()
  const [form] = Form.useForm<Values>()
  const kind = Form.useWatch('kind', form) ?? (row.notApplicableReason ? 'notApplicable' : 'divisions')
  const act = useAct(
    allotIndicator,
    { id: row.id },
    {
      onDone: () => {
        toast({ zh: '已分解', en: 'Allotted' })
        props.onClose()
      },
    },
  )
  const onClose = closing(act.error, props.onClose)
  const submit = async () => {
    const values = await soundValues(form)
    if (!values) return
    const { responsibleDivisionId, coordinatingDivisionId, reason } = values
    const allotment =
      kind === 'divisions'
        ? { kind, responsibleDivisionId, coordinatingDivisionId }
        : { kind: 'notApplicable' as const, reason }
    act.mutate({ version: row.version, allotment }, { onError: (error) => showFaults(form, error) })
  }
  const choice = <Select options={useDivisionOptions()} showSearch={{ optionFilterProp: 'label' }} />
  return (
    <Dialog
      title={{ zh: `分解指标${row.number}“${row.name}”`, en: `Allot indicator ${row.number}, “${row.name}”` }}
      isOpen
      onClose={onClose}
      footer={
        <>
          <ButtonFace kind="normal" onClick={onClose}>
            {text({ zh: '取消', en: 'Cancel' })}
          </ButtonFace>
          <ActionButton
            endpoint={allotIndicator}
            label={first}
            kind="primary"
            loading={act.isPending}
            onClick={() => void submit()}
          />
        </>
      }
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          kind,
          responsibleDivisionId: row.responsibleDivisionId ?? undefined,
          coordinatingDivisionId: row.coordinatingDivisionId ?? undefined,
          reason: row.notApplicableReason ?? '',
        }}
      >
        <Form.Item name="kind" label={text({ zh: '本指标', en: 'This indicator' })}>
          <Radio.Group
            options={[
              { value: 'divisions', label: text({ zh: '由我办承担', en: 'is the office’s' }) },
              { value: 'notApplicable', label: text({ zh: '不适用于我办', en: 'does not apply to the office' }) },
            ]}
          />
        </Form.Item>
        {kind === 'divisions' ? (
          <>
            <FormItem
              name="responsibleDivisionId"
              label={{ zh: '责任处', en: 'Responsible division' }}
              schema={idSchema}
            >
              {choice}
            </FormItem>
            <FormItem
              name="coordinatingDivisionId"
              label={{ zh: '协调处', en: 'Coordinating division' }}
              schema={idSchema}
            >
              {choice}
            </FormItem>
          </>
        ) : (
          <FormItem name="reason" label={{ zh: '不适用的理由', en: 'Why it does not apply' }} schema={reasonSchema}>
            <Input.TextArea rows={2} />
          </FormItem>
        )}
      </Form>
      {act.error && <ErrorState error={act.error} />}
    </Dialog>
  )
}
