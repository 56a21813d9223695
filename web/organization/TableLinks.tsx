import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { exportOrganization } from '#domain/organization/import.api.ts'
import { exporters, type ImportKind, importers, importKinds } from '#domain/organization/importing.ts'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { useContextOfRules } from '#web/kernel/session.tsx'

type Filter = Readonly<Record<string, string | undefined>>

/** The list as a file, exactly as it is filtered; and the way to take a file in, for whoever may. */
export function TableLinks({ kind, filter = {} }: { kind: ImportKind; filter?: Filter }) {
  const context = useContextOfRules()
  const mayImport = refusalOfRules([importers[kind]], 'system', undefined, context) === undefined
  return (
    <span className="row-of-actions">
      <ExportLinks {...{ kind, filter }} />
      {mayImport && (
        <ActionLink to={`/organization-import?kind=${kind}`} label={{ zh: '导入', en: 'Import' }} kind="plain" />
      )}
    </span>
  )
}

/** For whoever may take the list along, by the rule of the server. */
export function ExportLinks({ kind, filter = {} }: { kind: ImportKind; filter?: Filter }) {
  const text = useText()
  const { language } = useLanguage()
  const context = useContextOfRules()
  const what = text(importKinds[kind])
  if (refusalOfRules([exporters[kind]], 'system', undefined, context)) return null
  return (
    <span className="nw">
      {text({ zh: `导出${what}`, en: `Export ${what.toLowerCase()}` })}{' '}
      {(['xlsx', 'csv'] as const).map((format) => (
        <a
          key={format}
          className="button plain"
          download
          href={addressOf(exportOrganization, { kind, format, language, ...filter })}
          aria-label={text({ zh: `导出${what}.${format}`, en: `Export ${what.toLowerCase()} as .${format}` })}
        >
          .{format}
        </a>
      ))}
    </span>
  )
}
