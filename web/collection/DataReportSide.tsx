import { dayText } from '#domain/calendar/workingDays.ts'
import { type DataReport, downloadReportFile, type ReportFile } from '#domain/collection/dataReport.api.ts'
import { attachmentsOf } from '#domain/collection/dataReport.attachments.ts'
import { type CheckLight, checksOf } from '#domain/collection/dataReport.checks.ts'
import { states } from '#domain/collection/dataReport.ts'
import type { Text } from '#domain/kernel/text.ts'
import { addressOf } from '#web/kernel/api.ts'
import { formatDigest, useFormat } from '#web/kernel/format.ts'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'

const order = Object.keys(states)

/** 汇总 — 核对 — 签字冻结 — 审核 — 送出 — 回执: what is done, who has it now, what comes. */
export function ReportSteps({ report }: { report: DataReport }) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const checks = checksOf(report, today)
  const good = checks.filter(({ light }) => light === 'green').length
  const hasFault = checks.some(({ light }) => light === 'red')
  // 汇总 is done with the first look; what the checks refuse keeps the report at 核对.
  const now = report.state === 'assembled' ? (hasFault ? 1 : 2) : order.indexOf(report.state) + 2
  const [signature] = report.signatures
  const signed = report.state !== 'assembled' && signature
  const day = (on: string | null): Text => (on ? dayText(on) : none)
  const steps: { name: Text; note: Text; at: number }[] = [
    { name: { zh: '汇总', en: 'Assembled' }, note: plain(format.instant(report.assembledAt)), at: 0 },
    {
      name: { zh: '核对', en: 'Checked' },
      note: { zh: `${good}项通过，共${checks.length}项`, en: `${good} of ${checks.length} passed` },
      at: 1,
    },
    {
      name: { zh: '签字、冻结', en: 'Signed, frozen' },
      note: signed
        ? plain(`${signature.personName} ${format.instant(signature.signedAt)}`)
        : waits(report.coordinatingDivisionName),
      at: 2,
    },
    {
      name: { zh: '审核', en: 'Reviewed' },
      note:
        report.reviewedBy && report.reviewedAt
          ? plain(`${report.reviewedBy.name} ${format.instant(report.reviewedAt)}`)
          : none,
      at: 3,
    },
    { name: { zh: '送出', en: 'Sent' }, note: day(report.sentOn), at: 4 },
    { name: { zh: '回执', en: 'Receipt' }, note: day(report.receiptOn), at: 5 },
  ]
  return (
    <ol className="report-steps" aria-label={text({ zh: '办理步骤', en: 'Steps' })}>
      {steps.map(({ name, note, at }) => (
        <li
          key={name.en}
          className={at < now ? 'done' : at === now ? 'now' : ''}
          aria-current={at === now ? 'step' : undefined}
        >
          <b>
            {at < now && <Icon name="tick" />}
            {text(name)}
            {at < now && <span className="hidden-words">{text({ zh: '，已完成', en: ', done' })}</span>}
          </b>
          <small>{text(note)}</small>
        </li>
      ))}
    </ol>
  )
}

const none: Text = { zh: '', en: '' }
const plain = (words: string): Text => ({ zh: words, en: words })
const waits = (division: Text): Text => ({ zh: `待${division.zh}`, en: `Waits for ${division.en}` })

const lightNames: Record<CheckLight, Text> = {
  green: { zh: '通过', en: 'Passed' },
  yellow: { zh: '提示', en: 'Note' },
  red: { zh: '不通过', en: 'Failed' },
}

/** Complete, from signed versions, adding up, in time. */
export function ReportChecks({ report }: { report: DataReport }) {
  const text = useText()
  const { today } = useSession()
  const checks = checksOf(report, today)
  const count = (light: CheckLight) => checks.filter((check) => check.light === light).length
  const [green, yellow, red] = [count('green'), count('yellow'), count('red')]
  const note = [
    { zh: `${green}项通过`, en: `${green} passed` },
    ...(yellow > 0 ? [{ zh: `${yellow}项提示`, en: `${yellow} to note` }] : []),
    ...(red > 0 ? [{ zh: `${red}项不通过`, en: `${red} failed` }] : []),
  ]
  return (
    <Panel title={{ zh: '核对', en: 'Checks' }} note={note.map(text).join(text({ zh: '，', en: ', ' }))} flush>
      <ul className="report-checks">
        {checks.map((check) => (
          <li key={check.key}>
            <LightTag light={check.light} label={lightNames[check.light]} />
            <span>
              {text(check.text)}
              {check.detail && <small>{text(check.detail)}</small>}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const icons = { letter: 'plan', table: 'grid', unitTable: 'grid', attachment: 'clip', manifest: 'list' } as const
const contents: Record<ReportFile['kind'], Text> = {
  letter: { zh: '函', en: 'Letter' },
  table: { zh: '数据表', en: 'Table' },
  unitTable: { zh: '采集单位的表格，已填好', en: "The unit's own form, filled" },
  attachment: { zh: '随数据所附文件', en: 'Attached to a figure' },
  manifest: { zh: '每个数的签字版本和摘要', en: 'Signed version and digest of each figure' },
}

/** The frozen files; before the signature it says when they will be there. */
export function ReportPackage({ report }: { report: DataReport }) {
  const text = useText()
  const format = useFormat()
  const { files, id } = report
  const attachments = attachmentsOf(report.lines).length
  const note =
    files.length === 0
      ? { zh: '签字时生成', en: 'made at signing' }
      : { zh: `${files.length}个文件，签字后不再变动`, en: `${files.length} files, unchanged since signing` }
  return (
    <Panel title={{ zh: '报送包', en: 'Package' }} note={text(note)} flush={files.length > 0}>
      {files.length === 0 ? (
        <p className="mid">
          {attachments > 0 &&
            text({
              zh: `随数据所附文件${attachments}个，一并装入报送包。`,
              en: `Files attached to the figures go into the package: ${attachments}. `,
            })}
          {text({
            zh: '签字后，函、数据表和清单按所见内容冻结，退回后重新签字才会重新生成。',
            en: 'Signing freezes letter, table and manifest as shown; only a new signature makes them anew.',
          })}
        </p>
      ) : (
        <ul className="report-files">
          {files.map(({ kind, name, size, digest }) => (
            <li key={`${kind}${name}`}>
              <Icon name={icons[kind]} />
              <span>
                <a href={addressOf(downloadReportFile, { id, kind, digest })} download>
                  {name}
                </a>
                <small>
                  {text(contents[kind])}　{format.size(size)}　<span className="digest">{formatDigest(digest)}</span>
                </small>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
