import { useState } from 'react'
import { ActionButton, ButtonFace } from '../ActionButton.tsx'
import { ActionLink } from '../ActionLink.tsx'
import { Autosave } from '../Autosave.tsx'
import { ApiError } from '../api.ts'
import { Panel } from '../Panel.tsx'
import { ReasonDialog } from '../ReasonDialog.tsx'
import { SignDialog } from '../SignDialog.tsx'
import { EmptyState, ErrorState } from '../states.tsx'
import { useToast } from '../Toast.tsx'
import { accept, sign, states, values } from './example.ts'

const open = { state: 'open', faulty: 0 } as const
const signed = { state: 'signed', faulty: 0 } as const
const nothing = (): void => undefined

export function ActionExamples() {
  return (
    <Panel title={{ zh: '办理', en: 'Actions' }}>
      <div className="stack">
        <p className="row-of-actions">
          <ActionButton transition={sign} facts={open} kind="primary" onClick={nothing} />
          <ActionButton transition={sign} facts={open} onClick={nothing} asks label={{ zh: '退回', en: 'Return' }} />
          <ActionButton transition={sign} facts={open} kind="primary" loading onClick={nothing} />
          <ActionButton transition={sign} facts={open} kind="plain" onClick={nothing} />
          <ActionLink to="/_gallery/2" basis="duty.fill" label={{ zh: '去填报', en: 'Fill in' }} />
        </p>
        <div>
          <ActionButton transition={sign} facts={signed} states={states} onClick={nothing} />
        </div>
        <div>
          <ActionButton transition={accept} facts={signed} states={states} reason="below" onClick={nothing} />
        </div>
        <p className="row-of-actions">
          <Autosave status={{ state: 'saved', at: '2025-11-06T02:42:00Z' }} />
          <Autosave status={{ state: 'failed' }} />
          <Autosave
            status={{ state: 'refused', message: { zh: '草稿已在另一窗口改动。', en: 'Changed elsewhere.' } }}
          />
        </p>
        <ErrorState
          error={
            new ApiError(500, {
              request: '7F3A',
              message: { zh: '系统出错，您的内容没有丢失。', en: 'A fault on our side.' },
            })
          }
          onRetry={nothing}
        />
        <EmptyState
          why={{ zh: '今天没有待办。', en: 'Nothing to do today.' }}
          next={{ zh: '下一个期限是11月10日。', en: 'Next due day: 10 Nov.' }}
        />
      </div>
    </Panel>
  )
}

export function DialogExamples() {
  const [shown, setShown] = useState<'sign' | 'reason' | undefined>()
  const toast = useToast()
  return (
    <Panel title={{ zh: '窗口', en: 'Dialogs' }}>
      <p className="row-of-actions">
        <ButtonFace kind="normal" onClick={() => setShown('sign')}>
          打开签字窗口
        </ButtonFace>
        <ButtonFace kind="normal" onClick={() => setShown('reason')}>
          打开理由窗口
        </ButtonFace>
        <ButtonFace kind="normal" onClick={() => toast({ zh: '已签字', en: 'Signed' })}>
          提示
        </ButtonFace>
      </p>
      <SignDialog
        title={{ zh: '签字：福田口岸10月指标数据', en: 'Sign: Futian Port, October' }}
        isOpen={shown === 'sign'}
        onClose={() => setShown(undefined)}
        intro="陆路口岸一处处长陈嘉禾：您将对下列4项数据签字。签字的是第3版，周以宁今天10:52提交。"
        values={<Values />}
        changes={{ count: 1, list: <Changed /> }}
        statement="art28"
        digest="7c1e90af00000000000000000000000000000000000000000000000000004b22"
        label={sign.label}
        basis={sign.basis}
        secondary={
          <ButtonFace kind="normal" onClick={() => setShown(undefined)}>
            退回修改
          </ButtonFace>
        }
        onSign={() => setShown(undefined)}
      />
      <ReasonDialog
        title={{ zh: '退回福田口岸10月指标数据', en: 'Return Futian Port, October' }}
        isOpen={shown === 'reason'}
        onClose={() => setShown(undefined)}
        label={{ zh: '退回', en: 'Return' }}
        basis="duty.return"
        recent={['与上月相差过大，请核对']}
        onSubmit={() => setShown(undefined)}
      />
    </Panel>
  )
}

function Values() {
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">指标</th>
          <th scope="col" className="num">
            本期
          </th>
          <th scope="col" className="num">
            上月
          </th>
        </tr>
      </thead>
      <tbody>
        {values.map((value) => (
          <tr key={value.name}>
            <th scope="row">{value.name}</th>
            <td className="num">
              <b>{value.now}</b>
            </td>
            <td className="num">{value.before}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Changed = () => (
  <li>
    <span>自助通关占比，10月</span>
    <span>
      <del>948</del> <ins>94.8</ins> %
    </span>
    <small>周以宁，今天10:51，录入有误</small>
  </li>
)
