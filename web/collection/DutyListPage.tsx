import { Link, useSearchParams } from 'react-router'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import { type DutyRow, downloadDuties, listDuties } from '#domain/collection/duty.api.ts'
import { stageNames, stages } from '#domain/collection/duty.ts'
import { counted, countedBy, countedKinds, dueKinds } from '#domain/collection/dutyFilters.ts'
import { dataStateKinds, dataStateNames, dataStates } from '#domain/collection/dutyStates.ts'
import { stageSentences, stateSentences } from '#domain/collection/stateSentences.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import { addressOf } from '#web/kernel/api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useDisplay } from '#web/kernel/display.tsx'
import { formatLongDay, formatMonth, useFormat } from '#web/kernel/format.ts'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages } from '#web/kernel/queries.ts'
import { CardTag, DataStateTag, StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { dueNames } from './CalendarList.tsx'
import { figure } from './figures.ts'
import { PrintButton } from './viewParts.tsx'
import './entry.css'

/** The duties that a number on another page counts: exactly those, by their due days. */
export const DutyListPage = forReaders(listDuties, DutyListView)

function DutyListView() {
  const text = useText()
  const { year: present, today, pack } = useSession()
  const [search] = useSearchParams()
  const asked = askedOf(search, present?.year ?? Number(today.slice(0, 4)))
  const pages = usePages(listDuties, asked)
  const columns = useColumns()
  const [first] = pages.rows ?? []
  const sentences = sentencesOf(asked)
  const dimension = asked.dimension && pack.dimensions[asked.dimension]
  return (
    <>
      <PageHead
        title={{ zh: '数据清单', en: 'List of data' }}
        crumbs={[{ label: { zh: '指标数据', en: 'Indicator data' }, to: '/duties' }]}
        sentence={text(joinTexts([...(dimension ? [dimension] : []), ...namesOf(asked, first)], '，', ', '))}
        actions={
          <>
            <a className="button normal" href={addressOf(downloadDuties, asked)} download>
              {text({ zh: '导出.xlsx', en: 'Export .xlsx' })}
            </a>
            <PrintButton />
          </>
        }
      />
      {sentences.length > 0 && <p className="mid">{sentences.map(text).join('')}</p>}
      <Panel title={{ zh: '数据', en: 'Data' }} flush>
        <DataTable
          name={{ zh: '数据清单', en: 'List of data' }}
          columns={columns}
          pages={pages}
          keyOf={({ id }) => id}
          empty={
            <EmptyState
              why={{ zh: '没有符合条件的数据。', en: 'No data match.' }}
              next={{ zh: '可能刚刚有人办理过，请返回上一页刷新。', en: 'Somebody may just have dealt with them.' }}
            />
          }
        />
      </Panel>
    </>
  )
}

const oneOf = <Kind extends string>(kinds: readonly Kind[], value: string | null): Kind | undefined =>
  kinds.find((kind) => kind === value)

/** What the address asks for; what is withdrawn is listed only where it is asked for by name. */
function askedOf(search: URLSearchParams, presentYear: number) {
  const of = (name: string) => search.get(name) ?? undefined
  const stage = oneOf(stageNames, search.get('stage'))
  const year = of('year') ?? (of('dueOn') || of('askedIn') ? undefined : String(presentYear))
  const given = {
    ...{
      year: year === undefined ? undefined : Number(year),
      period: of('period'),
      divisionId: of('divisionId'),
      stage,
    },
    ...{ dataState: oneOf(dataStateKinds, search.get('dataState')), dueOn: of('dueOn') },
    ...{ due: oneOf(dueKinds, search.get('due')), askedIn: of('askedIn') },
    counted: oneOf(countedKinds, search.get('counted')),
    ...{ dimension: of('dimension'), missedFrom: of('missedFrom') },
    owed: search.get('owed') === 'yes' ? ('yes' as const) : undefined,
    withdrawn: stage === 'withdrawn' ? ('included' as const) : ('excluded' as const),
  }
  type Given = { [Name in keyof typeof given]?: NonNullable<(typeof given)[Name]> }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Given
}
type Asked = ReturnType<typeof askedOf>

/** What is listed, in words; the division's name is on its rows. */
function namesOf(asked: Asked, row: DutyRow | undefined): Text[] {
  const { year, divisionId, period, stage, dataState, dueOn, due, askedIn, counted: kind, owed, missedFrom } = asked
  const words: Text[] = []
  if (divisionId && row) words.push(row.responsibleDivision)
  if (period) words.push(shortPeriodText(period))
  else if (year) words.push({ zh: `${year}年度`, en: String(year) })
  if (dueOn) {
    const name = dueNames[due ?? 'external']
    words.push({
      zh: `${name.zh}${formatLongDay(dueOn, 'zh')}`,
      en: `${name.en.toLowerCase()} due day ${formatLongDay(dueOn, 'en')}`,
    })
  }
  if (askedIn)
    words.push({ zh: `${formatMonth(askedIn, 'zh')}开放填报`, en: `opened for entry in ${formatMonth(askedIn, 'en')}` })
  if (kind) words.push(counted[kind])
  if (owed) words.push({ zh: '尚未报送', en: 'not reported yet' })
  if (missedFrom)
    words.push({
      zh: `${formatLongDay(missedFrom, 'zh')}起到期的`,
      en: `due from ${formatLongDay(missedFrom, 'en')}`,
    })
  if (stage) words.push(stages[stage])
  if (dataState) words.push(dataStateNames[dataState])
  return words
}

const sentencesOf = ({ stage, dataState, counted: kind }: Asked): Text[] => [
  ...(kind ? [countedBy[kind]] : []),
  ...(stage ? [stageSentences[stage]] : []),
  ...(dataState ? [stateSentences[dataState]] : []),
]

function useColumns(): readonly Column<DutyRow>[] {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const { isNarrow } = useDisplay()
  return [
    {
      key: 'indicator',
      title: { zh: '指标', en: 'Indicator' },
      onPhone: 'name',
      render: ({ id, indicator }) => <Link to={`/duties/${id}`}>{indicator.name}</Link>,
    },
    { key: 'period', title: { zh: '期间', en: 'Period' }, render: ({ period }) => text(shortPeriodText(period)) },
    { key: 'division', title: { zh: '责任处', en: 'Division' }, render: (row) => text(row.responsibleDivision) },
    {
      key: 'value',
      title: { zh: '数值', en: 'Value' },
      isNumber: true,
      onPhone: 'value',
      render: ({ value, indicator }) => (
        <>
          {value === null ? '—' : figure(value, indicator)}
          {value !== null && isNarrow && indicator.unit !== '%' && <span className="sub"> {indicator.unit}</span>}
        </>
      ),
    },
    {
      key: 'unit',
      title: { zh: '单位', en: 'Unit' },
      onPhone: 'none',
      render: ({ value, indicator }) => value !== null && indicator.unit !== '%' && indicator.unit,
    },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'bare',
      render: (row) => (
        <span className="tags">
          <StageTag stage={row.stage} label={stages[row.stage]} />
          {dataStates(row, today).map((state) => (
            <DataStateTag key={state} state={state} />
          ))}
          {row.card && <CardTag card={row.card.step} isSettled={row.card.settledOn !== null} />}
        </span>
      ),
    },
    {
      key: 'internal',
      title: { zh: '内部期限', en: 'Internal due day' },
      render: ({ internalDueOn }) => (internalDueOn ? format.tableDay(internalDueOn) : '—'),
    },
    {
      key: 'external',
      title: { zh: '对外期限', en: 'External due day' },
      render: ({ externalDueOn }) => (externalDueOn ? format.tableDay(externalDueOn) : '—'),
    },
  ]
}
