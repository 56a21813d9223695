import { useState } from 'react'
import { useSearchParams } from 'react-router'
import {
  type CatalogueYear,
  createCatalogueEntry,
  exportCatalogue,
  listCatalogue,
  readCatalogueYear,
} from '#domain/catalogue/catalogue.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { DataTable } from '#web/kernel/DataTable.tsx'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages, useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { CatalogueFilters, filterNames } from './CatalogueFilters.tsx'
import { CatalogueMaking } from './CatalogueMaking.tsx'
import { useCatalogueColumns } from './catalogueColumns.tsx'
import { EntryForm } from './EntryForm.tsx'
import './catalogue.css'

/** The indicators of a year in their tree, narrowed by what stands in the address. */
export const CataloguePage = forReaders(readCatalogueYear, CatalogueView)

function CatalogueView() {
  const session = useSession()
  const [query] = useSearchParams()
  const year = Number(query.get('year') ?? session.year?.year ?? session.today.slice(0, 4))
  const read = useRead(readCatalogueYear, { year }, { keepsPrevious: true })
  return (
    <Loaded isPage of={read} rows={12}>
      {(catalogue) => <Catalogue catalogue={catalogue} />}
    </Loaded>
  )
}

function Catalogue({ catalogue }: { catalogue: CatalogueYear }) {
  const text = useText()
  const { language } = useLanguage()
  const [query] = useSearchParams()
  const [isOpen, setIsOpen] = useState(false)
  const { year } = catalogue
  const filters = Object.fromEntries(filterNames.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : [])))
  const isFiltered = Object.keys(filters).some((name) => name !== 'withdrawn')
  const pages = usePages(listCatalogue, { year, ...filters })
  return (
    <div className="catalogue-page">
      <PageHead
        title={{ zh: `${year}年度指标目录`, en: `Catalogue of indicators ${year}` }}
        sentence={text(sentenceOf(catalogue))}
        actions={
          <>
            <ActionButton endpoint={createCatalogueEntry} asks onClick={() => setIsOpen(true)} />
            <a className="button normal" download href={addressOf(exportCatalogue, { year, language, ...filters })}>
              {text({ zh: '导出.xlsx', en: 'Export .xlsx' })}
            </a>
          </>
        }
      />
      <CatalogueMaking catalogue={catalogue} />
      <CatalogueFilters catalogue={catalogue} />
      <Panel title={{ zh: '指标', en: 'Indicators' }} flush>
        <DataTable
          name={{ zh: '指标目录', en: 'Catalogue of indicators' }}
          columns={useCatalogueColumns(isFiltered)}
          keyOf={({ id }) => id}
          classOf={({ level }) => `catalogue-level-${level}`}
          pages={pages}
          empty={
            <EmptyState
              why={isFiltered ? noMatch : { zh: '该年度的目录还没有指标。', en: 'This year has no indicators yet.' }}
              next={isFiltered ? widen : byOffice}
            />
          }
        />
      </Panel>
      <EntryForm isOpen={isOpen} onClose={() => setIsOpen(false)} catalogue={catalogue} />
    </div>
  )
}

const noMatch: Text = { zh: '没有符合条件的指标。', en: 'No indicator matches.' }
const widen: Text = { zh: '可以放宽筛选条件。', en: 'Widen the filters.' }
const byOffice: Text = {
  zh: '由办绩效办从市级指标纳入、沿用上年或逐项增加。',
  en: "The performance office takes the city's indicators over, starts from the year before, or adds them one by one.",
}

function sentenceOf({ counts: { headings, indicators, withdrawn } }: CatalogueYear): Text {
  const out = {
    zh: withdrawn > 0 ? `；本年度停用${withdrawn}项` : '',
    en: withdrawn > 0 ? `; out of use: ${withdrawn}` : '',
  }
  return {
    zh: `三级指标${indicators}项，归入${headings}个一级、二级指标${out.zh}。`,
    en: `${indicators} indicators of the third level under ${headings} headings${out.en}.`,
  }
}
