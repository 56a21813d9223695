import { periodText } from '#domain/calendar/periods.ts'
import { type Card, readCardHistory } from '#domain/card/card.api.ts'
import { isCard, type Step, stepName } from '#domain/card/card.ts'
import type { RulePack } from '#domain/kernel/settings.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Dialog } from '#web/kernel/Dialog.tsx'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { Loaded } from '#web/kernel/states.tsx'

/** What happened to one card, and the rules under which it was fired. */
export function CardHistory({ card, onClose }: { card: Card; onClose: () => void }) {
  const text = useText()
  const names = useSession().pack.cards
  const history = useRead(readCardHistory, { id: card.id })
  const { duty, packVersion, settingsRevision, dueRevision } = card
  const period = periodText(duty.period)
  return (
    <Dialog
      title={{
        zh: `${names[card.step].zh}：${duty.indicator}，${period.zh}`,
        en: `${names[card.step].en}: ${duty.indicator}, ${period.en}`,
      }}
      isOpen
      onClose={onClose}
      footer={
        <ButtonFace kind="normal" onClick={onClose}>
          {text({ zh: '关闭', en: 'Close' })}
        </ButtonFace>
      }
    >
      <p className="sub">
        {text({
          zh: `依据规则包${packVersion}、第${settingsRevision}版设置，第${dueRevision}次确定的期限。`,
          en: `Under rule pack ${packVersion}, settings revision ${settingsRevision}, due day revision ${dueRevision}.`,
        })}
      </p>
      <Loaded of={history}>
        {({ rows }) => <HistoryPanel entries={rows} nameOf={(action) => actionName(action, names)} />}
      </Loaded>
    </Dialog>
  )
}

function actionName(action: string, names: RulePack['cards']): Text {
  if (action === 'card.settle') return { zh: '解除', en: 'Settled' }
  const step = action.replace('card.', '') as Step
  if (!isCard(step) || !(step in names)) return same(action)
  const { zh, en } = stepName(step, names)
  return { zh: `发出${zh}`, en: `${en} fired` }
}
