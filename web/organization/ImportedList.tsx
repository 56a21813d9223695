import { listOrganizationImports } from '#domain/organization/import.api.ts'
import { importKinds } from '#domain/organization/importing.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'

/** The newest imports of what the acting post may see. */
export function ImportedList() {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const imports = useRead(listOrganizationImports, {})
  return (
    <Panel title={{ zh: '导入记录', en: 'Imports' }}>
      <Loaded of={imports} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState why={{ zh: '还没有导入过。', en: 'Nothing has been imported yet.' }} />
          ) : (
            <ol className="log">
              {rows.map(({ id, kind, fileName, importedBy, importedAt, added, changed }) => (
                <li key={id}>
                  {importedBy}　{text(importKinds[kind])}　{fileName}
                  <small>
                    {text({
                      zh: `${format.instant(importedAt, today)}，新增${added}，变更${changed}`,
                      en: `${format.instant(importedAt, today)}, ${added} new, ${changed} changed`,
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
