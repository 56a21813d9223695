import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { frequencies, frequencyKinds, periodsOf, periodText } from '#domain/calendar/periods.ts'
import { askDueException, type DueException, listDueExceptions } from '#domain/collection/dueException.api.ts'
import { exceptionStateNames, exceptionStates } from '#domain/collection/dueException.ts'
import { divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { AskExceptionDialog } from './AskExceptionDialog.tsx'

/** A year's later due days; a division asks here for all its data of a period at once. */
export const DueExceptionsPage = forReaders(listDueExceptions, DueExceptionsView)

function DueExceptionsView() {
  const text = useText()
  const session = useSession()
  const [query, setQuery] = useSearchParams()
  const [period, setPeriod] = useState<string>()
  const { actor } = session
  const year = Number(query.get('year') ?? session.year?.year ?? session.today.slice(0, 4))
  const state = exceptionStateNames.find((name) => name === query.get('state'))
  const pages = usePages(listDueExceptions, { year, ...(state ? { state } : {}) })
  const mayAsk = isOneOf(actor.post, divisionPosts) && actor.divisionId !== null
  return (
    <>
      <PageHead
        title={{ zh: `${year}年度期限延长`, en: `Later due days of ${year}` }}
        crumbs={[{ label: { zh: '预警和牌', en: 'Warnings and cards' }, to: `/cards?year=${year}` }]}
        sentence={text({
          zh: '延期须有理由，由办绩效办审核；过了延长的期限，仍按规定亮牌。一项数据的延期在该项数据页申请。',
          en: 'A later day needs its reason and is decided by the performance office; once it is over, cards fire as ever. For one figure ask on its own page.',
        })}
      />
      <Panel title={{ zh: '期限延长', en: 'Later due days' }} flush>
        <div className="filters panel-body">
          <Select
            allowClear
            aria-label={text({ zh: '状态', en: 'State' })}
            placeholder={text({ zh: '状态', en: 'State' })}
            popupMatchSelectWidth={false}
            value={state}
            options={exceptionStateNames.map((value) => ({ value, label: text(exceptionStates[value]) }))}
            onChange={(value: string | undefined) =>
              setQuery(value ? { year: String(year), state: value } : { year: String(year) }, { replace: true })
            }
          />
          {mayAsk && <PeriodChoice year={year} onChoose={setPeriod} />}
        </div>
        <DataTable
          name={{ zh: '期限延长', en: 'Later due days' }}
          columns={useColumns()}
          keyOf={({ id }) => id}
          pages={pages}
          empty={<EmptyState why={{ zh: '没有期限延长的申请。', en: 'No later due day was asked for.' }} />}
        />
      </Panel>
      {period && actor.divisionId && (
        <AskExceptionDialog
          of={{ divisionId: actor.divisionId, period }}
          subject={{
            zh: `本处${periodText(period).zh}全部数据`,
            en: `all data of the division, ${periodText(period).en}`,
          }}
          internalDueOn={null}
          externalDueOn={null}
          onClose={() => setPeriod(undefined)}
        />
      )}
    </>
  )
}

/** For which period a division asks. */
function PeriodChoice({ year, onChoose }: { year: number; onChoose: (period: string) => void }) {
  const text = useText()
  const [chosen, setChosen] = useState<string>()
  return (
    <>
      <Select<string>
        aria-label={text({ zh: '本处数据的期间', en: 'Period of our data' })}
        placeholder={text({ zh: '本处数据的期间', en: 'Period of our data' })}
        popupMatchSelectWidth={false}
        {...(chosen ? { value: chosen } : {})}
        onChange={setChosen}
        options={frequencyKinds.map((frequency) => ({
          label: text(frequencies[frequency]),
          options: periodsOf(year, frequency).map((value) => ({ value, label: text(periodText(value)) })),
        }))}
      />
      {chosen && <ActionButton endpoint={askDueException} asks onClick={() => onChoose(chosen)} />}
    </>
  )
}

function useColumns(): Column<DueException>[] {
  const text = useText()
  const format = useFormat()
  return [
    {
      key: 'of',
      title: { zh: '数据', en: 'Data' },
      onPhone: 'name',
      render: ({ id, duty, period, responsibleDivision }) => (
        <Link to={`/due-exceptions/${id}`}>
          {duty?.indicator ?? text(responsibleDivision.name)}
          {text({ zh: '，', en: ', ' })}
          {text(periodText(period))}
        </Link>
      ),
    },
    {
      key: 'until',
      title: { zh: '延至', en: 'Until' },
      render: ({ internalOn, externalOn }) =>
        [
          internalOn && text({ zh: `内部${format.longDay(internalOn)}`, en: `internal ${format.longDay(internalOn)}` }),
          externalOn && text({ zh: `对外${format.longDay(externalOn)}`, en: `external ${format.longDay(externalOn)}` }),
        ]
          .filter(Boolean)
          .join(text({ zh: '，', en: ', ' })),
    },
    { key: 'reason', title: { zh: '理由', en: 'Reason' }, width: '30%', render: ({ reason }) => reason },
    {
      key: 'asked',
      title: { zh: '申请', en: 'Asked by' },
      render: ({ asked, askedDivision }) => `${text(askedDivision.name)} ${format.longDay(asked.on)}`,
    },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'value',
      render: ({ state }) => text(exceptionStates[state]),
    },
  ]
}
