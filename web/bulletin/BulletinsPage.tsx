import { Form, type SelectProps } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { type BulletinRow, beginBulletin, listBulletins } from '#domain/bulletin/bulletin.api.ts'
import { bulletinName, proposedCutOff } from '#domain/bulletin/bulletin.ts'
import { firstDayOf, isPeriod, periodOf, periodsOf, periodText, previousPeriod } from '#domain/calendar/periods.ts'
import { documentStates } from '#domain/document/documentState.ts'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { stageOfBulletin } from './stageOfBulletin.ts'

/** The bulletins that this post sees, the latest period first. */
export const BulletinsPage = forReaders(listBulletins, BulletinsView)

function BulletinsView() {
  const text = useText()
  const { actor } = useSession()
  const [query] = useSearchParams()
  const [isAsking, setIsAsking] = useState(false)
  const pages = usePages(listBulletins, {})
  return (
    <>
      <PageHead
        title={bulletinName}
        sentence={text({
          zh: '按期向全办或有关处通报绩效情况；每个数字都可以查到来源。',
          en: 'What the office and its divisions are told, period by period; every figure leads to its source.',
        })}
        actions={
          isOneOf(actor.post, performanceOffice) && (
            <ActionButton id="act-begin" endpoint={beginBulletin} asks onClick={() => setIsAsking(true)} />
          )
        }
      />
      <Panel title={bulletinName} flush>
        <DataTable
          name={bulletinName}
          columns={useColumns()}
          keyOf={({ id }) => id}
          pages={pages}
          empty={<EmptyState why={{ zh: '还没有通报。', en: 'There is no bulletin yet.' }} />}
        />
      </Panel>
      {isAsking && <Begin period={query.get('period')} onClose={() => setIsAsking(false)} />}
    </>
  )
}

type Values = { period: string; cutOffOn: string }

function Begin({ period, onClose }: { readonly period: string | null; readonly onClose: () => void }) {
  const text = useText()
  const navigate = useNavigate()
  const { today } = useSession()
  const { shape } = beginBulletin.body
  const last = previousPeriod(periodOf(today, 'month'))
  const asked = period && isPeriod(period) ? period : last
  const years = [Number(today.slice(0, 4)), Number(today.slice(0, 4)) - 1]
  const options = years
    .flatMap((year) => [...periodsOf(year, 'month'), ...periodsOf(year, 'quarter')])
    .filter((value) => firstDayOf(value) <= today)
    .map((value) => ({ value, label: text(periodText(value)) }))
  return (
    <FormDialog<typeof beginBulletin, Values>
      endpoint={beginBulletin}
      address={{}}
      title={beginBulletin.summary}
      isOpen
      onClose={onClose}
      initial={{ period: asked, cutOffOn: proposedCutOff(asked, today) }}
      bodyOf={(values) => values}
      done={{ zh: '已按现有数字拟出初稿', en: 'Drafted with the figures of the moment' }}
      onDone={({ id }) => void navigate(`/bulletins/${id}`)}
    >
      <FormItem name="period" label={{ zh: '统计期', en: 'Period' }} schema={shape.period}>
        <PeriodSelect options={options} />
      </FormItem>
      <FormItem
        name="cutOffOn"
        label={{ zh: '统计截止日', en: 'Closing day' }}
        schema={shape.cutOffOn}
        hint={{ zh: '数字按这一天结束时的情况统计。', en: 'Figures are counted as they stood at the end of this day.' }}
      >
        <DayInput />
      </FormItem>
    </FormDialog>
  )
}

/** The closing day goes along with the period that is chosen. */
function PeriodSelect(props: SelectProps<string>) {
  const form = Form.useFormInstance<Values>()
  const { today } = useSession()
  return (
    <Select<string>
      {...props}
      onChange={(period, option) => {
        props.onChange?.(period, option)
        form.setFieldValue('cutOffOn', proposedCutOff(period, today))
      }}
    />
  )
}

function useColumns(): Column<BulletinRow>[] {
  const text = useText()
  const format = useFormat()
  return [
    {
      ...{ key: 'title', title: { zh: '标题', en: 'Title' }, width: '36%', onPhone: 'name' },
      render: ({ id, title }) => (
        <Link to={`/bulletins/${id}`} lang="zh">
          {title}
        </Link>
      ),
    },
    { key: 'period', title: { zh: '统计期', en: 'Period' }, render: ({ period }) => text(periodText(period)) },
    {
      ...{ key: 'state', title: { zh: '状态', en: 'State' }, onPhone: 'bare' },
      render: ({ state }) => <StageTag stage={stageOfBulletin[state]} label={documentStates[state]} />,
    },
    {
      key: 'number',
      title: { zh: '文号', en: 'Number' },
      render: ({ number }) => number && <span lang="zh">{number}</span>,
    },
    { key: 'datedOn', title: { zh: '印发', en: 'Issued' }, render: ({ datedOn }) => datedOn && format.day(datedOn) },
    {
      ...{ key: 'correction', title: { zh: '更正', en: 'Correction' } },
      render: ({ isCorrection, correctedBy }) =>
        correctedBy.length > 0
          ? correctedBy.map(({ id, number }) => (
              <Link key={id} to={`/bulletins/${id}`}>
                {text({ zh: `已由${number}更正`, en: `corrected by ${number}` })}
              </Link>
            ))
          : isCorrection && text({ zh: '更正通报', en: 'a correction' }),
    },
  ]
}
