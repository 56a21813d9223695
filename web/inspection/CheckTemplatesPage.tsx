import { Checkbox, Input } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { aspects } from '#domain/inspection/check.ts'
import {
  addCheckTemplate,
  type CheckTemplate,
  changeCheckTemplate,
  listCheckTemplates,
} from '#domain/inspection/inspection.api.ts'
import { refusalOfEndpoint } from '#domain/kernel/endpoint.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useNamed } from '#web/kernel/Filters.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import './inspection.css'

/** Check-lists that the performance office keeps: an inspection copies one and then has its own. */
export const CheckTemplatesPage = forReaders(listCheckTemplates, CheckTemplatesView)

type Asked = { readonly template?: CheckTemplate }

function CheckTemplatesView() {
  const text = useText()
  const context = useContextOfRules()
  const [asked, setAsked] = useState<Asked>()
  const templates = useRead(listCheckTemplates, {})
  const mayKeep = refusalOfEndpoint(addCheckTemplate, context) === undefined
  const columns = useColumns(mayKeep, (template) => setAsked({ template }))
  return (
    <>
      <PageHead
        title={{ zh: '检查要点模板', en: 'Check-lists' }}
        crumbs={[{ label: { zh: '检查', en: 'Inspections' }, to: '/inspections' }]}
        sentence={text({
          zh: '拟定检查时可套用；套用后的要点归该次检查，模板再改不影响。',
          en: 'To begin an inspection from: it copies the points, and a later change does not touch it.',
        })}
        actions={mayKeep && <ActionButton endpoint={addCheckTemplate} asks onClick={() => setAsked({})} />}
      />
      <Panel title={{ zh: '要点模板', en: 'Check-lists' }} flush>
        <Loaded of={templates}>
          {({ rows }) => (
            <DataTable
              name={{ zh: '要点模板', en: 'Check-lists' }}
              columns={columns}
              keyOf={({ id }) => id}
              rows={rows}
              empty={
                <EmptyState
                  why={{ zh: '还没有模板。', en: 'There are none yet.' }}
                  next={{ zh: '办绩效办可在此新增。', en: 'The performance office adds them here.' }}
                />
              }
            />
          )}
        </Loaded>
      </Panel>
      {asked && <TemplateDialog {...asked} onClose={() => setAsked(undefined)} />}
    </>
  )
}

function useColumns(mayKeep: boolean, onChange: (template: CheckTemplate) => void): Column<CheckTemplate>[] {
  const text = useText()
  const columns: Column<CheckTemplate>[] = [
    {
      key: 'name',
      title: { zh: '名称', en: 'Name' },
      onPhone: 'name',
      render: ({ name, isRetired }) => (
        <>
          <span lang="zh">{name}</span>{' '}
          {isRetired && <span className="sub">{text({ zh: '已停用', en: 'retired' })}</span>}
        </>
      ),
    },
    { key: 'aspect', title: { zh: '方面', en: 'Aspect' }, render: ({ aspect }) => text(aspects[aspect]) },
    {
      key: 'points',
      title: { zh: '检查要点', en: 'Points' },
      width: '50%',
      render: ({ points }) => <span lang="zh">{points.join('；')}</span>,
    },
  ]
  if (!mayKeep) return columns
  return [
    ...columns,
    {
      key: 'act',
      title: { zh: '操作', en: 'Action' },
      onPhone: 'action',
      render: (row) => (
        <ActionButton
          endpoint={changeCheckTemplate}
          label={{ zh: '修改', en: 'Change' }}
          kind="plain"
          asks
          onClick={() => onChange(row)}
        />
      ),
    },
  ]
}

type Values = { name: string; aspect: CheckTemplate['aspect']; points: string; isRetired?: boolean }
const linesOf = (points: string) =>
  points
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)

function TemplateDialog({ template, onClose }: Asked & { readonly onClose: () => void }) {
  const done = { zh: '已保存', en: 'Saved' }
  if (!template)
    return (
      <FormDialog<typeof addCheckTemplate, Values>
        endpoint={addCheckTemplate}
        address={{}}
        title={addCheckTemplate.summary}
        isOpen
        onClose={onClose}
        initial={{ aspect: 'reporting' }}
        bodyOf={({ name, aspect, points }) => ({ name, aspect, points: linesOf(points) })}
        done={done}
      >
        <TemplateFields />
      </FormDialog>
    )
  const { id, version, name, aspect, points, isRetired } = template
  return (
    <FormDialog<typeof changeCheckTemplate, Values>
      endpoint={changeCheckTemplate}
      address={{ id }}
      title={{ zh: `修改：${name}`, en: `Change: ${name}` }}
      isOpen
      onClose={onClose}
      initial={{ name, aspect, points: points.join('\n'), isRetired }}
      bodyOf={(values) => ({
        ...{ version, name: values.name, aspect: values.aspect, points: linesOf(values.points) },
        isRetired: values.isRetired ?? false,
      })}
      done={done}
    >
      <TemplateFields isRetirable />
    </FormDialog>
  )
}

function TemplateFields({ isRetirable = false }: { readonly isRetirable?: boolean }) {
  const text = useText()
  const named = useNamed()
  const { shape } = changeCheckTemplate.body
  return (
    <>
      <FormItem name="name" label={{ zh: '名称', en: 'Name' }} schema={shape.name}>
        <Input lang="zh" autoComplete="off" />
      </FormItem>
      <FormItem name="aspect" label={{ zh: '方面', en: 'Aspect' }} schema={shape.aspect}>
        <Select options={named(aspects)} />
      </FormItem>
      <FormItem
        name="points"
        label={{ zh: '检查要点', en: 'Points' }}
        schema={z.string().trim().min(1)}
        hint={{ zh: '每行一个要点。', en: 'One point in a line.' }}
      >
        <Input.TextArea rows={6} lang="zh" />
      </FormItem>
      {isRetirable && (
        <FormItem
          name="isRetired"
          label={{ zh: '停用', en: 'Retire' }}
          schema={shape.isRetired.optional()}
          valuePropName="checked"
        >
          <Checkbox>{text({ zh: '不再供套用', en: 'No longer offered' })}</Checkbox>
        </FormItem>
      )}
    </>
  )
}
