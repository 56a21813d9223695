import { Input, Select } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { type Frequency, frequencies } from '#domain/calendar/periods.ts'
import {
  listTemplateChoices,
  listTemplates,
  makeTemplate,
  type TemplateRow,
} from '#domain/collection/unitTemplate.api.ts'
import { divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import type { StoredFile } from '#domain/kernel/file.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages, useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { FileField } from './FileField.tsx'

/** The collecting units' own forms: one for each unit and frequency, with what is in force and what is drawn up. */
export function TemplatesPage() {
  const text = useText()
  const { actor } = useSession()
  const [isMaking, setIsMaking] = useState(false)
  const pages = usePages(listTemplates, {})
  return (
    <>
      <PageHead
        title={{ zh: '采集单位模板', en: "The collecting units' forms" }}
        crumbs={[{ label: { zh: '汇总报送', en: 'Reports' }, to: '/reports' }]}
        sentence={text({
          zh: '采集责任单位要求按其表格报送的，上传原表并指定各单元格填什么；汇总报送签字时自动填好，格式、公式不变。',
          en: 'Where a unit wants its own form filled in: upload it and say what goes into which cell. It is filled when a report is signed, its formats and formulas untouched.',
        })}
        actions={
          isOneOf(actor.post, divisionPosts) && (
            <ActionButton endpoint={makeTemplate} asks onClick={() => setIsMaking(true)} />
          )
        }
      />
      <Panel title={{ zh: '模板', en: 'Forms' }} flush>
        <DataTable
          name={{ zh: '采集单位模板', en: "The collecting units' forms" }}
          columns={useColumns()}
          pages={pages}
          keyOf={({ id }) => id}
          empty={
            <EmptyState
              why={{ zh: '还没有采集单位模板。', en: 'There is no form yet.' }}
              next={{
                zh: '没有模板的单位，按系统生成的数据表报送。',
                en: 'A unit without one is sent the table that the system makes.',
              }}
            />
          }
        />
      </Panel>
      {isMaking && <MakeDialog onClose={() => setIsMaking(false)} />}
    </>
  )
}

function useColumns(): readonly Column<TemplateRow>[] {
  const text = useText()
  const format = useFormat()
  return [
    {
      key: 'name',
      title: { zh: '模板', en: 'Form' },
      onPhone: 'name',
      render: ({ id, name }) => <Link to={`/unit-templates/${id}`}>{name}</Link>,
    },
    {
      key: 'unit',
      title: { zh: '采集责任单位', en: 'Collecting unit' },
      render: (row) => text(row.collectingUnit.name),
    },
    { key: 'frequency', title: { zh: '频度', en: 'Frequency' }, render: (row) => text(frequencies[row.frequency]) },
    {
      key: 'division',
      title: { zh: '协调处', en: 'Coordinating division' },
      onPhone: 'none',
      render: (row) => text(row.coordinatingDivision.name),
    },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'value',
      render: ({ inForceFrom, draftNumber }) =>
        [
          inForceFrom &&
            text({ zh: `自${format.longDay(inForceFrom)}起适用`, en: `in force from ${format.longDay(inForceFrom)}` }),
          draftNumber !== null && text({ zh: `第${draftNumber}版编制中`, en: `version ${draftNumber} is drawn up` }),
        ]
          .filter(Boolean)
          .join(text({ zh: '；', en: '; ' })) || text({ zh: '已停用', en: 'Withdrawn' }),
    },
  ]
}

type Values = { of: string; name: string; effectiveFrom: string; fileId: string }

function MakeDialog({ onClose }: { onClose: () => void }) {
  const text = useText()
  const navigate = useNavigate()
  const { today } = useSession()
  const choices = useRead(listTemplateChoices, {})
  const [file, setFile] = useState<StoredFile>()
  const rows = choices.data?.rows ?? []
  const { shape } = makeTemplate.body
  return (
    <FormDialog<typeof makeTemplate, Values>
      endpoint={makeTemplate}
      address={{}}
      title={{ zh: '建立采集单位模板', en: 'Make a form of a collecting unit' }}
      isOpen
      onClose={onClose}
      initial={{ effectiveFrom: today, name: '' }}
      bodyOf={({ of, name, effectiveFrom, fileId }) => {
        const [collectingUnitId = '', frequency] = of.split(' ')
        return { collectingUnitId, frequency: frequency as Frequency, name, effectiveFrom, fileId }
      }}
      done={{ zh: '已建立模板', en: 'Form made' }}
      onDone={({ id }) => void navigate(`/unit-templates/${id}`)}
    >
      <FormItem name="of" label={{ zh: '采集责任单位、频度', en: 'Collecting unit and frequency' }} schema={shape.name}>
        <Select
          options={rows.map(({ collectingUnit, frequency }) => ({
            value: `${collectingUnit.id} ${frequency}`,
            label: text({
              zh: `${collectingUnit.name.zh}（${frequencies[frequency].zh}）`,
              en: `${collectingUnit.name.en} (${frequencies[frequency].en})`,
            }),
          }))}
        />
      </FormItem>
      <FormItem name="name" label={{ zh: '模板名称', en: 'Name of the form' }} schema={shape.name}>
        <Input />
      </FormItem>
      <FormItem
        name="effectiveFrom"
        label={{ zh: '适用起始日', en: 'Holds from' }}
        schema={shape.effectiveFrom}
        hint={{ zh: '在这一天或者之后结束的报告期用这个版本。', en: 'Periods that end on this day or later take it.' }}
      >
        <DayInput />
      </FormItem>
      <FormItem
        name="fileId"
        label={{ zh: '单位的表格（.xlsx）', en: "The unit's workbook (.xlsx)" }}
        schema={shape.fileId}
      >
        <FileField file={file} onFile={setFile} />
      </FormItem>
    </FormDialog>
  )
}
