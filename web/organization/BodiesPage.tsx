import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { createExternalBody } from '#domain/organization/externalBody.api.ts'
import { type ExternalBody, listExternalBodies } from '#domain/organization/organization.api.ts'
import { type BodyKind, bodyKindNames, bodyKinds } from '#domain/organization/organization.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { EmptyState, ErrorState } from '#web/kernel/states.tsx'
import { BodyForm } from './BodyForm.tsx'
import { useOptions } from './choices.ts'
import { periodWords } from './period.ts'
import { TableLinks } from './TableLinks.tsx'

/** Whom the office addresses outside: collecting units first of all. */
export const BodiesPage = forReaders(listExternalBodies, BodiesView)

function BodiesView() {
  const text = useText()
  const [isOpen, setIsOpen] = useState(false)
  const [search, setSearch] = useSearchParams()
  const kind = bodyKindNames.find((name) => name === search.get('kind'))
  const bodies = useRead(listExternalBodies, kind ? { kind } : {}, { keepsPrevious: true })
  const columns = useColumns()
  const present = bodies.data?.rows.filter(({ isPresent }) => isPresent) ?? []
  const units = present.filter((body) => body.kind === 'collectingUnit').length
  return (
    <>
      <PageHead
        title={{ zh: '外部单位', en: 'Outside bodies' }}
        sentence={
          bodies.data &&
          text({
            zh: `现有外部单位${present.length}个，其中市级数据采集责任单位${units}个。`,
            en: `${present.length} outside bodies at present, ${units} of them collecting units.`,
          })
        }
        actions={<ActionButton endpoint={createExternalBody} asks onClick={() => setIsOpen(true)} />}
      />
      <Panel
        title={{ zh: '外部单位', en: 'Outside bodies' }}
        flush
        more={
          <Select<BodyKind>
            aria-label={text({ zh: '类别', en: 'Kind' })}
            placeholder={text({ zh: '全部类别', en: 'Every kind' })}
            allowClear
            popupMatchSelectWidth={false}
            value={kind ?? null}
            onChange={(chosen: BodyKind | undefined) => setSearch(chosen ? { kind: chosen } : {}, { replace: true })}
            options={useOptions(bodyKinds)}
          />
        }
      >
        <p className="panel-body row-of-actions">
          <TableLinks kind="externalBody" filter={{ bodyKind: kind }} />
        </p>
        {bodies.error ? (
          <ErrorState error={bodies.error} onRetry={() => void bodies.refetch()} />
        ) : (
          <DataTable
            name={{ zh: '外部单位', en: 'Outside bodies' }}
            columns={columns}
            rows={bodies.data?.rows}
            keyOf={({ id }) => id}
            empty={
              <EmptyState
                why={{ zh: '没有符合条件的外部单位。', en: 'No outside body matches.' }}
                next={{ zh: '可以放宽“类别”。', en: 'Widen the kind.' }}
              />
            }
          />
        )}
      </Panel>
      <BodyForm isOpen={isOpen} onClose={() => setIsOpen(false)} />
    </>
  )
}

function useColumns(): readonly Column<ExternalBody>[] {
  const text = useText()
  return [
    {
      key: 'name',
      title: { zh: '名称', en: 'Name' },
      onPhone: 'name',
      render: ({ id, name }) => <Link to={`/bodies/${id}`}>{text(name)}</Link>,
    },
    { key: 'kind', title: { zh: '类别', en: 'Kind' }, render: ({ kind }) => text(bodyKinds[kind]), onPhone: 'bare' },
    { key: 'period', title: { zh: '起止', en: 'Period' }, render: (body) => text(periodWords(body)) },
  ]
}
