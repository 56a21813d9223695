import type { Text } from '#domain/kernel/text.ts'
import { downloadOrderFile, type Order, type Round } from '#domain/rectification/order.api.ts'
import { addressOf } from '#web/kernel/api.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import { FileLinks } from '#web/opinion/Attached.tsx'
import '#web/opinion/opinion.css'

/** What was answered, round by round, with its evidence and what the verification said; the latest first. */
export function OrderRounds({ order: { id, rounds, issued } }: { readonly order: Order }) {
  const text = useText()
  if (issued === null) return null
  return (
    <Panel title={{ zh: '答复和核验', en: 'Answers and verification' }}>
      {rounds.length === 0 ? (
        <p className="mid">
          {text({
            zh: '还没有答复。签收后在期限内写明整改措施、完成情况，附佐证材料。',
            en: 'No answer yet: once received, say what is done and attach evidence before the due day.',
          })}
        </p>
      ) : (
        <ul className="opinion-log">
          {rounds.map((round) => (
            <OneRound key={round.id} orderId={id} round={round} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

const judged = ({ isMet }: Round): { light: 'blue' | 'red' | 'yellow'; label: Text } => {
  if (isMet === null) return { light: 'yellow', label: { zh: '待核验', en: 'To be verified' } }
  return isMet
    ? { light: 'blue', label: { zh: '核验通过', en: 'Verified' } }
    : { light: 'red', label: { zh: '核验不通过', en: 'Rejected' } }
}

function OneRound({ orderId, round }: { readonly orderId: string; readonly round: Round }) {
  const text = useText()
  const format = useFormat()
  const { number, dueOn, measures, result, noEvidence, answered, verdict, verified, files } = round
  return (
    <li>
      <p className="opinion-head">
        <b>{text({ zh: `第${number}轮`, en: `Round ${number}` })}</b>
        <LightTag {...judged(round)} />
      </p>
      <Said what={{ zh: '整改措施', en: 'Measures' }} words={measures} />
      <Said what={{ zh: '完成情况', en: 'What was done' }} words={result} />
      {noEvidence !== null && <Said what={{ zh: '无佐证材料', en: 'No evidence' }} words={noEvidence} />}
      <FileLinks files={files} to={(fileId) => addressOf(downloadOrderFile, { id: orderId, fileId })} />
      <p className="sub">
        {text({
          zh: `${answered.by.name} ${format.instant(answered.at)} 答复，期限${format.day(dueOn)}`,
          en: `Answered by ${answered.by.name}, ${format.instant(answered.at)}; due ${format.day(dueOn)}`,
        })}
      </p>
      {verified && verdict !== null && (
        <>
          <Said what={{ zh: '核验意见', en: 'Verification' }} words={verdict} />
          <p className="sub">{`${verified.by.name} ${format.instant(verified.at)}`}</p>
        </>
      )}
    </li>
  )
}

function Said({ what, words }: { readonly what: Text; readonly words: string }) {
  const text = useText()
  return (
    <p>
      <span className="sub">{text({ zh: `${what.zh}：`, en: `${what.en}: ` })}</span>
      <span lang="zh">{words}</span>
    </p>
  )
}
