import { useState } from 'react'
import {
  type CatalogueYear,
  matchIndicators,
  proposeFromCity,
  startCatalogueYear,
  takeFromCity,
} from '#domain/catalogue/catalogue.api.ts'
import { catalogueKeeper, levels } from '#domain/catalogue/catalogue.ts'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import type { Address, Body } from '#web/kernel/api.ts'
import { DataTable } from '#web/kernel/DataTable.tsx'
import { Dialog } from '#web/kernel/Dialog.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

/** What the year's catalogue can be made from, for whoever keeps it; nothing where there is nothing to do. */
export function CatalogueMaking({ catalogue }: { catalogue: CatalogueYear }) {
  const context = useContextOfRules()
  const { year, isOpened, counts, earlier, city, unmatched } = catalogue
  const isEmpty = counts.headings + counts.indicators + counts.withdrawn === 0
  const mayStart = isOpened && isEmpty && earlier !== null
  const missing = city?.missing ?? 0
  if (refusalOfRules([catalogueKeeper], 'catalogue.keep', undefined, context)) return null
  if (!mayStart && missing === 0 && unmatched === 0) return null
  return (
    <Panel title={{ zh: '可以办理', en: 'To be done' }}>
      <ul className="catalogue-making">
        {mayStart && (
          <Line
            endpoint={startCatalogueYear}
            address={{ year }}
            body={{}}
            words={{
              zh: `沿用${earlier}年度目录，目标值和基期值留空待填。`,
              en: `Start from the catalogue of ${earlier}; target and base values stay empty.`,
            }}
            done={{ zh: '已沿用上年目录', en: 'Started from the year before' }}
          />
        )}
        {missing > 0 && <FromCity year={year} missing={missing} />}
        {unmatched > 0 && (
          <Line
            endpoint={matchIndicators}
            address={{ year }}
            body={{}}
            words={{
              zh: `年度方案中有${unmatched}项指标与目录名称、单位相同，可以对应。`,
              en: `Indicators of the yearly plan with the name and unit of one of the catalogue: ${unmatched}.`,
            }}
            done={{ zh: '已对应', en: 'Matched' }}
          />
        )}
      </ul>
    </Panel>
  )
}

type LineProps<E extends Endpoint> = {
  readonly endpoint: E
  readonly address: Address<E>
  readonly body: Body<E>
  readonly words: Text
  readonly done: Text
}

/** One act and what it does. */
function Line<E extends Endpoint>({ endpoint, address, body, words, done }: LineProps<E>) {
  const text = useText()
  const toast = useToast()
  const act = useAct(endpoint, address, { onDone: () => toast(done) })
  return (
    <li>
      <span>{text(words)}</span>
      <ActionButton endpoint={endpoint} kind="normal" loading={act.isPending} onClick={() => act.mutate(body)} />
      {act.error && <ErrorState error={act.error} />}
    </li>
  )
}

function FromCity({ year, missing }: { year: number; missing: number }) {
  const text = useText()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <li>
      <span>
        {text({
          zh: `市级指标中有${missing}项目录里没有，可以纳入。`,
          en: `Indicators of the city's table that the catalogue does not have: ${missing}.`,
        })}
      </span>
      <ActionButton endpoint={takeFromCity} kind="normal" asks onClick={() => setIsOpen(true)} />
      {isOpen && <Proposal year={year} onClose={() => setIsOpen(false)} />}
    </li>
  )
}

/** What would be taken over, row by row, before it is. */
function Proposal({ year, onClose }: { year: number; onClose: () => void }) {
  const text = useText()
  const toast = useToast()
  const proposed = useRead(proposeFromCity, { year }, { isFresh: true })
  const take = useAct(
    takeFromCity,
    { year },
    {
      onDone: () => {
        toast({ zh: '已纳入目录', en: 'Taken over' })
        onClose()
      },
    },
  )
  const cityVersion = proposed.data?.cityVersion ?? null
  return (
    <Dialog
      isOpen
      title={{ zh: `${year}年度市级指标纳入目录`, en: `The city's indicators of ${year} into the catalogue` }}
      onClose={onClose}
      footer={
        <ActionButton
          endpoint={takeFromCity}
          loading={take.isPending}
          onClick={() => cityVersion !== null && take.mutate({ cityVersion })}
        />
      }
    >
      <Loaded of={proposed}>
        {({ rows }) => (
          <DataTable
            name={{ zh: '拟纳入的指标', en: 'Proposed indicators' }}
            rows={rows.map((row, at) => ({ ...row, at }))}
            keyOf={({ at }) => String(at)}
            classOf={({ level }) => `catalogue-level-${level}`}
            columns={[
              { key: 'number', title: { zh: '编号', en: 'Number' }, render: ({ number }) => number, onPhone: 'bare' },
              {
                key: 'name',
                title: { zh: '名称', en: 'Name' },
                onPhone: 'name',
                render: ({ name }) => <span className="catalogue-name">{name}</span>,
              },
              { key: 'level', title: { zh: '级别', en: 'Level' }, render: ({ level }) => text(levels[level]) },
              {
                key: 'known',
                title: { zh: '来源', en: 'Origin' },
                render: ({ isKnown }) =>
                  text(isKnown ? { zh: '往年已有', en: 'Of an earlier year' } : { zh: '新增', en: 'New' }),
              },
            ]}
            empty={<EmptyState why={{ zh: '没有可以纳入的指标。', en: 'Nothing to take over.' }} />}
          />
        )}
      </Loaded>
      {take.error && <ErrorState error={take.error} />}
    </Dialog>
  )
}
