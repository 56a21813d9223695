import { useState } from 'react'
import { useParams } from 'react-router'
import { changeExternalBody, readExternalBodyHistory } from '#domain/organization/externalBody.api.ts'
import { type ExternalBody, listExternalBodies } from '#domain/organization/organization.api.ts'
import { bodyKinds } from '#domain/organization/organization.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Columns } from '#web/kernel/Columns.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { useText } from '#web/kernel/language.tsx'
import { NotFoundPage } from '#web/kernel/NotFoundPage.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { Loaded } from '#web/kernel/states.tsx'
import { ActsPanel } from './ActsPanel.tsx'
import { BodyForm } from './BodyForm.tsx'
import { periodWords } from './period.ts'

export function BodyPage() {
  const { id = '' } = useParams()
  const bodies = useRead(listExternalBodies, {})
  return (
    <Loaded isPage of={bodies} rows={8}>
      {({ rows }) => {
        const body = rows.find((one) => one.id === id)
        return body ? <BodyView body={body} /> : <NotFoundPage />
      }}
    </Loaded>
  )
}

function BodyView({ body }: { body: ExternalBody }) {
  const text = useText()
  const [isOpen, setIsOpen] = useState(false)
  const history = useRead(readExternalBodyHistory, { id: body.id })
  const { name, kind, isPresent } = body
  return (
    <>
      <PageHead
        title={name}
        crumbs={[{ label: { zh: '外部单位', en: 'Outside bodies' }, to: '/bodies' }]}
        sentence={text({
          zh: `${bodyKinds[kind].zh}，${isPresent ? '现在往来' : '现在不往来'}。`,
          en: `${bodyKinds[kind].en}; ${isPresent ? 'addressed at present' : 'not addressed at present'}.`,
        })}
        actions={<ActionButton endpoint={changeExternalBody} asks onClick={() => setIsOpen(true)} />}
      />
      <Columns
        main={
          <Panel title={{ zh: '基本情况', en: 'Facts' }}>
            <Facts
              facts={[
                { name: { zh: '中文名称', en: 'Chinese name' }, value: name.zh },
                { name: { zh: '英文名称', en: 'English name' }, value: name.en },
                { name: { zh: '起止', en: 'Period' }, value: text(periodWords(body)) },
              ]}
            />
          </Panel>
        }
        side={<Loaded of={history}>{({ rows }) => <ActsPanel entries={rows} />}</Loaded>}
      />
      <BodyForm isOpen={isOpen} onClose={() => setIsOpen(false)} body={body} />
    </>
  )
}
