import { Link, useSearchParams } from 'react-router'
import { entryImportStates, isRunning } from '#domain/collection/entryImport.ts'
import { downloadEntryTable, listEntryImports, startEntryImport } from '#domain/collection/entryTable.api.ts'
import { addressOf } from '#web/kernel/api.ts'
import { FileChoice } from '#web/kernel/FileChoice.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState, Loaded } from '#web/kernel/states.tsx'
import { EntryImportShown } from './EntryImportShown.tsx'

/** A table of figures: choose the file, see what becomes of each row, then take all of it in as drafts, or nothing. */
export function EntryTablePage() {
  const text = useText()
  const [search, setSearch] = useSearchParams()
  const shown = search.get('import')
  const start = useAct(startEntryImport, {}, { onDone: ({ id }) => setSearch({ import: id }) })
  return (
    <>
      <PageHead
        title={{ zh: '导入填报表', en: 'Import a table of figures' }}
        crumbs={[
          { label: { zh: '指标数据', en: 'Indicator data' }, to: '/duties' },
          { label: { zh: '批量填报', en: 'Fill in many' }, to: '/duties/entry' },
        ]}
      />
      <div className="stack">
        <Panel title={{ zh: '文件', en: 'File' }}>
          <p>{text(about)}</p>
          <p>
            <a href={addressOf(downloadEntryTable, {})} download>
              {text({ zh: '下载填报表（.xlsx）', en: 'Download the table (.xlsx)' })}
            </a>
          </p>
          <FileChoice
            label={{ zh: '选择文件…', en: 'Choose a file…' }}
            onFile={({ id }) => start.mutate({ fileId: id })}
            onOther={() => setSearch({}, { replace: true })}
          />
          {start.error && <ErrorState error={start.error} />}
        </Panel>
        {shown !== null && <EntryImportShown key={shown} id={shown} />}
        <Earlier shown={shown} />
      </div>
    </>
  )
}

const about = {
  zh: '可以用下载的填报表，也可以用自己的表（.xlsx、.csv；几千行以上用.csv）：有“指标”“报送期”“数值”三列即可，同名指标另加“事项编号”。先逐行试读；没有问题才能导入，导入后是只有本人看得到的草稿，在批量填报中核对、提交签字。',
  en: "Use the table downloaded here, or one of your own (.xlsx, .csv; .csv for thousands of rows) whose columns of indicator, period and figure, and of the item's number where names repeat, are headed as in that one. It is tried row by row first. Without a fault it is imported as drafts that only you see; check and submit them in the grid.",
}

/** One's own imports, so that one that runs is found again from any window. */
function Earlier({ shown }: { readonly shown: string | null }) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const imports = useRead(
    listEntryImports,
    {},
    { every: ({ rows }) => rows.some(({ state }) => isRunning(state)) && 1000 },
  )
  return (
    <Panel title={{ zh: '本人导入记录', en: 'Your imports' }}>
      <Loaded of={imports} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState why={{ zh: '还没有导入过。', en: 'Nothing has been imported yet.' }} />
          ) : (
            <ol className="log">
              {rows.map(({ id, fileName, state, begunAt, accepted, unchanged, refused }) => (
                <li key={id}>
                  {id === shown ? fileName : <Link to={`/duties/entry/table?import=${id}`}>{fileName}</Link>}
                  {text({
                    zh: `　${entryImportStates[state].zh}`,
                    en: `, ${entryImportStates[state].en.toLowerCase()}`,
                  })}
                  <small>
                    {format.instant(begunAt, today)}
                    {!isRunning(state) &&
                      text({
                        zh: `，采用${accepted}行，不变${unchanged}行，拒绝${refused}行`,
                        en: `, accepted ${accepted}, unchanged ${unchanged}, refused ${refused}`,
                      })}
                  </small>
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </Panel>
  )
}
