import { useState } from 'react'
import { useParams } from 'react-router'
import {
  type DatedValue,
  listSettings,
  readSettingHistory,
  type Setting,
  setSetting,
} from '#domain/organization/settings.api.ts'
import { noSource, valueWords } from '#domain/organization/settings.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Columns } from '#web/kernel/Columns.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { NotFoundPage } from '#web/kernel/NotFoundPage.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { ActsPanel } from './ActsPanel.tsx'
import { SettingForm } from './SettingForm.tsx'

export function SettingPage() {
  // A dot in an address would name a file.
  const { group, name } = useParams()
  const settings = useRead(listSettings, {})
  return (
    <Loaded isPage of={settings} rows={8}>
      {({ rows, revision }) => {
        const setting = rows.find((one) => one.key === `${group}.${name}`)
        return setting ? <SettingView setting={setting} revision={revision} /> : <NotFoundPage />
      }}
    </Loaded>
  )
}

function SettingView({ setting, revision }: { setting: Setting; revision: number }) {
  const text = useText()
  const format = useFormat()
  const [isOpen, setIsOpen] = useState(false)
  const history = useRead(readSettingHistory, { key: setting.key })
  const { name, present, upcoming } = setting
  return (
    <>
      <PageHead
        title={name}
        crumbs={[{ label: { zh: '参数', en: 'Settings' }, to: '/settings' }]}
        sentence={text({
          zh: `现为“${valueWords(present.value).zh}”。改动只对以后生成的内容起作用，已生成的不变。`,
          en: `It is “${valueWords(present.value).en}”. A change counts for what is made later; what exists keeps its value.`,
        })}
        actions={<ActionButton endpoint={setSetting} asks onClick={() => setIsOpen(true)} />}
      />
      <Columns
        main={
          <>
            <ValuePanel title={{ zh: '现行数值', en: 'Value in force' }} value={present} />
            {upcoming.map((one) => (
              <ValuePanel
                key={one.fromOn}
                title={{ zh: `${format.longDay(one.fromOn)}起`, en: `From ${format.longDay(one.fromOn)}` }}
                value={one}
              />
            ))}
          </>
        }
        side={<Loaded of={history}>{({ rows }) => <ActsPanel entries={rows} />}</Loaded>}
      />
      <SettingForm isOpen={isOpen} onClose={() => setIsOpen(false)} setting={setting} revision={revision} />
    </>
  )
}

function ValuePanel({ title, value }: { title: { zh: string; en: string }; value: DatedValue }) {
  const text = useText()
  const format = useFormat()
  const { pack } = useSession()
  return (
    <Panel title={title}>
      <Facts
        facts={[
          { name: { zh: '数值', en: 'Value' }, value: <b>{text(valueWords(value.value))}</b> },
          { name: { zh: '来源', en: 'Source' }, value: value.source ?? text(noSource) },
          { name: { zh: '生效日', en: 'In force from' }, value: format.longDay(value.fromOn) },
          { name: { zh: '设定人', en: 'Set by' }, value: value.setBy ?? text(pack.title) },
          ...(value.setAt ? [{ name: { zh: '设定时间', en: 'Set at' }, value: format.instant(value.setAt) }] : []),
        ]}
      />
    </Panel>
  )
}
